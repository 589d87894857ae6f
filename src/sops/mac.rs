//! The MAC over all values: SHA-512 of their plaintexts in document order, as upper-case hex.

use sha2::{Digest as _, Sha512};

/// A MAC in the making.
pub(super) struct Mac(Sha512);

impl Mac {
    pub(super) fn new() -> Self {
        Self(Sha512::new())
    }

    pub(super) fn count(&mut self, plaintext: &[u8]) {
        self.0.update(plaintext);
    }

    /// The text that is sealed with `lastmodified` as associated data.
    pub(super) fn text(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
        let bytes = self.0.finalize();
        let pair = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
        bytes.iter().flat_map(pair).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_upper_case_hex_of_sha_512() {
        let mut mac = Mac::new();
        mac.count(b"a");
        mac.count(b"bc");
        let text = mac.text();
        // FIPS 180-2, C.1: the digest of "abc".
        assert!(text.starts_with("DDAF35A193617ABACC417349AE204131"));
        assert!(text.ends_with("2A9AC94FA54CA49F") && text.len() == 128);
    }
}
