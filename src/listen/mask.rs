//! People in payloads, made unreadable: `alex@example.com` to `a…x@e….com`, `Alex Doe` to `A… D…`. An address is known by its
//! form, wherever it stands; a name by its field.

use serde_json::{Map, Value};

use crate::model::{masked_name, without_whole_names};

/// Fields that hold a name, whatever they are in: without capitals and signs.
const NAMES: [&str; 10] = [
    "firstname",
    "lastname",
    "middlename",
    "fullname",
    "givenname",
    "familyname",
    "surname",
    "nickname",
    "displayname",
    "username",
];

/// What somebody is to whom a field belongs.
const PEOPLE: [&str; 9] = [
    "candidate",
    "applicant",
    "talent",
    "invitee",
    "reviewer",
    "interviewer",
    "interviewee",
    "user",
    "person",
];

/// Masks every address in every text of a payload, also inside longer texts and with an escaped `@` in a URL; every name in a
/// field for one; and such a name of several words wherever else it stands.
pub fn mask_people(payload: &mut Map<String, Value>) {
    let mut names = Vec::new();
    mask_names(payload, false, &mut names);
    names.retain(|name| name.contains(char::is_whitespace));
    for value in payload.values_mut() {
        mask_texts(value, &names);
    }
}

/// `is_person`: the field that holds it says so.
fn mask_names(fields: &mut Map<String, Value>, is_person: bool, names: &mut Vec<String>) {
    let is_person = is_person || fields.keys().any(|key| plain(key).contains("email"));
    let of_parts = [["firstname", "givenname"], ["lastname", "familyname"]].map(|parts| {
        let mut fields = fields.iter();
        let found = fields.find(|(key, _)| parts.contains(&plain(key).as_str()));
        found.and_then(|(_, value)| value.as_str())
    });
    if let [Some(first), Some(last)] = of_parts {
        names.push(format!("{} {}", first.trim(), last.trim()));
    }
    for (key, value) in fields {
        let key = plain(key);
        if is_name(&key, is_person) {
            mask_name(value, names);
        } else {
            let is_person = PEOPLE.iter().any(|who| key.contains(who));
            within(value, is_person, names);
        }
    }
}

fn within(value: &mut Value, is_person: bool, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => mask_names(fields, is_person, names),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| within(item, is_person, names)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_name(key: &str, is_person: bool) -> bool {
    let whose = key.strip_suffix("name");
    NAMES.contains(&key)
        || is_person && key == "name"
        || whose.is_some_and(|whose| PEOPLE.iter().any(|who| whose.ends_with(who)))
}

/// `candidate_name`, `candidateName`: `candidatename`
fn plain(key: &str) -> String {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn mask_name(value: &mut Value, names: &mut Vec<String>) {
    match value {
        Value::String(name) => {
            let shown = masked_name(name);
            names.push(std::mem::replace(name, shown));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_name(item, names)),
        Value::Object(fields) => fields.values_mut().for_each(|part| mask_name(part, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn mask_texts(value: &mut Value, names: &[String]) {
    match value {
        Value::String(text) => {
            if let Some(masked) = masked(text) {
                *text = masked;
            }
            if !names.is_empty() {
                *text = without_whole_names(text, names.iter().map(String::as_str));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_texts(item, names)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| mask_texts(value, names)),
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
        mask_people(&mut payload);
        insta::assert_snapshot!(Value::Object(payload), @r#"{"data":{"candidate_email":"a…x@e….com","list":["Ann <b…@m….uk>, c…@x…."],"url":"https://x.io/s?mail=a…e%40e….com&id=1","name":"A…","score":7}}"#);
    }

    #[test]
    fn a_name_is_masked_in_a_field_for_one_and_where_it_is_said_again() {
        let text = r#"{"data":{"candidate":{"id":7,"name":"Alex Doe"},"interview_name":"Sales","test":{"name":"Doe"},
            "reviewers":[{"firstName":"Bo","last_name":"Roe"}],"candidateName":["Alex Doe"],
            "text":"alex doe has finished; Bo Roe, Bo and Doe have not","userName":{"first":"Cy"}},"event_name":"x"}"#;
        let mut payload = serde_json::from_str(text).unwrap();
        mask_people(&mut payload);
        insta::assert_snapshot!(Value::Object(payload), @r#"{"data":{"candidate":{"id":7,"name":"A… D…"},"interview_name":"Sales","test":{"name":"Doe"},"reviewers":[{"firstName":"B…","last_name":"R…"}],"candidateName":["A… D…"],"text":"a… d… has finished; B… R…, Bo and Doe have not","userName":{"first":"C…"}},"event_name":"x"}"#);
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
