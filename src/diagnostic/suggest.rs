//! "Did you mean …?": the nearest of the known names.

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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_does_not() {
        let known = ["title", "duration", "skills"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Duration", known), Some("duration"));
        assert_eq!(nearest("colour", known), None);
    }
}
