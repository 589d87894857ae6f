//! Pins: what the owner of a work tree last accepted, kept outside the repository, where whoever pushes to it cannot reach.
//!
//! SOPS with age has no sender, and git takes what it is given, so a register proves nothing about itself (design: "Keys and
//! trust"). A pin is read strictly: one that is damaged, or another work tree's, counts as none and is said to be so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fsio::{self, Access};
use crate::keys::Recipient;

/// No pin is larger: ten thousand templates take a megabyte.
const LIMIT: u64 = 4 << 20;
const VERSION: u32 = 1;
/// How many lines of our own acts the pin remembers. Two machines that merge twice a day fill them in a year or more.
const LINES: usize = 1000;
const HEAD: &str = "# Written by rekisteri: what was accepted in one work tree. Without it, `rekisteri accept` asks again.\n";

/// What was accepted in one work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The commit, as 40 hexadecimal digits.
    pub commit: String,
    /// The commit from which our own acts led to that one: the last that was accepted as it came.
    pub first: String,
    /// The same of what was accepted before: first and last commit of each line of our own acts, oldest first.
    pub earlier: Vec<(String, String)>,
    /// Whom records may be sealed to, ascending.
    pub recipients: Vec<Recipient>,
    /// The greatest customer number that was ever given.
    pub greatest: u32,
    /// The SHA-256 of `register.toml` and of each template, by path inside the register.
    pub files: BTreeMap<String, String>,
}

impl Pin {
    /// Takes over what was in force before an act of our own.
    pub fn follow_own(&mut self, before: Self) {
        self.first = before.first;
        self.earlier = before.earlier;
    }

    /// Takes over what was in force before something else was accepted.
    pub fn follow_accepted(&mut self, before: &Self) {
        let mut lines: Vec<_> = before.lines().collect();
        let more = lines.len().saturating_sub(LINES);
        self.earlier = lines.split_off(more);
    }

    /// First and last commit of every line of our own acts, oldest first: all that was ever in force in the work tree, as far as
    /// the pin knows.
    pub fn lines(&self) -> impl Iterator<Item = (String, String)> {
        let last = (self.first.clone(), self.commit.clone());
        self.earlier.iter().cloned().chain([last])
    }
}

/// What was found in the place of a pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing was ever accepted here.
    Nothing,
    /// A file that is no pin of this work tree.
    Damaged(PathBuf),
    /// The pin.
    Pin(Pin),
}

/// The folder of all pins, `$XDG_STATE_HOME/rekisteri`; without one, nothing can be accepted.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    folder: Option<PathBuf>,
}

/// Where one work tree's pin is, and what it must say of itself.
#[derive(Clone, Debug)]
pub struct PinPlace {
    file: PathBuf,
    register: String,
    work_tree: String,
}

/// The file, before anything of it is believed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    version: u32,
    register: String,
    work_tree: String,
    commit: String,
    /// Not in a pin of an earlier version, which knows its commit only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    greatest: u32,
    recipients: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<(String, String)>,
    files: BTreeMap<String, String>,
}

impl Pins {
    /// Nothing is ever pinned.
    pub const NONE: Self = Self { folder: None };

    /// Pins are kept in this folder, which is made with the first.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The place of one work tree's pin: under the register's id, by a name made from the work tree's path.
    pub fn place(&self, register: &str, work_tree: &str) -> Option<PinPlace> {
        Some(PinPlace {
            file: self.folder.as_ref()?.join(register).join(work_tree),
            register: register.to_owned(),
            work_tree: work_tree.to_owned(),
        })
    }

    /// The places of the same work tree's pins under other ids: the id stands in the repository, where others can change it.
    ///
    /// # Errors
    /// Where the folder is there and cannot be listed.
    pub fn others(&self, register: &str, work_tree: &str) -> Result<Vec<PinPlace>, fsio::Error> {
        let Some(folder) = &self.folder else {
            return Ok(Vec::new());
        };
        let ids = fsio::entries(folder)?.into_iter();
        let others = ids.filter(|id| id != register);
        Ok(others.filter_map(|id| self.place(&id, work_tree)).collect())
    }
}

impl PinPlace {
    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Reads the pin.
    ///
    /// # Errors
    /// Where there is a file and the system does not let us read it: it must not pass for a work tree that is new here.
    pub fn load(&self) -> Result<Found, fsio::Error> {
        match fsio::read_own(&self.file, LIMIT) {
            Ok(bytes) => Ok(self
                .parse(&bytes)
                .map_or_else(|| self.damaged(), Found::Pin)),
            Err(error) if error.is_missing() => Ok(Found::Nothing),
            Err(fsio::Error::TooLarge { .. } | fsio::Error::NotAFile { .. }) => Ok(self.damaged()),
            Err(error) if error.is_behind_file() => Ok(self.damaged()),
            Err(error) => Err(error),
        }
    }

    /// Makes the folder, so that nothing but a full disk is left to go wrong when the pin is to move.
    pub fn prepare(&self) -> Result<(), fsio::Error> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fsio::create_dirs(folder, Access::Private)
    }

    /// Writes the pin through to the disk, for the owner's eyes only.
    pub fn save(&self, pin: &Pin) -> Result<(), fsio::Error> {
        self.prepare()?;
        fsio::write_atomic(&self.file, self.print(pin).as_bytes(), Access::Private)
    }

    /// Takes the pin away; no error where there is none.
    pub fn remove(&self) -> Result<(), fsio::Error> {
        fsio::remove_if_there(&self.file)
    }

    fn damaged(&self) -> Found {
        Found::Damaged(self.file.clone())
    }

    fn print(&self, pin: &Pin) -> String {
        let text = Text {
            version: VERSION,
            register: self.register.clone(),
            work_tree: self.work_tree.clone(),
            commit: pin.commit.clone(),
            first: Some(pin.first.clone()),
            earlier: pin.earlier.clone(),
            greatest: pin.greatest,
            recipients: pin.recipients.iter().map(ToString::to_string).collect(),
            files: pin.files.clone(),
        };
        format!("{HEAD}{}", toml::to_string(&text).unwrap_or_default())
    }

    fn parse(&self, bytes: &[u8]) -> Option<Pin> {
        let text: Text = toml::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
        let ours = text.version == VERSION
            && text.register == self.register
            && text.work_tree == self.work_tree;
        let hashes = text.files.values().all(|hash| is_hex(hash, 64));
        let first = text.first.unwrap_or_else(|| text.commit.clone());
        let earlier = text.earlier.iter().flat_map(|(first, last)| [first, last]);
        let commits = [&text.commit, &first].into_iter().chain(earlier);
        let named = commits.into_iter().all(|commit| is_hex(commit, 40));
        if !ours || !hashes || !named {
            return None;
        }
        let recipients = text.recipients.iter().map(|text| text.parse().ok());
        Some(Pin {
            commit: text.commit,
            first,
            earlier: text.earlier,
            recipients: recipients.collect::<Option<_>>()?,
            greatest: text.greatest,
            files: text.files,
        })
    }
}

fn is_hex(text: &str, digits: usize) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == digits && text.bytes().all(hex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn pin() -> Pin {
        Pin {
            commit: "0123456789abcdef0123456789abcdef01234567".to_owned(),
            first: "ab".repeat(20),
            earlier: vec![("cd".repeat(20), "ef".repeat(20))],
            recipients: vec![crate::keys::generate().recipient().clone()],
            greatest: 1060,
            files: BTreeMap::from([("records/register.toml".to_owned(), "ab".repeat(32))]),
        }
    }

    #[test]
    fn a_pin_is_kept_and_is_the_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let pins = Pins::new(Some(dir.path().join("state/rekisteri")));
        let place = pins.place("3f9c0d1e5a7b2c48", "00112233").unwrap();
        assert_eq!(place.load().unwrap(), Found::Nothing);
        let pin = pin();
        place.save(&pin).unwrap();
        assert_eq!(place.load().unwrap(), Found::Pin(pin));
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&place.file), 0o600);
        assert_eq!(mode(place.file.parent().unwrap()), 0o700);
        assert!(Pins::default().place("a", "b").is_none());
    }

    #[test]
    fn a_pin_of_an_earlier_version_is_read() {
        let place = Pins::new(Some("/".into())).place("one", "tree").unwrap();
        let text = place.print(&pin());
        let cut = |line: &&str| !line.starts_with("first") && !line.starts_with("earlier");
        let text: Vec<&str> = text.lines().filter(cut).collect();
        let read = place.parse(text.join("\n").as_bytes()).unwrap();
        assert_eq!((&read.first, read.earlier.len()), (&read.commit, 0));
        let mut next = pin();
        next.follow_accepted(&read);
        assert_eq!(next.earlier, [(read.commit.clone(), read.commit)]);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test damages the file")]
    fn a_damaged_pin_and_that_of_another_are_none() {
        let dir = tempfile::tempdir().unwrap();
        let pins = Pins::new(Some(dir.path().to_owned()));
        let place = pins.place("one", "tree").unwrap();
        let text = place.print(&pin());
        assert!(place.parse(text.as_bytes()).is_some());
        // A file that lost hashes only trusts less.
        for cut in 0..text.find("[files]").unwrap() {
            assert_eq!(place.parse(&text.as_bytes()[..cut]), None, "{cut}");
        }
        for (from, to) in [
            ("version = 1", "version = 2"),
            ("greatest = 1060", "greatest = -1"),
            ("0123456789", "012345678g"),
            ("age1", "age2"),
            ("abab", "abaB"),
            ("version", "more = 1\nversion"),
        ] {
            assert_eq!(place.parse(text.replace(from, to).as_bytes()), None, "{to}");
        }
        for other in [pins.place("two", "tree"), pins.place("one", "other")] {
            assert_eq!(other.unwrap().parse(text.as_bytes()), None);
        }
        std::fs::create_dir(dir.path().join("one")).unwrap();
        std::fs::write(&place.file, [0xff; 9]).unwrap();
        assert_eq!(place.load().unwrap(), place.damaged());
    }
}
