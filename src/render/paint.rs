//! Colour, where it is wanted. Meaning is never in the colour alone: every painted thing has a symbol or a word too.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

/// Whether and how to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    color: bool,
}

impl Paint {
    /// With or without colour.
    pub const fn new(color: bool) -> Self {
        Self { color }
    }

    /// Whether it colours.
    pub const fn is_colored(self) -> bool {
        self.color
    }

    fn with(self, style: Style, text: impl Display) -> String {
        if self.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_string()
        }
    }

    /// Something that comes.
    pub fn added(self, text: impl Display) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    /// Something that goes, or stands in the way.
    pub fn removed(self, text: impl Display) -> String {
        self.with(AnsiColor::Red.on_default(), text)
    }

    /// Something that changes, or needs a look.
    pub fn changed(self, text: impl Display) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    /// A heading.
    pub fn strong(self, text: impl Display) -> String {
        self.with(Style::new().bold(), text)
    }

    /// Something by the way.
    pub fn faint(self, text: impl Display) -> String {
        self.with(Style::new().dimmed(), text)
    }
}
