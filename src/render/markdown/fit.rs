//! Fits sections of items into a number of bytes: as many as possible in full, in order; the rest in a line each; and of
//! what is still left, the number.

/// A part of the page.
pub(in crate::render) struct Section<'a> {
    /// Its heading, without `#`.
    pub heading: &'static str,
    /// What stands in it, the most important first.
    pub items: Vec<Item<'a>>,
}

/// Something that can be said at length or in a line. Both end with a line break.
pub(in crate::render) struct Item<'a> {
    pub line: String,
    /// At length; made only if there may be room. `None`: a line says it all.
    pub full: Option<Box<dyn Fn() -> String + 'a>>,
}

impl Item<'_> {
    /// What is said in a line anyway.
    pub(in crate::render) const fn of_one_line(line: String) -> Self {
        Self { line, full: None }
    }
}

/// So many items that were worked out at length and did not fit: the rest is not tried.
const MISFITS: usize = 16;

/// The sections within `room` bytes. Of each, heading and number of left-out items always fit, if `room` is not absurdly
/// small. `elsewhere`: where all of it is.
pub(in crate::render) fn fit(sections: &[Section<'_>], room: usize, elsewhere: &str) -> String {
    let sections: Vec<&Section<'_>> = sections
        .iter()
        .filter(|section| !section.items.is_empty())
        .collect();
    let frames: usize = sections
        .iter()
        .map(|section| frame(section, elsewhere))
        .sum();
    let mut left = room.saturating_sub(frames);
    let lines = sections.iter().flat_map(|section| &section.items);
    let mut lines_to_come: usize = lines.map(|item| item.line.len()).sum();
    let mut page = String::new();
    let mut misfits = 0;
    for section in sections {
        page += &heading(section);
        let (mut omitted, mut brief) = (0, 0);
        for item in &section.items {
            lines_to_come -= item.line.len();
            // What comes later has a claim to half of the room at most, for a line each.
            let spare = left.saturating_sub(lines_to_come.min(room / 2));
            let is_tried = omitted == 0 && misfits < MISFITS && spare > item.line.len();
            let full = item.full.as_ref().filter(|_| is_tried).map(|full| full());
            misfits += usize::from(full.as_ref().is_some_and(|full| full.len() > spare));
            let full = full.filter(|full| full.len() <= spare);
            let text = full.as_deref().unwrap_or(&item.line);
            if omitted == 0 && text.len() <= left {
                page += text;
                left -= text.len();
                brief += usize::from(item.full.is_some() && full.is_none());
            } else {
                omitted += 1;
            }
        }
        if brief > 0 {
            page += &brevity(brief, elsewhere);
        }
        if omitted > 0 {
            page += &omission(omitted, elsewhere);
        }
    }
    page
}

fn heading(section: &Section<'_>) -> String {
    format!("\n### {}\n\n", section.heading)
}

fn omission(count: usize, elsewhere: &str) -> String {
    format!("\n… {count} more, {elsewhere}\n")
}

fn brevity(count: usize, elsewhere: &str) -> String {
    format!("\nTo save space, {count} of these are shown without details: {elsewhere}\n")
}

fn frame(section: &Section<'_>, elsewhere: &str) -> usize {
    heading(section).len()
        + brevity(usize::MAX, elsewhere).len()
        + omission(usize::MAX, elsewhere).len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ELSEWHERE: &str = "see the HTML (`vetform plan --format html`)";

    fn section(sizes: &[(usize, usize)]) -> Section<'static> {
        let item = |&(line, more): &(usize, usize)| Item {
            line: "-".repeat(line) + "\n",
            full: Some(Box::new(move || "#".repeat(line + more) + "\n")),
        };
        Section {
            heading: "Items",
            items: sizes.iter().map(item).collect(),
        }
    }

    #[test]
    fn the_first_are_told_at_length_and_the_rest_in_a_line() {
        let section = section(&[(3, 30), (3, 30), (3, 30)]);
        insta::assert_snapshot!(fit(&[section], 250, ELSEWHERE), @"

        ### Items

        #################################
        ---
        ---

        To save space, 2 of these are shown without details: see the HTML (`vetform plan --format html`)
        ");
    }

    #[test]
    fn what_does_not_even_fit_in_a_line_is_counted() {
        let section = section(&[(30, 5), (30, 5), (30, 5)]);
        insta::assert_snapshot!(fit(&[section], 270, ELSEWHERE), @"

        ### Items

        ------------------------------
        ------------------------------

        To save space, 2 of these are shown without details: see the HTML (`vetform plan --format html`)

        … 1 more, see the HTML (`vetform plan --format html`)
        ");
    }

    proptest! {
        #[test]
        fn nothing_exceeds_the_room_and_nothing_is_lost_without_a_word(
            sizes in prop::collection::vec(prop::collection::vec((0_usize..200, 0_usize..3_000), 0..60), 0..5),
            room in 1_000_usize..10_000,
        ) {
            let sections: Vec<_> = sizes.iter().map(|sizes| section(sizes)).collect();
            let page = fit(&sections, room, ELSEWHERE);
            prop_assert!(page.len() <= room, "{} of {room}", page.len());
            let shown = page.lines().filter(|line| line.starts_with(['-', '#']) && !line.starts_with("### ")).count();
            let empty = sizes.iter().flatten().filter(|(line, more)| line + more == 0).count();
            let omitted: usize = page
                .lines()
                .filter_map(|line| line.strip_prefix("… ")?.split_once(' ')?.0.parse::<usize>().ok())
                .sum();
            let all: usize = sizes.iter().map(Vec::len).sum();
            // A line of no characters cannot be told from a blank one.
            let blank = sizes.iter().flatten().filter(|(line, _)| *line == 0).count();
            prop_assert!(shown + omitted <= all && shown + omitted + blank.max(empty) >= all);
        }
    }
}
