//! Links for terminals that know them (OSC 8). Never around an address that a terminal could be steered with.

/// A text that leads to a page; the text alone if there is none, or none that is safe.
pub(super) fn linked(text: &str, url: Option<&str>) -> String {
    match url.filter(|url| is_safe(url)) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text.to_owned(),
    }
}

fn is_safe(url: &str) -> bool {
    url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn only_a_plain_https_address_becomes_a_link() {
        assert_eq!(
            linked("id", Some("https://a.example/x?y=1")),
            "\u{1b}]8;;https://a.example/x?y=1\u{1b}\\id\u{1b}]8;;\u{1b}\\"
        );
        for bad in [
            "http://a.example",
            "https://a.example/\u{1b}]0;title\u{7}",
            "https://a b",
            "javascript:x",
        ] {
            assert_eq!(linked("id", Some(bad)), "id", "{bad:?}");
        }
        assert_eq!(linked("id", None), "id");
    }
}
