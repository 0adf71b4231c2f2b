//! What a read proves: all that there is, or whether one thing is there (law 1).

/// A list that was read to its end: what is not in it is *proven* absent.
///
/// Only a reader that has checked totals and pages may build one; a short, failed or throttled read is an error instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    items: Vec<T>,
    deleted: Vec<T>,
}

impl<T> Listing<T> {
    /// Vouches that `items` is everything there is.
    pub const fn proven_complete(items: Vec<T>) -> Self {
        Self {
            items,
            deleted: Vec::new(),
        }
    }

    /// The items, in the system's order.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items, to complete what another read tells of them; none can be added or taken away.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut()
    }

    /// Takes out what the system marks as deleted and lists all the same.
    pub fn set_aside(&mut self, is_deleted: impl Fn(&T) -> bool) {
        let deleted = self.items.extract_if(.., |item| is_deleted(item));
        self.deleted.extend(deleted);
    }

    /// What the system marks as deleted and lists all the same: nothing of it is live.
    pub fn deleted(&self) -> &[T] {
        &self.deleted
    }
}

impl<T> Default for Listing<T> {
    /// The proven-empty list: of a system that nobody asked about.
    fn default() -> Self {
        Self::proven_complete(Vec::new())
    }
}

/// What a look at one id showed.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup<T> {
    /// It is there.
    Found(T),
    /// The system says that it does not exist.
    Gone,
    /// The system says that this key may not see it; the system's own words.
    Denied(String),
}
