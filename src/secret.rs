//! Secrets that cannot be printed by accident: no `Debug`, no `Display`, wiped when dropped.
//!
//! The only way to the contents is a method whose name says what it does, so that every use is found by searching for it. What is
//! read goes straight to where it is wiped: a buffer that grows, or an array that is moved, would leave copies behind.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// A passphrase or another secret text.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; the caller's copy is gone.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Reads UTF-16 that begins with its byte order mark, as PowerShell's `>` writes it; `None` for anything else.
    pub fn from_utf16(bytes: &[u8]) -> Option<Self> {
        let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
            [0xff, 0xfe] => u16::from_le_bytes,
            [0xfe, 0xff] => u16::from_be_bytes,
            _ => return None,
        };
        let units = bytes[2..].chunks(2);
        let units = units.map(|pair| pair.try_into().map_or(0xdc00, unit));
        // Room for all of it at once: three bytes are the most that one unit takes.
        let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 3 / 2));
        for character in char::decode_utf16(units) {
            text.push(character.ok()?);
        }
        Some(Self(text))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Secret bytes: a key file as it was read, what a passphrase command printed.
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes the bytes over; the caller's copy is gone.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads to the end, or up to `max` bytes, into room made beforehand.
    ///
    /// # Errors
    /// What the reader fails with; what was read until then is wiped.
    pub fn read(from: impl Read, max: usize) -> io::Result<Self> {
        // `read_to_end` asks for more room before it knows that nothing follows.
        let mut bytes = Zeroizing::new(Vec::with_capacity(max + 64));
        from.take(max as u64).read_to_end(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads to the end of the first line, to the end, or up to `max` bytes. Whoever goes on writing is not waited for.
    ///
    /// # Errors
    /// What the reader fails with; what was read until then is wiped.
    pub fn read_line(mut from: impl Read, max: usize) -> io::Result<Self> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(max));
        let mut byte = Zeroizing::new([0]);
        while bytes.len() < max && bytes.last() != Some(&b'\n') && from.read(&mut *byte)? > 0 {
            bytes.push(byte[0]);
        }
        Ok(Self(bytes))
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Returns them as text, of UTF-8 or marked UTF-16; what is none is wiped.
    pub fn into_text(mut self) -> Option<Secret> {
        if let Some(text) = Secret::from_utf16(self.expose()) {
            return Some(text);
        }
        match String::from_utf8(std::mem::take(&mut *self.0)) {
            Ok(text) => Some(Secret::new(text)),
            Err(error) => {
                drop(Self::new(error.into_bytes()));
                None
            }
        }
    }
}

/// The 32-byte data key of one sealed file. It lies in one place, however often this is moved.
pub struct DataKey(Box<Zeroizing<[u8; 32]>>);

impl DataKey {
    /// Lets `fill` write the key where it stays; what was written until an error is wiped.
    ///
    /// # Errors
    /// What `fill` fails with.
    pub fn fill<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self(Box::new(Zeroizing::new([0; 32])));
        fill(&mut key.0)?;
        Ok(key)
    }

    /// A key that is no secret.
    #[cfg(test)]
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Box::new(Zeroizing::new(bytes)))
    }

    /// The key itself.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Clone for DataKey {
    fn clone(&self) -> Self {
        let mut copy = Self(Box::new(Zeroizing::new([0; 32])));
        copy.0.copy_from_slice(self.expose());
        copy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_move_and_is_copied_whole() {
        let key = DataKey::fill(|room| {
            room.fill(7);
            Ok::<(), ()>(())
        });
        let key = key.unwrap();
        let place = key.expose().as_ptr();
        let moved = Some(key);
        assert_eq!(moved.as_ref().unwrap().expose().as_ptr(), place);
        let copy = moved.clone().unwrap();
        assert_eq!(copy.expose(), &[7; 32]);
        assert_ne!(copy.expose().as_ptr(), place);
        assert_eq!(DataKey::fill(|_| Err(1)).err(), Some(1));
    }

    #[test]
    fn what_is_read_is_read_into_one_place() {
        let read = SecretBytes::read(&b"hauki on kala\n"[..], 1000).unwrap();
        assert!(read.0.capacity() >= 1000);
        assert_eq!(read.into_text().unwrap().expose(), "hauki on kala\n");
        let line = SecretBytes::read_line(&b"hauki\non kala\n"[..], 1000).unwrap();
        assert_eq!(line.into_text().unwrap().expose(), "hauki\n");
        let cut = SecretBytes::read_line(&[b'x'; 100][..], 10).unwrap();
        assert_eq!(cut.expose(), [b'x'; 10]);
        let cut = SecretBytes::read(&[b'x'; 100][..], 10).unwrap();
        assert_eq!(cut.expose(), [b'x'; 10]);
        assert!(SecretBytes::new(vec![0xff]).into_text().is_none());
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let read = |bytes: &[u8]| Secret::from_utf16(bytes).map(|text| text.expose().to_owned());
        assert_eq!(
            read(b"\xff\xfeh\0\xe4\0=\xd8\xa9\xdc").as_deref(),
            Some("hä\u{1f4a9}")
        );
        assert_eq!(read(b"\xfe\xff\0h\0\xe4").as_deref(), Some("hä"));
        for other in [&b"h\0"[..], b"", b"\xff\xfeh", b"\xff\xfe\x3d\xd8"] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
