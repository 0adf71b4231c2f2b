//! E-mail addresses in payloads, made unreadable: `alex@example.com` to `a…x@e….com`.

use serde_json::{Map, Value};

/// Masks every e-mail address in every text of a payload, also inside longer texts and with an escaped `@` in a URL.
pub fn mask_addresses(payload: &mut Map<String, Value>) {
    for value in payload.values_mut() {
        mask_value(value);
    }
}

fn mask_value(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(masked) = masked(text) {
                *text = masked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mask_value),
        Value::Object(fields) => mask_addresses(fields),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `None` if the text holds no address.
fn masked(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut done = 0;
    while let Some((at, sign)) = next_at(text, done) {
        let before = &text[done..at];
        let after = &text[at + sign.len()..];
        let local = before.trim_end_matches(is_local).len();
        let domain = after.len() - after.trim_start_matches(is_domain).len();
        let domain = after[..domain].trim_end_matches(['.', '-']);
        if local < before.len() && !domain.is_empty() {
            shown.push_str(&before[..local]);
            shown.push_str(&short(&before[local..]));
            shown.push_str(sign);
            shown.push_str(&short_domain(domain));
            done = at + sign.len() + domain.len();
        } else {
            shown.push_str(before);
            shown.push_str(sign);
            done = at + sign.len();
        }
    }
    (done > 0).then(|| shown + &text[done..])
}

fn next_at(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = &text[from..];
    let found = ["@", "%40"]
        .into_iter()
        .filter_map(|sign| rest.find(sign).map(|at| (from + at, sign)));
    found.min()
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$'*+-/^_`{|}~.".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || c == '.' || c == '-'
}

fn short(local: &str) -> String {
    let mut chars = local.chars();
    let first = chars.next().map(String::from).unwrap_or_default();
    match chars.next_back() {
        // Of two letters, both would be the whole name.
        Some(last) if local.chars().count() > 2 => format!("{first}…{last}"),
        _ => format!("{first}…"),
    }
}

fn short_domain(domain: &str) -> String {
    let first = domain.chars().next().map(String::from).unwrap_or_default();
    match domain.rsplit_once('.') {
        Some((_, last)) => format!("{first}….{last}"),
        None => format!("{first}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_wherever_it_stands() {
        let text = r#"{"data":{"candidate_email":"alex@example.com","list":["Ann <bo@mail.co.uk>, c@x."],
            "url":"https://x.io/s?mail=alex.doe%40example.com&id=1","name":"Alex","score":7}}"#;
        let mut payload = serde_json::from_str(text).unwrap();
        mask_addresses(&mut payload);
        insta::assert_snapshot!(Value::Object(payload), @r#"{"data":{"candidate_email":"a…x@e….com","list":["Ann <b…@m….uk>, c…@x…."],"url":"https://x.io/s?mail=a…e%40e….com&id=1","name":"Alex","score":7}}"#);
    }

    #[test]
    fn what_is_no_address_stays() {
        for text in [
            "",
            "@",
            "a @ b",
            "@alex",
            "alex@",
            "10 %40 of",
            "plain text",
        ] {
            let shown = masked(text).unwrap_or_else(|| text.to_owned());
            assert_eq!(shown, text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_address_survives(before in ".{0,8}", local in "[a-z.+_]{3,12}", domain in "[a-z]{2,8}\\.[a-z]{2,5}", after in ".{0,8}") {
            let address = format!("{local}@{domain}");
            let text = format!("{before} {address} {after}");
            let shown = masked(&text).unwrap();
            proptest::prop_assert!(!shown.contains(&address));
        }
    }
}
