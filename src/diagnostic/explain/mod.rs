//! A page for each code, for `vetform explain`. A page is a Markdown file of this folder with the code's name.
//!
//! To add one: write `<code>.md` like the others, and its name into the list below. A test tells if either is missing.

use super::Code;

macro_rules! pages {
    ($($code:literal,)+) => {
        const PAGES: &[(&str, &str)] = &[$(($code, include_str!(concat!($code, ".md"))),)+];
    };
}

pages! {
    "yaml-syntax",
    "merge-conflict",
    "cut-text",
    "duplicate-key",
    "too-large",
    "unreadable",
    "unknown-kind",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "out-of-bounds",
    "conflicting-fields",
    "invalid-name",
    "duplicate-name",
    "unknown-reference",
    "source-failed",
    "unknown-value",
    "invalid-email",
    "invalid-row",
    "duplicate-person",
    "look-alike-person",
    "system-not-configured",
    "roster-everywhere",
    "invalid-config",
    "literal-credential",
    "insecure-url",
    "config-changed",
    "foreign-host",
    "open-key-file",
    "no-manifests",
    "link-not-followed",
    "nested-project",
    "create-only-field",
    "immutable-step",
    "unreadable-steps",
    "ambiguous-match",
    "shared-natural-key",
    "unknown-pin",
    "claimed-twice",
    "unknown-assessment-id",
    "unresolved-job",
    "access-denied",
    "prevent-destroy",
    "fairness-denied",
    "blocked-dependency",
    "cannot-update",
    "max-destroy",
    "too-many-removed",
    "not-live",
    "stages-differ",
    "missing-scope",
    "unreadable-people",
    "unknown-submissions",
    "not-visible-yet",
    "conflict",
    "other-company",
    "local-state-in-ci",
    "adopted",
    "changed-live",
    "recreated",
    "fairness",
    "question-order",
    "unmanaged-question",
    "unverifiable",
    "field-at-risk",
    "forgotten",
    "left-workspace",
    "new-version",
    "unverified-step",
    "rewritten",
    "keys-die",
    "invite-in-doubt",
    "create-in-doubt",
    "invite-again",
    "live-twice",
    "looks-alike",
    "confusable-text",
    "person-gone",
    "person-forgotten",
    "key-revoked",
    "old-version",
    "unknown-person",
    "generation-pending",
    "near-duplicate-question",
    "language-mismatch",
    "no-ideal-answer",
    "idle-thresholds",
    "no-questions",
    "placeholder-text",
    "unused-question",
    "unused-template",
    "stage-ignored",
}

impl Code {
    /// What it means, why it is so, what to do, and an example: Markdown. `None` if nobody has written the page.
    pub fn page(self) -> Option<&'static str> {
        PAGES
            .iter()
            .find(|(code, _)| *code == self.as_str())
            .map(|(_, page)| *page)
    }

    /// The page's first sentence.
    pub fn summary(self) -> &'static str {
        self.page()
            .and_then(|page| page.lines().nth(2))
            .unwrap_or_default()
    }

    /// What the page says it means.
    pub fn meaning(self) -> &'static str {
        let page = self.page().unwrap_or_default();
        let section = page.split("\n## What it means\n").nth(1);
        let section = section.and_then(|section| section.split("\n## ").next());
        section.unwrap_or_default().trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: [&str; 4] = [
        "\n\n## What it means\n\n",
        "\n\n## Why\n\n",
        "\n\n## What to do\n\n",
        "\n\n## Example\n\n```",
    ];

    #[test]
    fn every_code_has_its_page_with_every_section() {
        for code in Code::ALL {
            let Some(page) = code.page() else {
                panic!("write src/diagnostic/explain/{code}.md and list it in mod.rs beside it");
            };
            assert!(page.starts_with(&format!("# {code}\n\n")), "{code}");
            assert!(code.summary().ends_with('.'), "{code}");
            let places: Vec<Option<usize>> = SECTIONS.iter().map(|it| page.find(it)).collect();
            assert!(places.iter().all(Option::is_some), "{code}: {places:?}");
            assert!(places.is_sorted(), "{code}: {places:?}");
            assert!(page.ends_with("\n```\n"), "{code}");
            assert!(
                code.meaning().ends_with(['.', '`', '|']),
                "{code}: {}",
                code.meaning()
            );
        }
    }

    #[test]
    fn every_page_is_of_a_code_and_there_is_one_of_each() {
        let mut seen: Vec<&str> = PAGES.iter().map(|(code, _)| *code).collect();
        for code in &seen {
            assert!(Code::ALL.iter().any(|it| it.as_str() == *code), "{code}");
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), PAGES.len());
    }
}
