//! Paths below the base URL. An id is data: it must not be able to leave its segment.

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the characters that RFC 3986 calls unreserved.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A path with its query, percent-encoded, beginning with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// Joins segments, each encoded.
    ///
    /// # Errors
    /// A segment that is empty, `.` or `..`: URLs give these a meaning (`/assessment/` is the list, not an assessment).
    pub fn of(segments: &[&str]) -> Result<Self, PathError> {
        let mut path = String::new();
        for segment in segments {
            if matches!(*segment, "" | "." | "..") {
                return Err(PathError((*segment).to_owned()));
            }
            path.push('/');
            path.extend(utf8_percent_encode(segment, SEGMENT));
        }
        Ok(Self(path))
    }

    /// Appends a query of plain names and numbers.
    #[must_use]
    pub fn with_query(self, pairs: &[(&str, u64)]) -> Self {
        pairs.iter().fold(self, |path, (name, value)| {
            path.with(name, &value.to_string())
        })
    }

    /// Appends one plain name to the query, with any text.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let separator = if self.0.contains('?') { '&' } else { '?' };
        let value = utf8_percent_encode(value, SEGMENT);
        // Writing to a String cannot fail.
        _ = write!(self.0, "{separator}{name}={value}");
        self
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An id that cannot stand in a path. The fault of whoever wrote it: a manifest, or the server that handed it out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a valid id: it would change the URL path")]
pub struct PathError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_its_segment() {
        let path = Path::of(&["assessment", "a/b?c#d e%ü"]).unwrap();
        assert_eq!(path.as_str(), "/assessment/a%2Fb%3Fc%23d%20e%25%C3%BC");
        assert!(Path::of(&["assessment", ".."]).is_err());
        assert!(Path::of(&["assessment", ""]).is_err());
    }

    #[test]
    fn a_query_is_appended_in_order() {
        let path = Path::of(&["jobs"]).unwrap();
        assert_eq!(
            path.with_query(&[("pageNumber", 2), ("perPage", 100)])
                .as_str(),
            "/jobs?pageNumber=2&perPage=100"
        );
        let path = Path::of(&["x"]).unwrap().with("set", "a&b=c ?");
        assert_eq!(
            path.with_query(&[("page", 1)]).as_str(),
            "/x?set=a%26b%3Dc%20%3F&page=1"
        );
    }
}
