//! Names of commits and of contents: two types, so that one is never taken for the other.

use std::fmt;
use std::str::FromStr;

use git2::{ObjectType, Oid};

use super::error::{Error, git};

macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) Oid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            /// Reads the full 40 hexadecimal digits.
            fn from_str(text: &str) -> Result<Self, Error> {
                let whole = text.len() == 40 && !text.bytes().any(|b| b.is_ascii_uppercase());
                let oid = whole.then(|| Oid::from_str(text).ok()).flatten();
                let text = text.to_owned();
                oid.map(Self).ok_or(Error::NoSuchCommit { text })
            }
        }
    };
}

id!(CommitId, "The name of a commit: 40 hexadecimal digits.");
id!(
    BlobId,
    "The name of a file's content: 40 hexadecimal digits."
);

impl CommitId {
    /// The first ten digits, for people.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }
}

impl BlobId {
    /// Returns the name these bytes have, without writing them.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        Oid::hash_object(ObjectType::Blob, bytes)
            .map(Self)
            .map_err(git("hash a file"))
    }

    /// The twenty bytes that the digits stand for.
    pub(super) fn bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes.copy_from_slice(self.0.as_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_whole_and_lower_case() {
        let text = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        assert_eq!(BlobId::of(b"").unwrap(), text.parse().unwrap());
        assert_eq!(text.parse::<CommitId>().unwrap().to_string(), text);
        assert!(text[1..].parse::<BlobId>().is_err());
        assert!(text.to_uppercase().parse::<BlobId>().is_err());
        assert_eq!(text.parse::<CommitId>().unwrap().short(), "e69de29bb2");
    }
}
