//! The enumerated pages of assessments and jobs: `pageNumber` and `perPage`.

use super::super::kind::{Parameters, Refusal};
use serde_json::{Value, json};

use super::refusal::per_page;

/// The page sizes that are taken (api-reference/assessments, api-reference/jobs).
const PER_PAGE: [i64; 5] = [10, 20, 40, 80, 100];

/// A page asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: i64,
    /// One of [`PER_PAGE`].
    pub(super) size: i64,
}

impl Page {
    /// Reads the query parameters: page 1 of 10 where they are left out; others are ignored, as no page
    /// says what becomes of them.
    pub(super) fn read(query: &str) -> Result<Self, Refusal> {
        let given = Parameters::read(query);
        let size = given.get("perPage").map_or(Ok(10), str::parse);
        let size = size
            .ok()
            .filter(|size| PER_PAGE.contains(size))
            .ok_or_else(per_page)?;
        let number = given.integer("pageNumber", 1, 1..=i64::from(u32::MAX))?;
        Ok(Self { number, size })
    }

    /// How many items stand before this page.
    pub(super) const fn offset(self) -> i64 {
        (self.number - 1) * self.size
    }

    /// `{page, limit, total, totalPages}` (api-reference/assessments).
    pub(super) fn pagination(self, total: i64) -> Value {
        let pages = total
            .max(0)
            .unsigned_abs()
            .div_ceil(self.size.unsigned_abs());
        json!({"page": self.number, "limit": self.size, "total": total, "totalPages": pages})
    }
}

#[cfg(test)]
mod tests {
    use super::super::refusal::word;
    use super::*;

    #[test]
    fn the_first_ten_are_what_one_gets_without_asking() {
        assert_eq!(
            Page::read("").unwrap(),
            Page {
                number: 1,
                size: 10
            }
        );
        assert_eq!(
            Page::read("pageNumber=3&perPage=40").unwrap(),
            Page {
                number: 3,
                size: 40
            }
        );
    }

    #[test]
    fn only_the_documented_sizes_are_taken() {
        for query in [
            "perPage=50",
            "perPage=0",
            "perPage=",
            "perPage=ten",
            "perPage=-10",
        ] {
            assert_eq!(
                word(Page::read(query).unwrap_err()).body["error"]["code"],
                "INVALID_PER_PAGE"
            );
        }
        for query in [
            "pageNumber=0",
            "pageNumber=x",
            "pageNumber=99999999999999999999",
        ] {
            assert_eq!(
                word(Page::read(query).unwrap_err()).body["error"]["code"],
                "INVALID_REQUEST"
            );
        }
    }

    #[test]
    fn a_part_of_a_page_counts_as_a_page() {
        let page = Page {
            number: 1,
            size: 20,
        };
        let pages = |total| page.pagination(total)["totalPages"].clone();
        assert_eq!([pages(0), pages(1), pages(20), pages(21)], [0, 1, 1, 2]);
    }
}
