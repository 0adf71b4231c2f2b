//! One page of a list, in every envelope that the documents show: `data.assessments` with `data.pagination`, an array
//! straight in `data` with or without a `pagination` beside it, the bare `{jobs, totalJobs}`, Flowmingo's
//! `{data, total, page, limit}`, Promptster's `{assessments, total, limit, offset}`.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::scalar::{Count, LooseText, Seen};

/// What a list is made of.
pub(crate) trait ListItem: DeserializeOwned {
    /// The key of the array, where it has one.
    const KEY: &'static str;
}

/// The items of one page, and what it says about the whole.
#[derive(Debug)]
pub(crate) struct Page<T> {
    /// `None`: there was no array at all.
    pub(crate) items: Option<Vec<T>>,
    /// How many there are in all.
    pub(crate) total: Option<u64>,
    /// How many pages.
    pub(crate) pages: Option<u64>,
    /// How many to a page.
    pub(crate) limit: Option<u64>,
    /// What to ask for the next page with; null: this is the last one.
    pub(crate) next_token: Seen<String>,
}

impl<T> Page<T> {
    const EMPTY: Self = Self {
        items: None,
        total: None,
        pages: None,
        limit: None,
        next_token: Seen::Absent,
    };

    /// Adds what `other` says and this one does not.
    fn merge(&mut self, other: Self) {
        let Self {
            items,
            total,
            pages,
            limit,
            next_token,
        } = other;
        self.items = self.items.take().or(items);
        self.total = self.total.or(total);
        self.pages = self.pages.or(pages);
        self.limit = self.limit.or(limit);
        self.next_token = std::mem::take(&mut self.next_token).or(next_token);
    }

    /// The same page of other things.
    pub(crate) fn try_map<U, E>(self, into: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let Self {
            items,
            total,
            pages,
            limit,
            next_token,
        } = self;
        let items = items.map(|items| items.into_iter().map(into).collect::<Result<_, _>>());
        Ok(Page {
            items: items.transpose()?,
            total,
            pages,
            limit,
            next_token,
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object with page numbers")]
struct Pagination {
    #[serde(default)]
    total: Seen<Count>,
    #[serde(default)]
    total_pages: Seen<Count>,
    #[serde(default)]
    limit: Seen<Count>,
    #[serde(default)]
    per_page: Seen<Count>,
    #[serde(default)]
    page_size: Seen<Count>,
    #[serde(default)]
    next_token: Seen<LooseText>,
}

impl Pagination {
    fn into_page<T>(self) -> Page<T> {
        let Self {
            total,
            total_pages,
            limit,
            per_page,
            page_size,
            next_token,
        } = self;
        let number = |seen: Seen<Count>| seen.value().map(|Count(count)| count);
        Page {
            items: None,
            total: number(total),
            pages: number(total_pages),
            limit: number(limit.or(per_page).or(page_size)),
            next_token: token(next_token),
        }
    }
}

/// An empty token is none.
fn token(seen: Seen<LooseText>) -> Seen<String> {
    match seen {
        Seen::Value(LooseText(text)) if text.is_empty() => Seen::Null,
        seen => seen.map(|LooseText(text)| text),
    }
}

impl<'de, T: ListItem> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PageVisitor(PhantomData))
    }
}

struct PageVisitor<T>(PhantomData<T>);

impl<'de, T: ListItem> Visitor<'de> for PageVisitor<T> {
    type Value = Page<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", T::KEY)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Page<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = array.next_element()? {
            items.push(item);
        }
        Ok(Page {
            items: Some(items),
            ..Page::EMPTY
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
        let mut page = Page::EMPTY;
        while let Some(key) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            match &*key {
                key if key == T::KEY => page.items = map.next_value()?,
                "data" => {
                    if let Some(inner) = map.next_value::<Option<Self::Value>>()? {
                        page.merge(inner);
                    }
                }
                "pagination" => {
                    if let Some(pagination) = map.next_value::<Option<Pagination>>()? {
                        page.merge(pagination.into_page());
                    }
                }
                "totalJobs" | "total" => {
                    let total = map.next_value::<Option<Count>>()?;
                    page.total = page.total.or(total.map(|Count(count)| count));
                }
                "limit" | "perPage" | "pageSize" => {
                    let limit = map.next_value::<Option<Count>>()?;
                    page.limit = page.limit.or(limit.map(|Count(count)| count));
                }
                "nextToken" => {
                    let next = token(map.next_value()?);
                    page.next_token = page.next_token.or(next);
                }
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(page)
    }
}
