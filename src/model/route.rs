//! Where a write goes: its endpoint, which is spelled nowhere else, and the ids that stand in its path. How a path is
//! encoded is the provider's.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A method of HTTP that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the protocol's")]
pub enum Method {
    Post,
    Put,
    Patch,
    Delete,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        })
    }
}

/// Where one sort of write goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path below the system's base URL; a segment that begins with `:` is an id.
    pub path: &'static str,
}

impl Endpoint {
    pub(super) const fn post(path: &'static str) -> Self {
        let method = Method::Post;
        Self { method, path }
    }

    pub(super) const fn put(path: &'static str) -> Self {
        let method = Method::Put;
        Self { method, path }
    }

    pub(super) const fn patch(path: &'static str) -> Self {
        let method = Method::Patch;
        Self { method, path }
    }

    pub(super) const fn delete(path: &'static str) -> Self {
        let method = Method::Delete;
        Self { method, path }
    }

    /// Whether sending it twice is the same as sending it once (law 2). The systems keep to what HTTP says of methods: every
    /// PUT and PATCH of theirs restates values, and no POST may be repeated.
    pub const fn is_idempotent(self) -> bool {
        match self.method {
            Method::Put | Method::Patch | Method::Delete => true,
            Method::Post => false,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path } = self;
        write!(f, "{method} {path}")
    }
}

/// An id in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathId {
    /// It is known.
    Known(String),
    /// It is not known before something else is done.
    Unknown {
        /// What stands in its place when the path is shown.
        shown: String,
        /// Why there is none yet.
        why: String,
    },
}

impl PathId {
    pub(super) fn known(id: impl fmt::Display) -> Self {
        Self::Known(id.to_string())
    }
}

enum Piece<'r> {
    Fixed(&'r str),
    Id(&'r PathId),
}

/// Where one write goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// For counting, and for the rules that hold for all of its sort.
    pub endpoint: Endpoint,
    ids: Vec<PathId>,
}

impl Route {
    /// `ids` are those of the endpoint's path, in order.
    pub(super) fn new(endpoint: Endpoint, ids: Vec<PathId>) -> Self {
        debug_assert_eq!(endpoint.path.matches("/:").count(), ids.len());
        Self { endpoint, ids }
    }

    /// The method.
    pub const fn method(&self) -> Method {
        self.endpoint.method
    }

    /// The path as people see it; what is not known yet stands there in words.
    pub fn path(&self) -> String {
        let shown = self.pieces().map(|piece| match piece {
            Piece::Fixed(text) => format!("/{text}"),
            Piece::Id(PathId::Known(id)) => format!("/{id}"),
            Piece::Id(PathId::Unknown { shown, .. }) => format!("/{shown}"),
        });
        shown.collect()
    }

    /// The segments of the path, not encoded.
    ///
    /// # Errors
    /// Why an id is not known yet.
    pub fn segments(&self) -> Result<Vec<&str>, &str> {
        let segments = self.pieces().map(|piece| match piece {
            Piece::Fixed(text) => Ok(text),
            Piece::Id(PathId::Known(id)) => Ok(id.as_str()),
            Piece::Id(PathId::Unknown { why, .. }) => Err(why.as_str()),
        });
        segments.collect()
    }

    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut ids = self.ids.iter();
        let segments = self.endpoint.path.split('/').skip(1);
        segments.filter_map(move |segment| {
            if segment.starts_with(':') {
                ids.next().map(Piece::Id)
            } else {
                Some(Piece::Fixed(segment))
            }
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_the_path_in_order_and_what_is_not_known_says_why() {
        let endpoint = Endpoint::put("/assessment/:id/questions/:questionId");
        let known = Route::new(endpoint, vec![PathId::known("a1"), PathId::known("q2")]);
        assert_eq!(known.to_string(), "PUT /assessment/a1/questions/q2");
        assert_eq!(
            known.segments(),
            Ok(vec!["assessment", "a1", "questions", "q2"])
        );
        let unknown = PathId::Unknown {
            shown: "{taptalent/Assessment/a}".to_owned(),
            why: "it is not created yet".to_owned(),
        };
        let unknown = Route::new(endpoint, vec![unknown, PathId::known("q2")]);
        assert_eq!(
            unknown.path(),
            "/assessment/{taptalent/Assessment/a}/questions/q2"
        );
        assert_eq!(unknown.segments(), Err("it is not created yet"));
    }
}
