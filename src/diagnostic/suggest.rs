//! "Did you mean …?": the nearest of the known names.

use super::fix::{Applicability, Fix, Help};

/// The known name that is nearest to what was written, if it is near enough to be a slip.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| {
            (
                strsim::osa_distance(&written.to_lowercase(), &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// The help about a name that is not one of the known: the nearest, or what else to do.
pub fn did_you_mean<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> Help {
    let known: Vec<&str> = known.into_iter().collect();
    let twins = known.iter().filter(|name| is_same_word(name, written));
    let (near, applicability) = match *twins.copied().collect::<Vec<_>>() {
        [only] => (Some(only), Applicability::Safe),
        _ => (nearest(written, known), Applicability::Suggested),
    };
    match near {
        Some(near) => Help::from(format!("did you mean `{near}`?")).with(Fix::write(
            applicability,
            written,
            near,
        )),
        None => otherwise().into(),
    }
}

/// Whether two names differ in capitals and in what parts their words, and in nothing else.
fn is_same_word(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, nearest};

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_does_not() {
        let known = ["title", "duration", "skills"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Duration", known), Some("duration"));
        assert_eq!(nearest("colour", known), None);
    }

    #[test]
    fn only_another_spelling_of_the_same_word_is_safe_to_replace() {
        let is_safe = |written: &str, known: &[&str]| {
            let help = did_you_mean(written, known.iter().copied(), String::new);
            help.fixes.first().map(super::Fix::is_safe)
        };
        assert_eq!(is_safe("Pass_Threshold", &["passThreshold"]), Some(true));
        assert_eq!(is_safe("active", &["ACTIVE", "INACTIVE"]), Some(true));
        assert_eq!(is_safe("titel", &["title"]), Some(false));
        assert_eq!(is_safe("a-b", &["ab", "a_b"]), Some(false));
        assert_eq!(is_safe("colour", &["title"]), None);
    }
}
