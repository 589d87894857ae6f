//! An identity file under a passphrase: age's scrypt recipient, armoured or binary, as `age -p` writes and `age -d` reads.

use std::io::Write as _;
use std::iter;

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};
use unicode_normalization::UnicodeNormalization as _;

use crate::keys::Error;
use crate::secret::{Secret, SecretBytes};

const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
/// The byte order mark.
pub(super) const MARK: char = '\u{feff}';

/// Says whether an identity file is an age file itself, so that a passphrase is needed.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    let text = Secret::from_utf16(bytes);
    let bytes = text.as_ref().map_or(bytes, |text| text.expose().as_bytes());
    bytes.starts_with(b"age-encryption.org/") || armour(bytes).is_some()
}

/// Returns a passphrase in the one spelling (NFC, without a byte order mark) that new keys are made with.
#[must_use]
pub fn composed(passphrase: &Secret) -> Secret {
    respelt(
        passphrase.expose().trim_start_matches(MARK).nfc(),
        passphrase,
    )
}

/// The spellings to try, beginning with what was typed. Keyboards and programs write `ä` as one character or as two, and each trial
/// costs about a second, so none is tried twice.
fn spellings(typed: &Secret) -> Vec<Secret> {
    let bare = typed.expose().trim_start_matches(MARK);
    let others = [
        composed(typed),
        respelt(bare.nfd(), typed),
        Secret::new(bare.to_owned()),
    ];
    let mut all = vec![typed.clone()];
    for other in others {
        if all.iter().all(|known| known.expose() != other.expose()) {
            all.push(other);
        }
    }
    all
}

fn respelt(characters: impl Iterator<Item = char>, original: &Secret) -> Secret {
    // Room for all of it at once: no normal form takes more than three times the bytes.
    let mut text = String::with_capacity(original.expose().len() * 3);
    text.extend(characters);
    Secret::new(text)
}

/// Finds the armour in a file that says more around it, as a recovery file does.
fn armour(bytes: &[u8]) -> Option<&[u8]> {
    let find = |text: &[u8], marker: &[u8]| text.windows(marker.len()).position(|it| it == marker);
    let start = find(bytes, BEGIN)?;
    let before = &bytes[..start];
    let begins_line = matches!(before, [] | [0xef, 0xbb, 0xbf] | [.., b'\n']);
    let from_start = &bytes[start..];
    let length = find(from_start, END).map_or(from_start.len(), |end| end + END.len());
    begins_line.then_some(&from_start[..length])
}

/// Seals `text` under `passphrase` with scrypt's N = 2^`log_n`, armoured.
pub(super) fn seal(text: &Secret, passphrase: &Secret, log_n: u8) -> Result<Vec<u8>, Error> {
    let mut recipient = age::scrypt::Recipient::new(secret(passphrase));
    recipient.set_work_factor(log_n.clamp(1, Error::MAX_LOG_N));
    let sealer =
        Encryptor::with_recipients(iter::once(&recipient as _)).map_err(|_| Error::Seal)?;
    armoured(sealer, text.expose().as_bytes()).map_err(|_| Error::Seal)
}

fn armoured(sealer: Encryptor, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let armour = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    let mut writer = sealer.wrap_output(armour)?;
    writer.write_all(bytes)?;
    writer.finish()?.finish()
}

/// Opens what [`seal`] or `age -p` sealed, by the first spelling of the passphrase that does.
pub(super) fn open(bytes: &[u8], passphrase: &Secret) -> Result<SecretBytes, Error> {
    let text = Secret::from_utf16(bytes);
    let bytes = text.as_ref().map_or(bytes, |text| text.expose().as_bytes());
    for spelling in spellings(passphrase) {
        match open_exactly(bytes, &spelling) {
            Err(Error::WrongPassphrase) => {}
            other => return other,
        }
    }
    Err(Error::WrongPassphrase)
}

fn open_exactly(bytes: &[u8], passphrase: &Secret) -> Result<SecretBytes, Error> {
    let reader = ArmoredReader::new(armour(bytes).unwrap_or(bytes));
    let file = Decryptor::new_buffered(reader).map_err(|_| Error::Damaged)?;
    if !file.is_scrypt() {
        return Err(Error::NotForPassphrase);
    }
    let mut identity = age::scrypt::Identity::new(secret(passphrase));
    identity.set_max_work_factor(Error::MAX_LOG_N);
    let reader = file
        .decrypt(iter::once(&identity as _))
        .map_err(|error| refusal(&error))?;
    SecretBytes::read(reader, bytes.len()).map_err(|_| Error::Damaged)
}

fn refusal(error: &DecryptError) -> Error {
    match error {
        DecryptError::ExcessiveWork { required, .. } => Error::WorkFactor { log_n: *required },
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            Error::WrongPassphrase
        }
        _ => Error::Damaged,
    }
}

fn secret(text: &Secret) -> SecretString {
    SecretString::from(text.expose().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Identities, generate};

    fn pass(word: &str) -> impl FnMut() -> Result<Secret, Error> {
        let word = word.to_owned();
        move || Ok(Secret::new(word.clone()))
    }

    #[test]
    fn an_encrypted_file_opens_with_its_passphrase_only() {
        let made = generate();
        let date = "2026-11-22T10:00:00Z";
        let file = made
            .encrypted_file(date, &Secret::new("hauki on kala".into()), 4)
            .unwrap();
        assert!(is_encrypted(&file));
        let read = Identities::parse(&file, &mut pass("hauki on kala")).unwrap();
        assert_eq!(read.recipients(), [made.recipient().clone()]);
        let wrong = Identities::parse(&file, &mut pass("hauki on kallo")).err();
        assert!(matches!(wrong, Some(Error::WrongPassphrase)));
    }

    /// Each of the spellings opens what another made; ASCII is tried once, for a trial costs a second.
    #[test]
    fn a_passphrase_opens_in_every_spelling() {
        let made = generate();
        let (nfc, nfd) = ("h\u{e4}rk\u{e4}", "ha\u{308}rka\u{308}");
        for sealed in [nfc, nfd, "h\u{e4}rka\u{308}"] {
            let file = made.encrypted_file("2026", &Secret::new(sealed.into()), 4);
            let file = file.unwrap();
            for typed in [sealed.to_owned(), format!("\u{feff}{sealed}")] {
                Identities::parse(&file, &mut pass(&typed)).unwrap();
            }
            if sealed == nfc || sealed == nfd {
                for typed in [nfc, nfd, "\u{feff}h\u{e4}rka\u{308}"] {
                    Identities::parse(&file, &mut pass(typed)).unwrap();
                }
            }
        }
        let tried = |word: &str| spellings(&Secret::new(word.into())).len();
        assert_eq!((tried("hauki"), tried(nfc), tried(nfd)), (1, 2, 2));
        assert_eq!(tried("h\u{e4}rka\u{308}"), 3);
        assert_eq!(
            composed(&Secret::new(format!("\u{feff}{nfd}"))).expose(),
            nfc
        );
    }

    #[test]
    fn the_binary_form_opens_too() {
        let made = generate();
        let (word, plain) = (Secret::new("sana".into()), made.plain_file("2026"));
        let mut recipient = age::scrypt::Recipient::new(secret(&word));
        recipient.set_work_factor(4);
        let file = age::encrypt(&recipient, plain.expose().as_bytes()).unwrap();
        assert!(is_encrypted(&file));
        let read = Identities::parse(&file, &mut pass("sana")).unwrap();
        assert_eq!(read.recipients(), [made.recipient().clone()]);
    }

    #[test]
    fn a_recovery_file_may_say_more_around_the_armour() {
        let (made, word) = (generate(), Secret::new("sana".into()));
        let mut file = made.encrypted_file("2026", &word, 4).unwrap();
        file.splice(0..0, *b"Recovery of the register\r\n\n");
        file.extend(b"\nTo open it: age -d\n");
        let read = Identities::parse(&file, &mut pass("sana")).unwrap();
        assert_eq!(read.recipients(), [made.recipient().clone()]);
        assert!(!is_encrypted(b"# -----BEGIN AGE ENCRYPTED FILE-----"));
    }

    #[test]
    fn damage_and_other_recipients_are_named() {
        let made = generate();
        let file = made
            .encrypted_file("2026", &Secret::new("sana".into()), 4)
            .unwrap();
        let cut = Identities::parse(&file[..file.len() / 2], &mut pass("sana")).err();
        assert!(matches!(cut, Some(Error::Damaged)));
        let sealed = age::encrypt(made.recipient().key(), b"x").unwrap();
        let other = Identities::parse(&sealed, &mut pass("sana")).err();
        assert!(matches!(other, Some(Error::NotForPassphrase)));
    }

    #[test]
    fn work_beyond_22_is_refused_before_it_is_done() {
        let header = "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 23\n\
            3tVYwDEEfrtlF7o7rx9qfVQ0YbdVEdE9dT6HEVZDwcA\n--- Gj1DqUK8y9Lr40wOZ4sEk1YZZ5vF5pJdXC2kYcnvU6A\n0123456789abcdef0123456789abcdef";
        let read = Identities::parse(header.as_bytes(), &mut pass("sana")).err();
        assert!(matches!(read, Some(Error::WorkFactor { log_n: 23 })));
    }
}
