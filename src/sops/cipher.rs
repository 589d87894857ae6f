//! AES-256-GCM over one value, with a 32-byte nonce as SOPS has it, and the value's path as associated data.

use aes_gcm::aead::generic_array::GenericArray;
use aes_gcm::aead::{AeadInPlace as _, KeyInit as _};
use aes_gcm::{AesGcm, aead::consts::U32, aes::Aes256};

use crate::secret::DataKey;
use crate::sops::enc::{Enc, Kind};

/// A data key made ready; wiped when dropped.
pub(super) struct Cipher(AesGcm<Aes256, U32>);

impl Cipher {
    pub(super) fn new(key: &DataKey) -> Self {
        Self(AesGcm::new(GenericArray::from_slice(key.expose())))
    }

    /// Returns the plaintext, or nothing if a bit of value, tag, nonce or `about` was altered.
    pub(super) fn open(&self, sealed: &Enc, about: &str) -> Option<Vec<u8>> {
        let mut bytes = sealed.data.clone();
        let (iv, tag) = (&sealed.iv.into(), &sealed.tag.into());
        let opened = self
            .0
            .decrypt_in_place_detached(iv, about.as_bytes(), &mut bytes, tag);
        opened.ok().map(|()| bytes)
    }

    /// Encrypts under a nonce that the caller has never used with this key.
    pub(super) fn seal(&self, plain: &str, kind: Kind, about: &str, iv: [u8; 32]) -> Option<Enc> {
        let mut data = plain.as_bytes().to_vec();
        let sealed = self
            .0
            .encrypt_in_place_detached(&iv.into(), about.as_bytes(), &mut data);
        let tag = sealed.ok()?;
        Some(Enc::of(data, iv, tag.into(), kind))
    }
}

/// The associated data of a leaf: its path, each part followed by a colon.
pub(super) fn about(table: &str, key: &str) -> String {
    let mut text = String::with_capacity(table.len() + key.len() + 2);
    for part in [table, ":", key, ":"] {
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_only_at_its_path() {
        let cipher = Cipher::new(&DataKey::new([1; 32]));
        let about = about("customer", "email");
        assert_eq!(about, "customer:email:");
        let sealed = cipher
            .seal("x@example.org", Kind::Str, &about, [2; 32])
            .unwrap();
        assert_eq!(cipher.open(&sealed, &about).unwrap(), b"x@example.org");
        assert!(cipher.open(&sealed, "customer:name:").is_none());
        let other = Cipher::new(&DataKey::new([3; 32]));
        assert!(other.open(&sealed, &about).is_none());
    }
}
