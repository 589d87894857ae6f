//! The other side: the same cryptography on the same threads, by the crates alone; nothing is parsed, checked or written.

use aes_gcm::aead::consts::U32;
use aes_gcm::aead::generic_array::GenericArray;
use aes_gcm::aead::{AeadInPlace as _, KeyInit as _};
use aes_gcm::{AesGcm, aes::Aes256};
use age::x25519::{Identity, Recipient};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_core::{OsRng, RngCore as _};
use rayon::prelude::*;
use sha2::{Digest as _, Sha512};

use crate::Outcome;
use crate::sample::Record;

type Cipher = AesGcm<Aes256, U32>;

/// One value as it lies in memory once its text is decoded.
struct Value {
    about: String,
    data: Vec<u8>,
    iv: [u8; 32],
    tag: [u8; 16],
}

/// A record's cryptography, taken out of its file.
pub(crate) struct Sealed {
    /// The data key, wrapped.
    armoured: String,
    /// In the order of the MAC.
    values: Vec<Value>,
    mac: Value,
}

impl Sealed {
    pub(crate) fn all(files: &[String]) -> Outcome<Vec<Self>> {
        let read =
            |file: &String| Self::read(file).ok_or_else(|| "a record has another shape".into());
        files.iter().map(read).collect()
    }

    fn read(file: &str) -> Option<Self> {
        let tables: toml::Table = file.parse().ok()?;
        let mut values = Vec::new();
        for (table, keys) in tables.iter().filter(|(table, _)| *table != "sops") {
            for (key, text) in keys.as_table()? {
                values.push(Value::read(text, format!("{table}:{key}:"))?);
            }
        }
        let sops = tables.get("sops")?;
        let stamp = sops.get("lastmodified")?.as_str()?.to_owned();
        Some(Self {
            armoured: sops.get("age")?.get(0)?.get("enc")?.as_str()?.to_owned(),
            values,
            mac: Value::read(sops.get("mac")?, stamp)?,
        })
    }

    /// Unwraps the key, opens every value and compares the MAC.
    fn open(&self, identity: &Identity) -> Option<()> {
        let key = age::decrypt(identity, self.armoured.as_bytes()).ok()?;
        let cipher = Cipher::new(GenericArray::from_slice(&key));
        let mut mac = Sha512::new();
        for value in &self.values {
            mac.update(value.open(&cipher)?);
        }
        (self.mac.open(&cipher)? == hex(mac).as_bytes()).then_some(())
    }
}

impl Value {
    fn read(text: &toml::Value, about: String) -> Option<Self> {
        let inside = text.as_str()?.strip_prefix("ENC[AES256_GCM,")?;
        let mut parts = inside.split(',');
        let mut part = |name| STANDARD.decode(parts.next()?.strip_prefix(name)?).ok();
        Some(Self {
            about,
            data: part("data:")?,
            iv: part("iv:")?.try_into().ok()?,
            tag: part("tag:")?.try_into().ok()?,
        })
    }

    fn open(&self, cipher: &Cipher) -> Option<Vec<u8>> {
        let mut bytes = self.data.clone();
        let (iv, tag) = (&self.iv.into(), &self.tag.into());
        let opened = cipher.decrypt_in_place_detached(iv, self.about.as_bytes(), &mut bytes, tag);
        opened.ok().map(|()| bytes)
    }
}

/// Opens every record on all threads.
pub(crate) fn open_all(identity: &Identity, sealed: &[Sealed]) -> Outcome<()> {
    let opened: Option<Vec<()>> = sealed.par_iter().map(|one| one.open(identity)).collect();
    opened
        .map(|_| ())
        .ok_or_else(|| "a record does not open".into())
}

/// Seals every record on all threads: a data key, its wrap, the values and the MAC.
pub(crate) fn seal_all(recipient: &Recipient, records: &[Record]) -> Outcome<()> {
    let sealed: Option<Vec<_>> = records
        .par_iter()
        .map(|record| seal(recipient, record))
        .collect();
    sealed
        .map(|_| ())
        .ok_or_else(|| "a record cannot be sealed".into())
}

type Made = (String, Vec<Vec<u8>>);

fn seal(recipient: &Recipient, record: &Record) -> Option<Made> {
    let key = random();
    let armoured = age::encrypt_and_armor(recipient, &key).ok()?;
    let cipher = Cipher::new(&key.into());
    let (mut mac, mut made) = (Sha512::new(), Vec::new());
    let number = ("customer", "number", record.number.to_string());
    for (table, key, value) in record.fields.iter().chain([&number]) {
        mac.update(value);
        made.push(encrypt(&cipher, &format!("{table}:{key}:"), value)?);
    }
    made.push(encrypt(&cipher, "2026-11-22T10:00:00Z", &hex(mac))?);
    Some((armoured, made))
}

fn encrypt(cipher: &Cipher, about: &str, value: &str) -> Option<Vec<u8>> {
    let mut bytes = value.as_bytes().to_vec();
    let iv = random();
    let tag = cipher.encrypt_in_place_detached(&iv.into(), about.as_bytes(), &mut bytes);
    bytes.extend(tag.ok()?);
    Some(bytes)
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

fn hex(mac: Sha512) -> String {
    format!("{:X}", mac.finalize())
}
