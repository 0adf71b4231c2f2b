//! Lists in a sentence: the first are named, and how many more there are.

use super::point::{Run, words};

/// So many are named; one more than that is named too, since `1 more` is no shorter.
const NAMED: usize = 6;

/// `A, B and C`, `A, B and 3 more`. `title`: what one is called among those that are not named.
pub(super) fn listed<T>(
    all: &[T],
    runs: impl Fn(&T) -> Vec<Run>,
    title: impl Fn(&T) -> String,
) -> Vec<Run> {
    let shown = if all.len() == NAMED + 1 {
        all.len()
    } else {
        all.len().min(NAMED)
    };
    let mut list = Vec::new();
    for (at, one) in all[..shown].iter().enumerate() {
        match at {
            0 => {}
            _ if at + 1 == all.len() => list.push(words(" and ")),
            _ => list.push(words(", ")),
        }
        list.extend(runs(one));
    }
    let more: Vec<String> = all[shown..].iter().map(title).collect();
    if !more.is_empty() {
        list.extend([words(" and "), Run::More(more)]);
    }
    list
}

/// Titles that are not what the sentence is about.
pub(super) fn titles(all: &[String]) -> Vec<Run> {
    listed(all, |title| vec![Run::Title(title.clone())], String::clone)
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
    use super::{Run, titles};

    #[test]
    fn nobody_reads_of_one_more() {
        let all: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        let told = |count: usize| {
            let runs = titles(&all[..count]).into_iter().map(|run| match run {
                Run::Title(text) | Run::Words(text) => text,
                Run::More(more) => format!("{} more", more.len()),
                other => panic!("{other:?}"),
            });
            runs.collect::<String>()
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
