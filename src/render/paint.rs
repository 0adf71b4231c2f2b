//! Colour, where it is wanted. Meaning is never in the colour alone: every painted thing has a symbol or a word too.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    color: bool,
}

impl Paint {
    pub const fn new(color: bool) -> Self {
        Self { color }
    }

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

    pub fn strong(self, text: impl Display) -> String {
        self.with(Style::new().bold(), text)
    }

    pub fn faint(self, text: impl Display) -> String {
        self.with(Style::new().dimmed(), text)
    }
}
