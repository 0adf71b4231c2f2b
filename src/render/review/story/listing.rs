//! Lists in a sentence: the first are named, and how many more there are.

/// So many are named; one more than that is named too, since `1 more` is no shorter.
const NAMED: usize = 6;

/// Those that are named, and how many are not.
pub(in crate::render) fn named<T>(all: &[T]) -> (&[T], usize) {
    let shown = if all.len() == NAMED + 1 {
        all.len()
    } else {
        all.len().min(NAMED)
    };
    (&all[..shown], all.len() - shown)
}

/// `A, B and C`, `A, B and 3 more`
pub(in crate::render) fn joined(mut names: Vec<String>, more: usize) -> String {
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        last
    } else {
        format!("{} and {last}", names.join(", "))
    }
}

/// The start of a text that is quoted, so many characters of it.
pub(in crate::render) fn quoted(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("“{}…”", text[..at].trim_end()),
        None => format!("“{text}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, named};

    #[test]
    fn nobody_reads_of_one_more() {
        let all: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        let told = |count: usize| {
            let (shown, more) = named(&all[..count]);
            joined(shown.to_vec(), more)
        };
        insta::assert_snapshot!([1, 2, 6, 7, 8, 9].map(told).join("\n"), @"
        1
        1 and 2
        1, 2, 3, 4, 5 and 6
        1, 2, 3, 4, 5, 6 and 7
        1, 2, 3, 4, 5, 6 and 2 more
        1, 2, 3, 4, 5, 6 and 3 more
        ");
    }
}
