//! The values in clear: tables of leaves, in the order in which they are sealed.
//!
//! The shape is the one in which all readers of the format agree on the order of leaves, and so on the MAC: tables at the top, scalars
//! inside, both sorted by bytes. What could not be sealed and read again is refused on the way in. No `Debug`: these are people.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::sops::Error;
use crate::sops::enc::Kind;
use crate::text::clip;

/// One value.
#[derive(Clone, PartialEq, Eq)]
pub enum Leaf {
    /// A text; never empty, never `null`.
    Str(String),
    /// A whole number.
    Int(i64),
}

impl Leaf {
    /// Returns the text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Int(_) => None,
        }
    }

    /// Returns the number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Str(_) => None,
            Self::Int(number) => Some(*number),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Str(_) => Kind::Str,
            Self::Int(_) => Kind::Int,
        }
    }

    /// What is encrypted, and what the MAC counts.
    pub(super) fn plaintext(&self) -> Cow<'_, str> {
        match self {
            Self::Str(text) => Cow::Borrowed(text),
            Self::Int(number) => Cow::Owned(number.to_string()),
        }
    }
}

/// Tables of leaves, without a `sops` table.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<String, BTreeMap<String, Leaf>>);

impl Tree {
    /// Returns a tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a leaf, in place of the one that stood there.
    ///
    /// # Errors
    /// [`Error::Name`] for a name that the format cannot carry, [`Error::EmptyText`], [`Error::Null`] for such a text.
    pub fn insert(&mut self, table: &str, key: &str, leaf: Leaf) -> Result<(), Error> {
        check_table(table)?;
        check_name(key)?;
        check_leaf(table, key, &leaf)?;
        // Not `entry`, which would copy the table's name for every key.
        if let Some(keys) = self.0.get_mut(table) {
            keys.insert(key.to_owned(), leaf);
        } else {
            let keys = BTreeMap::from([(key.to_owned(), leaf)]);
            self.0.insert(table.to_owned(), keys);
        }
        Ok(())
    }

    /// Takes a leaf out; an emptied table goes with it.
    pub fn remove(&mut self, table: &str, key: &str) -> Option<Leaf> {
        let keys = self.0.get_mut(table)?;
        let leaf = keys.remove(key);
        if keys.is_empty() {
            self.0.remove(table);
        }
        leaf
    }

    /// Returns a leaf.
    pub fn get(&self, table: &str, key: &str) -> Option<&Leaf> {
        self.0.get(table)?.get(key)
    }

    /// Returns all leaves as `(table, key, leaf)`, in lexicographic order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Leaf)> {
        self.0.iter().flat_map(|(table, keys)| {
            let leaf = move |(key, leaf)| (table.as_str(), String::as_str(key), leaf);
            keys.iter().map(leaf)
        })
    }

    /// Says whether there are no leaves.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub(super) fn path(table: &str, key: &str) -> String {
    let shown = |name: &str| clip(name).escape_debug().to_string();
    format!("{}.{}", shown(table), shown(key))
}

pub(super) fn check_table(table: &str) -> Result<(), Error> {
    if table == "sops" {
        return Err(bad_name(table, "it is the format's own"));
    }
    check_name(table)
}

pub(super) fn check_name(name: &str) -> Result<(), Error> {
    if name.is_empty() {
        Err(bad_name(name, "it is empty"))
    } else if name.contains(':') {
        Err(bad_name(name, "it contains `:`"))
    } else if name.ends_with("_unencrypted") {
        Err(bad_name(name, "it ends in `_unencrypted`"))
    } else if name.chars().any(char::is_control) {
        Err(bad_name(name, "it contains control characters"))
    } else {
        Ok(())
    }
}

fn bad_name(name: &str, why: &'static str) -> Error {
    let name = clip(name);
    Error::Name { name, why }
}

fn check_leaf(table: &str, key: &str, leaf: &Leaf) -> Result<(), Error> {
    match leaf.as_str() {
        Some("") => Err(Error::EmptyText {
            path: path(table, key),
        }),
        Some("null") => Err(Error::Null {
            path: path(table, key),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_come_in_byte_order() {
        let mut tree = Tree::new();
        for (table, key) in [("b", "z"), ("b", "a"), ("a", "ä"), ("a", "z"), ("a_b", "x")] {
            tree.insert(table, key, Leaf::Int(1)).unwrap();
        }
        let order: Vec<_> = tree.iter().map(|(table, key, _)| (table, key)).collect();
        assert_eq!(
            order,
            [("a", "z"), ("a", "ä"), ("a_b", "x"), ("b", "a"), ("b", "z")]
        );
    }

    #[test]
    fn what_cannot_be_sealed_is_refused() {
        let mut tree = Tree::new();
        let mut refused = |table, key, leaf| tree.insert(table, key, leaf).unwrap_err().to_string();
        let text = |text: &str| Leaf::Str(text.to_owned());
        assert_eq!(refused("a", "b", text("")), "`a.b` is empty");
        assert_eq!(refused("a", "b", text("null")), "`a.b` is null");
        for (table, key) in [
            ("sops", "x"),
            ("a", ""),
            ("", "a"),
            ("a:b", "c"),
            ("a", "b:"),
        ] {
            assert!(refused(table, key, Leaf::Int(1)).starts_with("the name"));
        }
        assert!(refused("a_unencrypted", "b", Leaf::Int(1)).contains("_unencrypted"));
        assert!(refused("a", "b_unencrypted", Leaf::Int(1)).contains("_unencrypted"));
        assert!(refused("a", "b\n", Leaf::Int(1)).contains("control"));
        assert!(tree.is_empty());
    }

    #[test]
    fn an_emptied_table_goes() {
        let mut tree = Tree::new();
        tree.insert("a", "b", Leaf::Int(1)).unwrap();
        assert!(tree.remove("a", "c").is_none());
        assert_eq!(tree.remove("a", "b").unwrap().as_int(), Some(1));
        assert!(tree.is_empty() && tree.get("a", "b").is_none());
    }
}
