//! One file for a browser: every workspace in a line, and the page of each that has something to say, in a frame of its own.
//! It loads nothing and runs nothing; nor does a frame.

use maud::{DOCTYPE, html};

use super::entry::Fleet;
use crate::render::escape::visible;

pub fn fleet_html(fleet: &Fleet<'_>) -> String {
    let title = format!("vetform {}: {}", fleet.command, fleet.summary);
    let entries = fleet.by_urgency();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (title) }
            }
            body {
                h1 { (title) }
                ul {
                    @for entry in &entries {
                        li {
                            @if entry.is_quiet { (visible(entry.workspace)) }
                            @else { a href={ "#" (entry.workspace) } { (visible(entry.workspace)) } }
                            ": "
                            @if entry.error.is_some() { "error: " }
                            (visible(entry.line.lines().next().unwrap_or_default()))
                        }
                    }
                }
                @for entry in entries.iter().filter(|entry| !entry.is_quiet) {
                    details id=(entry.workspace) open[entries.len() <= 3] {
                        summary { (visible(entry.workspace)) }
                        iframe sandbox title=(entry.workspace) width="100%" height="800" srcdoc=(entry.text) {}
                    }
                }
            }
        }
    };
    page.into_string()
}
