//! A sealed file as it was read: who can open it, when it was changed, which values it has, and nothing of what they say.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::keys::{Identities, Recipient};
use crate::secret::DataKey;
use crate::sops::cipher::{Cipher, about};
use crate::sops::enc::{Enc, Kind};
use crate::sops::mac::Mac;
use crate::sops::metadata::Metadata;
use crate::sops::strict::{self, Floats};
use crate::sops::tree::path;
use crate::sops::{Error, Leaf, Note, Opened, Stamp, Tree, read};

/// A file that keeps all rules of the format; whether its values open is not known yet.
#[derive(Clone)]
pub struct Sealed(pub(super) Arc<Document>);

pub(super) struct Document {
    /// In document order, which is the MAC's.
    pub(super) entries: Vec<Entry>,
    pub(super) metadata: Metadata,
    pub(super) notes: Vec<Note>,
}

pub(super) struct Entry {
    pub(super) table: String,
    pub(super) key: String,
    pub(super) enc: Enc,
}

impl Sealed {
    /// Reads the TOML form, strictly.
    ///
    /// # Errors
    /// All of [`Error`] that name a place in the file; nothing is opened yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let pairs = read::toml(read::text(bytes)?)?;
        let document = strict::document(pairs, Floats::Refused)?;
        Ok(Self(Arc::new(document)))
    }

    /// Opens all values and compares their MAC.
    ///
    /// # Errors
    /// [`Error::Key`] if no identity opens the data key; [`Error::Value`], [`Error::Content`], [`Error::Mac`],
    /// [`Error::MacMismatch`] if the file was tampered with; [`Error::Null`] for a text that may not be.
    pub fn open(&self, identities: &Identities) -> Result<Opened, Error> {
        let wraps = self.0.metadata.age.iter();
        let wraps = wraps.map(|wrapped| (&wrapped.recipient, wrapped.armoured.as_str()));
        let key = identities.unwrap(wraps).map_err(Error::Key)?;
        let tree = self.0.open(&key)?;
        Ok(Opened::of(tree, Arc::clone(&self.0), key))
    }

    /// Returns whom the file is sealed to, in the order of the file.
    pub fn recipients(&self) -> Vec<Recipient> {
        let age = self.0.metadata.age.iter();
        age.map(|wrapped| wrapped.recipient.clone()).collect()
    }

    /// Returns the moment of the last change, as the file says; authenticated only once it is opened.
    pub fn stamp(&self) -> &Stamp {
        &self.0.metadata.stamp
    }

    /// Says whether a sealed value stands in both, byte for byte: then one came from the other, as nonces never come twice.
    pub fn shares_text(&self, other: &Self) -> bool {
        let texts: HashSet<&str> = self.0.entries.iter().map(Entry::text).collect();
        let entries = other.0.entries.iter();
        entries.map(Entry::text).any(|text| texts.contains(text))
    }

    /// Says whether a wrap of the data key stands in both, byte for byte: then both are sealed under one data key, and a value
    /// that did not change has kept its text.
    pub fn shares_wrap(&self, other: &Self) -> bool {
        let wraps = |sealed: &Self| -> HashSet<String> {
            let age = sealed.0.metadata.age.iter();
            age.map(|wrapped| wrapped.armoured.clone()).collect()
        };
        !wraps(self).is_disjoint(&wraps(other))
    }

    /// Returns `table.key` of every value that the other file does not have with the same sealed text.
    pub fn unlike(&self, other: Option<&Self>) -> BTreeSet<String> {
        let entries = other.map(|other| other.0.entries.iter());
        let known: HashMap<String, &str> = entries
            .into_iter()
            .flatten()
            .map(|entry| (entry.name(), entry.text()))
            .collect();
        let unlike = |entry: &&Entry| known.get(&entry.name()) != Some(&entry.text());
        let unlike = self.0.entries.iter().filter(unlike);
        unlike.map(Entry::name).collect()
    }

    /// Returns what is odd about the file.
    pub fn notes(&self) -> &[Note] {
        &self.0.notes
    }

    /// Returns `(table, key)` of every value in document order: what a stranger sees.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.0.entries.iter();
        entries.map(|entry| (entry.table.as_str(), entry.key.as_str()))
    }
}

impl Document {
    fn open(&self, key: &DataKey) -> Result<Tree, Error> {
        let cipher = Cipher::new(key);
        let mut tree = Tree::new();
        let mut mac = Mac::new();
        for entry in &self.entries {
            let bytes = entry.open(&cipher)?;
            mac.count(&bytes);
            tree.insert(&entry.table, &entry.key, entry.leaf(bytes)?)?;
        }
        self.check_mac(&cipher, &mac.text())?;
        Ok(tree)
    }

    fn check_mac(&self, cipher: &Cipher, computed: &str) -> Result<(), Error> {
        let Metadata { mac, stamp, .. } = &self.metadata;
        let stored = cipher.open(mac, stamp.as_str()).ok_or(Error::Mac)?;
        if stored == computed.as_bytes() {
            Ok(())
        } else {
            Err(Error::MacMismatch)
        }
    }
}

impl Entry {
    fn text(&self) -> &str {
        &self.enc.text
    }

    fn name(&self) -> String {
        format!("{}.{}", self.table, self.key)
    }

    fn open(&self, cipher: &Cipher) -> Result<Vec<u8>, Error> {
        let opened = cipher.open(&self.enc, &about(&self.table, &self.key));
        opened.ok_or_else(|| Error::Value { path: self.path() })
    }

    /// `type:` is not authenticated either: a number must be spelt as we would spell it.
    fn leaf(&self, bytes: Vec<u8>) -> Result<Leaf, Error> {
        let bad = || Error::Content { path: self.path() };
        let text = String::from_utf8(bytes).map_err(|_| bad())?;
        if self.enc.kind == Kind::Str {
            return Ok(Leaf::Str(text));
        }
        let number: i64 = text.parse().map_err(|_| bad())?;
        if number.to_string() == text {
            Ok(Leaf::Int(number))
        } else {
            Err(bad())
        }
    }

    fn path(&self) -> String {
        path(&self.table, &self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::generate;

    /// Two customers' values sealed for the same key, to be mixed by an attacker.
    fn sealed() -> (Identities, String) {
        let made = generate();
        let mut tree = Tree::new();
        for (key, text) in [("city", "Raahe"), ("email", "maija@example.org")] {
            tree.insert("a", key, Leaf::Str(text.to_owned())).unwrap();
        }
        tree.insert("a", "number", Leaf::Int(1042)).unwrap();
        let stamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let file = Opened::new(tree)
            .seal(&[made.recipient().clone()], &stamp)
            .unwrap();
        (made.into_identities(), String::from_utf8(file).unwrap())
    }

    fn refused(keys: &Identities, text: &str) -> String {
        let sealed = Sealed::parse(text.as_bytes()).expect("well formed");
        sealed.open(keys).err().expect("refused").to_string()
    }

    fn line<'a>(text: &'a str, start: &str) -> &'a str {
        text.split_inclusive('\n')
            .find(|line| line.starts_with(start))
            .unwrap()
    }

    #[test]
    fn what_was_altered_is_named() {
        let (keys, text) = sealed();
        let moved = text.replace("city = ", "town = ");
        assert_eq!(
            refused(&keys, &moved),
            "`a.town` does not open: altered, or moved here"
        );
        let later = text.replace("2026-11-22", "2026-11-23");
        assert_eq!(
            refused(&keys, &later),
            "the MAC does not open: it or `sops.lastmodified` was altered"
        );
        let removed = text.replace(line(&text, "email"), "");
        assert_eq!(
            refused(&keys, &removed),
            "the MAC is not that of the values: one was added, removed or exchanged"
        );
        let typed = text.replace("type:str]\"\nemail", "type:int]\"\nemail");
        assert_eq!(
            refused(&keys, &typed),
            "`a.city` does not hold what its type says"
        );
    }

    #[test]
    fn order_is_the_documents() {
        let (keys, text) = sealed();
        let (city, email) = (line(&text, "city"), line(&text, "email"));
        let swapped = text.replace(&format!("{city}{email}"), &format!("{email}{city}"));
        assert_eq!(
            refused(&keys, &swapped),
            "the MAC is not that of the values: one was added, removed or exchanged"
        );
    }

    #[test]
    fn a_file_in_another_order_opens_with_the_mac_of_that_order() {
        let (keys, text) = sealed();
        let opened = Sealed::parse(text.as_bytes()).unwrap().open(&keys).unwrap();
        let cipher = Cipher::new(&opened.origin.as_ref().unwrap().key);
        let mut mac = Mac::new();
        mac.count(b"maija@example.orgRaahe1042");
        let mac = cipher.seal(&mac.text(), Kind::Str, "2026-11-22T10:00:00Z", [1; 32]);
        let mac = format!("mac = \"{}\"\n", mac.unwrap().text);
        let (city, email) = (line(&text, "city"), line(&text, "email"));
        let swapped = text.replace(&format!("{city}{email}"), &format!("{email}{city}"));
        let swapped = Sealed::parse(swapped.replace(line(&text, "mac"), &mac).as_bytes()).unwrap();
        assert_eq!(swapped.notes(), [Note::Order]);
        let again = swapped.open(&keys).unwrap();
        assert!(again.tree() == opened.tree() && !again.is_changed());
        let stamp = swapped.stamp().clone();
        let sorted = again.seal(&swapped.recipients(), &stamp).unwrap();
        assert_eq!(Sealed::parse(&sorted).unwrap().notes(), []);
    }

    #[test]
    fn values_of_another_file_do_not_fit() {
        let ((keys, text), (_, other)) = (sealed(), sealed());
        let mixed = text.replace(line(&text, "email"), line(&other, "email"));
        assert_eq!(
            refused(&keys, &mixed),
            "`a.email` does not open: altered, or moved here"
        );
    }

    #[test]
    fn what_a_stranger_sees() {
        let (_, text) = sealed();
        let sealed = Sealed::parse(text.as_bytes()).unwrap();
        let paths: Vec<_> = sealed.paths().collect();
        assert_eq!(paths, [("a", "city"), ("a", "email"), ("a", "number")]);
        assert_eq!(sealed.stamp().as_str(), "2026-11-22T10:00:00Z");
        assert_eq!(sealed.recipients().len(), 1);
    }
}
