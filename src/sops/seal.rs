//! Sealing: unchanged values keep their text, everything else is encrypted under a nonce that was never used.

use std::collections::HashMap;

use rand_core::{CryptoRngCore, OsRng};

use crate::keys::Recipient;
use crate::secret::DataKey;
use crate::sops::cipher::{Cipher, about};
use crate::sops::enc::{Enc, Kind};
use crate::sops::mac::Mac;
use crate::sops::metadata::Wrapped;
use crate::sops::nonces::{self, Nonces};
use crate::sops::opened::Origin;
use crate::sops::sealed::Entry;
use crate::sops::tree::path;
use crate::sops::wraps::{distinct, wraps};
use crate::sops::write::{self, Line};
use crate::sops::{Error, Leaf, Opened, Stamp};

impl Opened {
    /// Seals the values to `recipients`, changed at `stamp`, in the TOML form. See [`Opened::is_changed`] before writing.
    ///
    /// # Errors
    /// [`Error::NoRecipients`], [`Error::NoValues`], [`Error::TooLarge`]; [`Error::Randomness`] and [`Error::Wrap`] if the system fails us.
    pub fn seal(&self, recipients: &[Recipient], stamp: &Stamp) -> Result<Vec<u8>, Error> {
        self.seal_with(recipients, stamp, &mut OsRng)
    }

    /// The same with a generator of the test's choice.
    pub(super) fn seal_with(
        &self,
        recipients: &[Recipient],
        stamp: &Stamp,
        random: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, Error> {
        let recipients = distinct(recipients);
        if recipients.is_empty() {
            return Err(Error::NoRecipients);
        }
        if self.tree().is_empty() {
            return Err(Error::NoValues);
        }
        let origin = self
            .origin
            .as_ref()
            .filter(|origin| origin.nobody_left(&recipients));
        let key = match origin {
            Some(origin) => origin.key.clone(),
            None => nonces::data_key(random)?,
        };
        let age = wraps(origin, &key, &recipients)?;
        let used = origin.into_iter().flat_map(Origin::nonces);
        let text = self.write(origin, &key, &age, stamp, &mut Nonces::new(random, used))?;
        if text.len() > Error::MAX_BYTES {
            return Err(Error::TooLarge);
        }
        Ok(text.into_bytes())
    }

    fn write(
        &self,
        origin: Option<&Origin>,
        key: &DataKey,
        age: &[Wrapped],
        stamp: &Stamp,
        nonces: &mut Nonces<'_>,
    ) -> Result<String, Error> {
        let cipher = Cipher::new(key);
        let (lines, mac) = self.lines(origin, &cipher, nonces)?;
        let mac = cipher.seal(&mac, Kind::Str, stamp.as_str(), nonces.fresh()?);
        let mac = mac.ok_or_else(|| Error::Seal {
            path: "sops.mac".to_owned(),
        })?;
        let document = self.origin.as_ref().map(|origin| &origin.document);
        let extras = document.map_or(&[][..], |document| &document.metadata.extras);
        Ok(write::toml(&lines, &mac.text, stamp, age, extras))
    }

    fn lines(
        &self,
        origin: Option<&Origin>,
        cipher: &Cipher,
        nonces: &mut Nonces<'_>,
    ) -> Result<(Vec<Line<'_>>, String), Error> {
        let kept = origin.map(|origin| self.kept(origin)).unwrap_or_default();
        let mut mac = Mac::new();
        let mut lines = Vec::new();
        for (table, key, leaf) in self.tree().iter() {
            mac.count(leaf.plaintext().as_bytes());
            let enc = match kept.get(&(table, key)) {
                Some(entry) => entry.enc.text.clone(),
                None => sealed(cipher, table, key, leaf, nonces.fresh()?)?.text,
            };
            lines.push(Line { table, key, enc });
        }
        Ok((lines, mac.text()))
    }

    /// The entries whose path, type and value stayed.
    fn kept<'a>(&'a self, origin: &'a Origin) -> HashMap<(&'a str, &'a str), &'a Entry> {
        let before = self.before(origin);
        let stayed = |entry: &&Entry| {
            let now = self.tree().get(&entry.table, &entry.key);
            now.is_some_and(|leaf| leaf.kind() == entry.enc.kind)
                && now == before.get(&entry.table, &entry.key)
        };
        let entries = origin.document.entries.iter().filter(stayed);
        entries
            .map(|entry| ((entry.table.as_str(), entry.key.as_str()), entry))
            .collect()
    }
}

impl Origin {
    /// All that were used under this data key, as far as the file shows.
    fn nonces(&self) -> impl Iterator<Item = [u8; 32]> {
        let values = self.document.entries.iter().map(|entry| entry.enc.iv);
        values.chain([self.document.metadata.mac.iv])
    }
}

fn sealed(
    cipher: &Cipher,
    table: &str,
    key: &str,
    leaf: &Leaf,
    iv: [u8; 32],
) -> Result<Enc, Error> {
    let enc = cipher.seal(&leaf.plaintext(), leaf.kind(), &about(table, key), iv);
    enc.ok_or_else(|| Error::Seal {
        path: path(table, key),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::keys::{Identities, generate};
    use crate::sops::nonces::tests::Scripted;
    use crate::sops::{Sealed, Tree};

    pub(in crate::sops) fn tree(values: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new();
        for (path, value) in values {
            let (table, key) = path.split_once('.').unwrap();
            let leaf = value
                .parse()
                .map_or_else(|_| Leaf::Str((*value).to_owned()), Leaf::Int);
            tree.insert(table, key, leaf).unwrap();
        }
        tree
    }

    pub(in crate::sops) fn keys() -> (Identities, Recipient) {
        let made = generate();
        let recipient = made.recipient().clone();
        (made.into_identities(), recipient)
    }

    pub(in crate::sops) fn stamp() -> Stamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    pub(in crate::sops) fn open(bytes: &[u8], keys: &Identities) -> Opened {
        Sealed::parse(bytes).unwrap().open(keys).unwrap()
    }

    pub(in crate::sops) fn line<'a>(file: &'a [u8], key: &str) -> &'a str {
        let text = std::str::from_utf8(file).unwrap();
        text.lines().find(|line| line.starts_with(key)).unwrap()
    }

    /// A sealed file, who opens it and whom it is sealed to.
    fn sealed() -> (Vec<u8>, Identities, [Recipient; 1]) {
        let (keys, recipient) = keys();
        let to = [recipient];
        let file = Opened::new(tree(BOTH)).seal(&to, &stamp()).unwrap();
        (file, keys, to)
    }

    pub(in crate::sops) const BOTH: &[(&str, &str)] =
        &[("customer.name", "Maija Mäki"), ("customer.number", "1042")];

    #[test]
    fn the_bytes_are_those_of_the_format() {
        let (keys, recipient) = keys();
        let opened = Opened::new(tree(&[("b.z", "7"), ("a.ö", "x y"), ("a.b", "c")]));
        let file = opened
            .seal(std::slice::from_ref(&recipient), &stamp())
            .unwrap();
        let text = String::from_utf8(file.clone()).unwrap();
        let (enc, wrap) = (
            text.find("enc = ").unwrap(),
            text.find("-----BEGIN").unwrap(),
        );
        assert_eq!(&text[enc..wrap], "enc = \"\"\"\n");
        assert!(text.ends_with("-----END AGE ENCRYPTED FILE-----\n\"\"\"\n"));
        let shape: Vec<&str> = text[..enc]
            .lines()
            .map(|line| line.split("ENC[").next().unwrap())
            .collect();
        let wanted = [
            "[a]",
            "b = \"",
            "\"ö\" = \"",
            "",
            "[b]",
            "z = \"",
            "",
            "[sops]",
            "lastmodified = \"2026-11-22T10:00:00Z\"",
            "mac = \"",
            "unencrypted_suffix = \"_unencrypted\"",
            "version = \"3.13.2\"",
            "",
            "[[sops.age]]",
        ];
        assert_eq!(shape[..wanted.len()], wanted);
        assert_eq!(shape[wanted.len()], format!("recipient = \"{recipient}\""));
        assert!(
            line(&file, "z").ends_with(",type:int]\"")
                && line(&file, "b").ends_with(",type:str]\"")
        );
        assert!(*open(&file, &keys).tree() == *opened.tree());
    }

    #[test]
    fn only_what_changed_is_sealed_anew() {
        let (old, keys, to) = sealed();
        let opened = open(&old, &keys);
        assert!(!opened.is_changed());
        let opened = opened.replace(tree(&[
            ("customer.name", "Maija Järvi"),
            ("customer.number", "1042"),
        ]));
        assert!(opened.is_changed());
        let new = opened.seal(&to, &stamp()).unwrap();
        assert_eq!(line(&old, "number"), line(&new, "number"));
        assert_ne!(line(&old, "name"), line(&new, "name"));
        assert_ne!(line(&old, "mac"), line(&new, "mac"));
        let wrap = |file: &[u8]| {
            String::from_utf8(file.to_vec())
                .unwrap()
                .split_off(old.len() - 400)
        };
        assert_eq!(wrap(&old), wrap(&new));
        assert!(*open(&new, &keys).tree() == *opened.tree());
    }

    #[test]
    fn a_value_taken_back_is_no_change_and_keeps_its_text() {
        let (old, keys, to) = sealed();
        let back = open(&old, &keys)
            .replace(tree(&[("customer.name", "X")]))
            .replace(tree(BOTH));
        assert!(!back.is_changed());
        assert_eq!(
            line(&old, "name"),
            line(&back.seal(&to, &stamp()).unwrap(), "name")
        );
    }

    #[test]
    fn the_same_text_of_another_type_is_sealed_anew() {
        let (old, keys, to) = sealed();
        let mut other = tree(BOTH);
        other
            .insert("customer", "number", Leaf::Str("1042".to_owned()))
            .unwrap();
        let opened = open(&old, &keys).replace(other);
        assert!(opened.is_changed());
        assert_ne!(
            line(&old, "number"),
            line(&opened.seal(&to, &stamp()).unwrap(), "number")
        );
    }

    #[test]
    fn the_mac_is_new_even_if_nothing_else_is() {
        let (old, keys, to) = sealed();
        let new = open(&old, &keys).seal(&to, &stamp()).unwrap();
        assert_ne!(line(&old, "mac"), line(&new, "mac"));
        assert_eq!(line(&old, "name"), line(&new, "name"));
    }

    #[test]
    fn a_generator_that_repeats_itself_does_not_make_us_reuse_a_nonce() {
        let (keys, recipient) = keys();
        let to = [recipient];
        // The data key, two values, the MAC; then for the change all of these again before anything new.
        let old = Opened::new(tree(BOTH))
            .seal_with(&to, &stamp(), &mut Scripted(vec![9, 1, 2, 3]))
            .unwrap();
        let opened =
            open(&old, &keys).replace(tree(&[("customer.name", "X"), ("customer.number", "1042")]));
        let new = opened
            .seal_with(&to, &stamp(), &mut Scripted(vec![1, 2, 3, 4, 4, 5]))
            .unwrap();
        let nonces = |file: &[u8]| Sealed::parse(file).unwrap().0.metadata.mac.iv;
        assert_eq!((nonces(&old), nonces(&new)), ([3; 32], [5; 32]));
        let stuck = opened.seal_with(&to, &stamp(), &mut Scripted(vec![1]));
        assert!(matches!(stuck, Err(Error::Randomness)));
    }

    #[test]
    fn what_cannot_be_a_file_is_not_sealed() {
        let (_, recipient) = keys();
        let none = Opened::new(tree(BOTH)).seal(&[], &stamp());
        assert!(matches!(none, Err(Error::NoRecipients)));
        let empty = Opened::new(Tree::new()).seal(std::slice::from_ref(&recipient), &stamp());
        assert!(matches!(empty, Err(Error::NoValues)));
        let long = Opened::new(tree(&[("a.b", &"x".repeat(200 * 1024))]));
        assert!(matches!(
            long.seal(&[recipient], &stamp()),
            Err(Error::TooLarge)
        ));
    }

    #[test]
    fn unknown_keys_survive_and_a_missing_version_comes_back() {
        let (file, keys, to) = sealed();
        let file = String::from_utf8(file).unwrap();
        let version = "version = \"3.13.2\"\n";
        let extras = "made_by = \"a \\\"b\\\"\"\nround = 2\nfine = true\n";
        let odd = file.replace(version, extras);
        assert_ne!(odd, file);
        let again = open(odd.as_bytes(), &keys).seal(&to, &stamp()).unwrap();
        let again = String::from_utf8(again).unwrap();
        assert!(again.contains(&format!("{version}{extras}\n[[sops.age]]")));
    }
}
