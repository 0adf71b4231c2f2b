//! A page for a browser where JSON was to be: what a proxy, a sign-in or a gateway shows. Only its title is of use.

/// Whether a body is HTML or XML.
pub(super) fn is_page(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// What is worth saying of a page: its title. `None` if it is none.
pub(super) fn told_page(body: &[u8]) -> Option<String> {
    is_page(body).then(|| match title(&String::from_utf8_lossy(body)) {
        Some(title) => format!("a web page instead of JSON, titled “{title}”"),
        None => "a web page instead of JSON".to_owned(),
    })
}

pub(super) fn title(page: &str) -> Option<&str> {
    let lower = page.to_ascii_lowercase();
    let (start, end) = ["title", "h1"].iter().find_map(|name| {
        let open = lower.find(&format!("<{name}"))?;
        let start = open + lower[open..].find('>')? + 1;
        let end = start + lower[start..].find(&format!("</{name}"))?;
        Some((start, end))
    })?;
    let title = page[start..end].trim();
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_title() {
        let told = |page: &str| told_page(page.as_bytes());
        insta::assert_snapshot!(told(" <!DOCTYPE html><HTML><head><Title lang=en> 502 Bad Gateway\n</Title>…").unwrap(), @"a web page instead of JSON, titled “502 Bad Gateway”");
        insta::assert_snapshot!(told("<html><h1>Sign in</h1>").unwrap(), @"a web page instead of JSON, titled “Sign in”");
        insta::assert_snapshot!(told("<html><title>").unwrap(), @"a web page instead of JSON");
        assert_eq!(told("{}"), None);
        assert_eq!(told(""), None);
    }
}
