//! A public key of age, checked once: what is shown, compared, and sealed to.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::keys::Error;

/// An X25519 recipient, `age1…`; ordered and compared by its text.
#[derive(Clone)]
pub struct Recipient {
    text: String,
    key: age::x25519::Recipient,
}

impl Recipient {
    pub(super) fn of(key: age::x25519::Recipient) -> Self {
        let text = key.to_string();
        Self { text, key }
    }

    pub(super) fn key(&self) -> &age::x25519::Recipient {
        &self.key
    }

    /// Returns the recipient as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse().map(Self::of).map_err(|_| Error::NotARecipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Recipient {}

impl PartialOrd for Recipient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Recipient {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_x25519_recipients_are_read() {
        let made = crate::keys::generate();
        let text = made.recipient().to_string();
        assert_eq!(text.parse::<Recipient>().unwrap(), *made.recipient());
        let mut other = text.clone();
        other.pop();
        for bad in ["", "age1", "ssh-ed25519 AAAA", &other, &format!(" {text}")] {
            assert!(matches!(
                bad.parse::<Recipient>(),
                Err(Error::NotARecipient)
            ));
        }
    }
}
