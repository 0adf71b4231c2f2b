//! Two addresses in the rosters of one thing that look like one: a letter of another script, dots, a doubled letter, a
//! slip in the domain, or one name and almost one address. A warning, since they may be two people.
//!
//! Pairs are looked for among those of one form only: linear in the number of people.

use std::collections::HashMap;

use crate::model::{Email, first_difference, skeleton};

/// One person, and what the warning is about.
pub(super) struct Seen<'a> {
    pub(super) email: &'a Email,
    /// The name's parts; none if it is not known.
    pub(super) called: Vec<&'a str>,
}

/// Two people, by their places in the list, and why they may be one.
pub(super) struct Alike {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) because: String,
}

/// So many earlier people of one form are compared with: a form that more have says nothing.
const MOST_OF_A_FORM: usize = 32;

/// A slip in a shorter domain makes another company's.
const SHORTEST_DOMAIN: usize = 8;

/// Everybody who looks like somebody before.
pub(super) fn look_alikes(people: &[Seen<'_>]) -> Vec<Alike> {
    let mut by_form: HashMap<Form, Vec<usize>> = HashMap::new();
    let mut alike = Vec::new();
    for (second, person) in people.iter().enumerate() {
        let mut found = None;
        for form in forms(person) {
            let earlier = by_form.entry(form).or_default();
            found = found.or_else(|| {
                let mut likely = earlier.iter().take(MOST_OF_A_FORM);
                likely.find_map(|first| {
                    let because = why_alike(&people[*first], person)?;
                    Some(Alike {
                        first: *first,
                        second,
                        because,
                    })
                })
            });
            earlier.push(second);
        }
        alike.extend(found);
    }
    alike
}

/// What two people who look alike have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Form {
    Mailbox(String),
    Name(String),
}

fn forms(person: &Seen<'_>) -> Vec<Form> {
    let (local, _) = parts(person.email);
    let mut forms = vec![Form::Mailbox(mailbox_form(local))];
    let name = name_form(&person.called);
    if !name.is_empty() {
        forms.push(Form::Name(name));
    }
    forms
}

fn why_alike(first: &Seen<'_>, second: &Seen<'_>) -> Option<String> {
    if first.email == second.email {
        return None;
    }
    let (one, other) = (first.email.canonical(), second.email.canonical());
    let ((local, domain), (local2, domain2)) = (parts(first.email), parts(second.email));
    let (domain, domain2) = (readable(domain), readable(domain2));
    let same_domain = skeleton(&domain) == skeleton(&domain2);
    if same_domain && skeleton(local) == skeleton(local2) {
        let pair = first_difference(local, local2).or_else(|| first_difference(&domain, &domain2));
        return Some(pair.map_or_else(
            || "they differ in letters that look the same".to_owned(),
            |(one, other)| format!("{} is where the other has {}", shown(other), shown(one)),
        ));
    }
    let same_mailbox = mailbox_form(local) == mailbox_form(local2);
    if same_domain && same_mailbox {
        return Some("they differ only in dots, hyphens or a doubled letter".to_owned());
    }
    let longest = domain.chars().count().max(domain2.chars().count());
    if same_mailbox && longest >= SHORTEST_DOMAIN && strsim::osa_distance(&domain, &domain2) == 1 {
        return Some("their domains differ in one letter".to_owned());
    }
    let name = name_form(&first.called);
    let same_name = !name.is_empty() && name == name_form(&second.called);
    (same_name && strsim::osa_distance(one, other) <= 2).then(|| {
        "they have the same name, and addresses that differ in one or two letters".to_owned()
    })
}

/// `a`, or the code of what is not plain.
fn shown(c: char) -> String {
    if c.is_ascii_graphic() {
        format!("`{c}`")
    } else {
        format!("U+{:04X}", u32::from(c))
    }
}

fn parts(email: &Email) -> (&str, &str) {
    let canonical = email.canonical();
    canonical.rsplit_once('@').unwrap_or((canonical, ""))
}

/// A domain as people see it.
fn readable(domain: &str) -> String {
    if domain.contains("xn--") {
        idna::domain_to_unicode(domain).0
    } else {
        domain.to_owned()
    }
}

/// The mailbox without what people leave out: dots, dashes, and the second of two equal letters.
fn mailbox_form(local: &str) -> String {
    let mut form = String::with_capacity(local.len());
    for c in local.chars() {
        let is_doubled = c.is_alphabetic() && form.ends_with(c);
        if !is_doubled && !".-_".contains(c) {
            form.push(c);
        }
    }
    skeleton(&form)
}

fn name_form(called: &[&str]) -> String {
    let words = called.iter().flat_map(|part| part.split_whitespace());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(one: (&str, &str), other: (&str, &str)) -> Option<String> {
        let emails = [one.0, other.0].map(|text| Email::parse(text).unwrap());
        let names = [one.1, other.1];
        let people: Vec<_> = emails
            .iter()
            .zip(names)
            .map(|(email, name)| Seen {
                email,
                called: vec![name],
            })
            .collect();
        look_alikes(&people).pop().map(|alike| alike.because)
    }

    #[test]
    fn two_addresses_that_a_reader_takes_for_one_are_found() {
        for (one, other) in [
            ("alex@example.com", "\u{430}lex@example.com"),
            ("alex@example.com", "a1ex@example.com"),
            ("alex@example.com", "alex@exarnple.com"),
            ("alex@example.com", "alex@ex\u{430}mple.com"),
            ("alex.doe@example.com", "alexdoe@example.com"),
            ("alex_doe@example.com", "alex-doe@example.com"),
            ("alex@example.com", "alexx@example.com"),
            ("alex@example.com", "alex@exmaple.com"),
            ("alex@gmail.com", "alex@gmail.con"),
            ("alex@gmail.com", "alex@gmai.com"),
        ] {
            assert!(why((one, ""), (other, "")).is_some(), "{one} {other}");
        }
        assert_eq!(
            why(("alex@example.com", ""), ("\u{430}lex@example.com", "")).unwrap(),
            "U+0430 is where the other has `a`"
        );
        assert!(
            why(
                ("alxe@example.com", "Alex Doe"),
                ("alex@example.com", "alex  doe")
            )
            .is_some()
        );
    }

    #[test]
    fn two_people_with_like_addresses_are_two() {
        for (one, other) in [
            ("person1@example.com", "person2@example.com"),
            ("person1@example.com", "person11@example.com"),
            ("anna@example.com", "hanna@example.com"),
            ("alex@example.com", "alex@example.org"),
            ("alex@abc.de", "alex@abd.de"),
            ("alex+one@example.com", "alex+two@example.com"),
        ] {
            assert_eq!(why((one, ""), (other, "")), None, "{one} {other}");
        }
        let (one, other) = (
            ("sam@example.com", "Sam Lee"),
            ("pam@example.com", "Pam Lee"),
        );
        assert_eq!(why(one, other), None);
        let (one, other) = (("alex@one.example", "Alex"), ("sam@two.example", "Alex"));
        assert_eq!(why(one, other), None);
    }
}
