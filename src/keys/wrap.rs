//! Data keys, wrapped to recipients: the `enc` of a sealed file. Unwrapping is the hot path of every command that reads all records.

use std::io::Read;
use std::iter;

use age::armor::ArmoredReader;
use age::{DecryptError, Decryptor};

use crate::keys::{Error, Identities, Recipient};
use crate::secret::DataKey;

/// Wraps a data key to one recipient, armoured.
///
/// # Errors
/// [`Error::Seal`] if age cannot seal.
pub fn wrap(key: &DataKey, recipient: &Recipient) -> Result<String, Error> {
    age::encrypt_and_armor(recipient.key(), key.expose()).map_err(|_| Error::Seal)
}

impl Identities {
    /// Opens a data key from its wraps, each given with the recipient it names. Only wraps that name one of our recipients
    /// are tried, so that a file for many recipients costs no more than one for us alone.
    ///
    /// # Errors
    /// [`Error::NoKey`] with all recipients if none is ours or does what it says; [`Error::Damaged`], [`Error::DataKeyLength`].
    pub fn unwrap<'a>(
        &self,
        wraps: impl Iterator<Item = (&'a Recipient, &'a str)> + Clone,
    ) -> Result<DataKey, Error> {
        for (recipient, armoured) in wraps.clone() {
            let ours = self.0.iter().find(|known| known.recipient == *recipient);
            if let Some(known) = ours {
                match open(&known.identity, armoured) {
                    Err(Error::NoKey { .. }) => {}
                    done => return done,
                }
            }
        }
        let recipients = wraps.map(|(recipient, _)| recipient.clone()).collect();
        Err(Error::NoKey { recipients })
    }
}

fn open(identity: &age::x25519::Identity, armoured: &str) -> Result<DataKey, Error> {
    let reader = ArmoredReader::new(armoured.as_bytes());
    let file = Decryptor::new_buffered(reader).map_err(|_| Error::Damaged)?;
    let plain = file
        .decrypt(iter::once(identity as _))
        .map_err(|error| refusal(&error))?;
    data_key(plain)
}

fn refusal(error: &DecryptError) -> Error {
    match error {
        DecryptError::NoMatchingKeys => Error::NoKey {
            recipients: Vec::new(),
        },
        _ => Error::Damaged,
    }
}

/// Reads exactly 32 bytes and sees that nothing follows.
fn data_key(mut plain: impl Read) -> Result<DataKey, Error> {
    let key = DataKey::fill(|room| fill(&mut plain, room))?;
    match plain.read(&mut [0; 1]) {
        Ok(0) => Ok(key),
        Ok(_) => Err(Error::DataKeyLength),
        Err(_) => Err(Error::Damaged),
    }
}

fn fill(plain: &mut impl Read, room: &mut [u8]) -> Result<(), Error> {
    let mut filled = 0;
    while filled < room.len() {
        match plain
            .read(&mut room[filled..])
            .map_err(|_| Error::Damaged)?
        {
            0 => return Err(Error::DataKeyLength),
            more => filled += more,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::generate;

    fn unwrap(keys: &Identities, wraps: &[(&Recipient, &str)]) -> Result<DataKey, Error> {
        keys.unwrap(wraps.iter().copied())
    }

    #[test]
    fn each_recipient_opens_and_nobody_else() {
        let (one, two, other) = (generate(), generate(), generate());
        let (first, second) = (one.recipient().clone(), two.recipient().clone());
        let key = DataKey::new([7; 32]);
        let (a, b) = (wrap(&key, &first).unwrap(), wrap(&key, &second).unwrap());
        let wraps = [(&first, a.as_str()), (&second, b.as_str())];
        for keys in [one.into_identities(), two.into_identities()] {
            assert_eq!(unwrap(&keys, &wraps).unwrap().expose(), &[7; 32]);
        }
        let refused = unwrap(&other.into_identities(), &wraps).err().unwrap();
        assert!(matches!(&refused, Error::NoKey { recipients } if recipients.len() == 2));
        assert!(refused.to_string().contains(first.as_str()));
    }

    #[test]
    fn a_wrap_that_names_the_wrong_recipient_does_not_open() {
        let (ours, other) = (generate(), generate());
        let armoured = wrap(&DataKey::new([7; 32]), other.recipient()).unwrap();
        let named = ours.recipient().clone();
        let refused = unwrap(&ours.into_identities(), &[(&named, &armoured)]).err();
        assert!(matches!(refused, Some(Error::NoKey { .. })));
    }

    #[test]
    fn what_is_no_data_key_is_refused() {
        let ours = generate();
        let named = ours.recipient().clone();
        let seal = |bytes: &[u8]| age::encrypt_and_armor(named.key(), bytes).unwrap();
        let (short, long) = (seal(&[1; 31]), seal(&[1; 33]));
        let keys = ours.into_identities();
        for armoured in [&short, &long] {
            let refused = unwrap(&keys, &[(&named, armoured)]).err();
            assert!(matches!(refused, Some(Error::DataKeyLength)));
        }
        let cut = unwrap(&keys, &[(&named, &short[..120])]).err();
        assert!(matches!(cut, Some(Error::Damaged)));
    }
}
