//! Records as they come about outside the program: sealed again, damaged, in clear.

use std::fs;

use rekisteri::keys::{self, Identities, Recipient};
use rekisteri::register::{Register, Unlocked};
use rekisteri::secret::Secret;
use rekisteri::sops::{Leaf, Opened, Sealed};

use super::sandbox::{KEY, TestEnv};

/// When the records below say that they were changed.
const STAMP: &str = "2099-11-23T10:00:00Z";

/// The published test key, opened.
pub(crate) fn test_key() -> Identities {
    let no_passphrase =
        &mut || -> Result<Secret, keys::Error> { Err(keys::Error::WrongPassphrase) };
    Identities::parse(&fs::read(KEY).unwrap(), no_passphrase).unwrap()
}

impl TestEnv {
    /// The register as the program opens it.
    pub(crate) fn unlocked(&self) -> Unlocked {
        let register = Register::open(self.dir(), self.pins()).unwrap();
        register.unlock(test_key())
    }

    /// Changes one value of a sealed record and seals it again, as another program would.
    pub(crate) fn reseal(&self, path: &str, table: &str, key: &str, value: &str) {
        self.reseal_by(&test_key(), path, [table, key, value]);
    }

    /// The same for a register with another key: table, name and value.
    pub(crate) fn reseal_by(&self, keys: &Identities, path: &str, change: [&str; 3]) {
        let [table, key, value] = change;
        let sealed = Sealed::parse(self.read(path).as_bytes()).unwrap();
        let opened = sealed.open(keys).unwrap();
        let mut tree = opened.tree().clone();
        tree.insert_or_replace(table, key, value);
        let bytes = opened
            .replace(tree)
            .seal(&sealed.recipients(), &STAMP.parse().unwrap())
            .unwrap();
        fs::write(self.path(path), bytes).unwrap();
    }

    /// Seals a record anew, to one more key than it was sealed to.
    pub(crate) fn reseal_to(&self, path: &str, recipient: &Recipient) {
        let sealed = Sealed::parse(self.read(path).as_bytes()).unwrap();
        let mut recipients = sealed.recipients();
        recipients.push(recipient.clone());
        let opened = sealed.open(&test_key()).unwrap();
        // A data key of its own, since one that is kept keeps its wraps.
        let bytes = Opened::new(opened.tree().clone())
            .seal(&recipients, &STAMP.parse().unwrap())
            .unwrap();
        fs::write(self.path(path), bytes).unwrap();
    }

    /// Flips a character in the middle of one sealed value.
    pub(crate) fn tamper(&self, path: &str, key: &str) {
        let text = self.read(path);
        let at = text.find(&format!("\n{key} = \"ENC[")).unwrap();
        let at = at + text[at..].find("data:").unwrap() + "data:".len();
        let other = if text.as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        };
        self.write(path, &format!("{}{other}{}", &text[..at], &text[at + 1..]));
    }
}

/// What a tree lacks for tests: one way to set a text.
pub(crate) trait Replace {
    fn insert_or_replace(&mut self, table: &str, key: &str, value: &str);
}

impl Replace for rekisteri::sops::Tree {
    fn insert_or_replace(&mut self, table: &str, key: &str, value: &str) {
        self.remove(table, key);
        self.insert(table, key, Leaf::Str(value.to_owned()))
            .unwrap();
    }
}
