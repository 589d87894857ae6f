//! The private keys of a session: read from an identity file, plain or under a passphrase, and used to open data keys.

use crate::keys::{Error, Recipient, is_encrypted, passphrase};
use crate::secret::Secret;

/// Larger than any honest identity file: some ten thousand identities.
const MAX_BYTES: usize = 1 << 20;

pub(super) struct Known {
    pub(super) identity: age::x25519::Identity,
    pub(super) recipient: Recipient,
}

/// One or more X25519 identities, the current one first, retired ones after it.
pub struct Identities(pub(super) Vec<Known>);

impl Identities {
    /// Reads an identity file; `ask` is called once, and only if the file is under a passphrase.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::NotAnIdentity`] and the other ways in which a file is none; or what `ask` fails with.
    pub fn parse<E: From<Error>>(
        bytes: &[u8],
        ask: &mut dyn FnMut() -> Result<Secret, E>,
    ) -> Result<Self, E> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge.into());
        }
        if is_encrypted(bytes) {
            let opened = passphrase::open(bytes, &ask()?)?;
            return Ok(Self::plain(opened.expose())?);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Error::NotAnIdentity { line: 1 })?;
        Ok(Self::plain(text)?)
    }

    /// Reads the lines of a plain identity file (age-keygen(1)): identities, `#` comments, empty lines.
    fn plain(text: &str) -> Result<Self, Error> {
        let mut known = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                known.push(Known::parse(line).ok_or(Error::NotAnIdentity { line: at + 1 })?);
            }
        }
        if known.is_empty() {
            return Err(Error::NoIdentity);
        }
        Ok(Self(known))
    }

    /// Returns the public keys, in the order of the file.
    pub fn recipients(&self) -> Vec<Recipient> {
        self.0.iter().map(|known| known.recipient.clone()).collect()
    }
}

impl Known {
    pub(super) fn of(identity: age::x25519::Identity) -> Self {
        let recipient = Recipient::of(identity.to_public());
        Self {
            identity,
            recipient,
        }
    }

    fn parse(line: &str) -> Option<Self> {
        line.parse().ok().map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::generate;

    fn never() -> Result<Secret, Error> {
        panic!("a plain file asks for nothing")
    }

    #[test]
    fn several_identities_among_comments() {
        let (one, two) = (generate(), generate());
        let date = "2026-11-22T10:00:00Z";
        let text = format!(
            "{}\n# retired\r\n{}",
            one.plain_file(date).expose(),
            two.plain_file(date).expose().replace('\n', "\r\n"),
        );
        let read = Identities::parse(text.as_bytes(), &mut never).unwrap();
        assert_eq!(
            read.recipients(),
            [one.recipient().clone(), two.recipient().clone()]
        );
    }

    #[test]
    fn other_files_are_named() {
        let read = |bytes: &[u8]| Identities::parse(bytes, &mut never).err().unwrap();
        assert!(matches!(read(b""), Error::NoIdentity));
        assert!(matches!(read(b"# only this\n\n"), Error::NoIdentity));
        assert!(matches!(
            read(b"# x\nAGE-PLUGIN-YUBIKEY-1Q\n"),
            Error::NotAnIdentity { line: 2 }
        ));
        assert!(matches!(read(b"\xff"), Error::NotAnIdentity { line: 1 }));
        assert!(matches!(read(&vec![b'\n'; MAX_BYTES + 1]), Error::TooLarge));
    }
}
