//! A key just made, and the two files it can be kept in.

use age::secrecy::ExposeSecret as _;

use crate::keys::identities::Known;
use crate::keys::{Error, Identities, Recipient, passphrase};
use crate::secret::Secret;

/// A fresh identity that has not been stored yet.
pub struct NewIdentity(Known);

/// Makes an X25519 identity from the system's randomness.
pub fn generate() -> NewIdentity {
    NewIdentity(Known::of(age::x25519::Identity::generate()))
}

impl NewIdentity {
    /// Returns the public key.
    pub fn recipient(&self) -> &Recipient {
        &self.0.recipient
    }

    /// Returns the identity file as `age-keygen` writes it; `created` is an RFC 3339 moment.
    pub fn plain_file(&self, created: &str) -> Secret {
        let key = self.0.identity.to_string();
        let head = format!("# created: {created}\n# public key: {}\n", self.0.recipient);
        // Room for all of it at once: a growing text would leave copies of the key behind.
        let mut text = String::with_capacity(head.len() + key.expose_secret().len() + 1);
        for part in [&head, key.expose_secret(), "\n"] {
            text.push_str(part);
        }
        Secret::new(text)
    }

    /// Returns that file under a passphrase, armoured; scrypt's N is 2^`log_n`, 18 outside tests.
    ///
    /// # Errors
    /// [`Error::Seal`] if age cannot seal.
    pub fn encrypted_file(
        &self,
        created: &str,
        passphrase: &Secret,
        log_n: u8,
    ) -> Result<Vec<u8>, Error> {
        passphrase::seal(&self.plain_file(created), passphrase, log_n)
    }

    /// Turns the new key into one that opens.
    pub fn into_identities(self) -> Identities {
        Identities(vec![self.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_file_is_the_one_of_age_keygen() {
        let made = generate();
        let file = made.plain_file("2026-11-22T10:00:00Z");
        let lines: Vec<&str> = file.expose().split('\n').collect();
        assert_eq!(lines[0], "# created: 2026-11-22T10:00:00Z");
        assert_eq!(lines[1], format!("# public key: {}", made.recipient()));
        assert!(lines[2].starts_with("AGE-SECRET-KEY-1") && lines[2].len() == 74);
        assert_eq!(lines[3..], [""]);
    }
}
