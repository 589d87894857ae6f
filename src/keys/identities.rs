//! The private keys of a session: read from an identity file, plain or under a passphrase, and used to open data keys.

use crate::keys::{Error, Recipient, Unusable, is_encrypted, passphrase};
use crate::secret::Secret;

/// Larger than any honest identity file: some ten thousand identities.
const MAX_BYTES: usize = 1 << 20;
/// So many lines that are no key are named.
const NAMED: usize = 3;

pub(super) struct Known {
    pub(super) identity: age::x25519::Identity,
    pub(super) recipient: Recipient,
}

/// One or more X25519 identities, the current one first, retired ones after it.
pub struct Identities(pub(super) Vec<Known>);

impl Identities {
    /// Reads an identity file in UTF-8 or marked UTF-16; `ask` is called once, and only if the file is under a passphrase.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::NoneUsable`] and the other ways in which a file is none; or what `ask` fails with.
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
        Ok(Self::plain(bytes)?)
    }

    fn plain(bytes: &[u8]) -> Result<Self, Error> {
        if let Some(text) = Secret::from_utf16(bytes) {
            return Self::lines(text.expose());
        }
        let unknown = |_| Error::NoneUsable(vec![(1, Unusable::Unknown)]);
        Self::lines(std::str::from_utf8(bytes).map_err(unknown)?)
    }

    /// Reads the lines of a plain identity file (age-keygen(1)): identities, `#` comments, empty lines. What is neither is read
    /// past where a key stands beside it: other programs keep the keys of plugins, and of SSH, in the same file.
    fn lines(text: &str) -> Result<Self, Error> {
        let text = text.trim_start_matches(passphrase::MARK);
        let (mut known, mut unusable) = (Vec::new(), Vec::new());
        let mut in_pem = false;
        for (at, line) in text.lines().enumerate() {
            let (line, number) = (line.trim(), at + 1);
            if line.is_empty() || line.starts_with('#') {
            } else if in_pem {
                in_pem = !line.starts_with("-----END ");
            } else if let Some(key) = Known::parse(line) {
                known.push(key);
            } else if line.starts_with("AGE-SECRET-KEY-1") {
                return Err(Error::DamagedIdentity { line: number });
            } else {
                let what = Unusable::of_line(line);
                in_pem = what == Unusable::Ssh;
                unusable.push((number, what));
            }
        }
        if !known.is_empty() {
            return Ok(Self(known));
        }
        if unusable.is_empty() {
            return Err(Error::NoIdentity);
        }
        unusable.truncate(NAMED);
        Err(Error::NoneUsable(unusable))
    }

    /// Returns the public keys, in the order of the file.
    pub fn recipients(&self) -> Vec<Recipient> {
        self.0.iter().map(|known| known.recipient.clone()).collect()
    }
}

impl Unusable {
    fn of_line(line: &str) -> Self {
        if let Some((name, _)) = line
            .strip_prefix("AGE-PLUGIN-")
            .and_then(|rest| rest.rsplit_once("-1"))
        {
            return Self::Plugin(name.to_ascii_lowercase());
        }
        match line {
            _ if line.starts_with("AGE-SECRET-KEY-PQ-") => Self::PostQuantum,
            _ if line.starts_with("-----BEGIN ") => Self::Ssh,
            _ if line.starts_with("age1") => Self::Recipient,
            _ => Self::Unknown,
        }
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
        assert!(matches!(read(b"\xff"), Error::NoneUsable(_)));
        assert!(matches!(
            read(b"AGE-SECRET-KEY-1QQ"),
            Error::DamagedIdentity { line: 1 }
        ));
        assert!(matches!(read(&vec![b'\n'; MAX_BYTES + 1]), Error::TooLarge));
        let unusable = "# x\nAGE-PLUGIN-SE-1QSECRET\nAGE-SECRET-KEY-PQ-1SECRET\n\
            -----BEGIN OPENSSH PRIVATE KEY-----\nSECRET\n-----END OPENSSH PRIVATE KEY-----\nage1x\n";
        assert_eq!(
            read(unusable.as_bytes()).to_string(),
            "the file holds no key that can be used here: line 2 is the identity of an age plugin (`age-plugin-se`), \
             line 3 is a post-quantum identity, line 4 is an SSH key"
        );
    }

    /// The key among lines of other programs, in each form that editors and shells save a text in.
    #[test]
    fn a_key_is_read_in_every_form_of_a_text() {
        let made = generate();
        let text = format!(
            "AGE-PLUGIN-YUBIKEY-1QQ\n-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n{}a note\nAGE-SECRET-KEY-PQ-1QQ\n",
            made.plain_file("2026-11-22T10:00:00Z").expose()
        );
        let word = Secret::new("sana".into());
        let sealed = made.encrypted_file("2026", &word, 4).unwrap();
        let sealed = format!("Recovery\n\n{}", String::from_utf8(sealed).unwrap());
        for text in [text, sealed] {
            for text in [text.clone(), text.replace('\n', "\r\n")] {
                let units = || text.encode_utf16();
                let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
                let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
                for form in [
                    text.as_bytes().to_vec(),
                    [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                    [&b"\xff\xfe"[..], &little].concat(),
                    [&b"\xfe\xff"[..], &big].concat(),
                ] {
                    let mut ask = || Ok::<_, Error>(word.clone());
                    let read = Identities::parse(&form, &mut ask).unwrap();
                    assert_eq!(read.recipients(), [made.recipient().clone()]);
                }
            }
        }
    }
}
