//! What a text is, by its looks.

/// One `@` with something before it, and a domain with a point inside behind it: no more is promised.
pub(in crate::sandbox) fn looks_like_an_address(text: &str) -> bool {
    let domain =
        |domain: &str| domain.split('.').count() > 1 && !domain.split('.').any(str::is_empty);
    !text.contains(char::is_whitespace)
        && text
            .split_once('@')
            .is_some_and(|(local, rest)| !local.is_empty() && !rest.contains('@') && domain(rest))
}

/// 8-4-4-4-12 hexadecimal digits.
pub(in crate::sandbox) fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_uuids_are_told_from_other_text() {
        for good in ["a@b.c", "john.doe+x@example.com"] {
            assert!(looks_like_an_address(good), "{good}");
        }
        for bad in ["", "a", "@b.c", "a@", "a@b", "a@b..c", "a@@b.c", "a b@c.d"] {
            assert!(!looks_like_an_address(bad), "{bad}");
        }
        assert!(is_uuid("019c5ea9-a792-7f0d-b671-4c3c1602094e"));
        for bad in ["", "019c5ea9", "019c5ea9-a792-7f0d-b671-4c3c1602094g"] {
            assert!(!is_uuid(bad), "{bad}");
        }
    }
}
