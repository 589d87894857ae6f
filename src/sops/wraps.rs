//! Who may open a file: the data key, wrapped to each recipient.
//!
//! The data key of a file lives as long as everyone who knew it may still read: adding a recipient keeps it, so that a diff shows
//! only the new wrap; taking one away makes a new key, or the one who left could open whatever is written later.

use crate::keys::{self, Recipient};
use crate::secret::DataKey;
use crate::sops::Error;
use crate::sops::metadata::Wrapped;
use crate::sops::opened::Origin;

impl Origin {
    /// Whether everybody who can open the file still may.
    pub(super) fn nobody_left(&self, recipients: &[&Recipient]) -> bool {
        let age = &self.document.metadata.age;
        age.iter()
            .all(|wrapped| recipients.contains(&&wrapped.recipient))
    }
}

/// The recipients, each once.
pub(super) fn distinct(recipients: &[Recipient]) -> Vec<&Recipient> {
    let mut found: Vec<&Recipient> = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        if !found.contains(&recipient) {
            found.push(recipient);
        }
    }
    found
}

/// The wraps of the file where its recipients stayed the same, else new ones for all.
pub(super) fn wraps(
    origin: Option<&Origin>,
    key: &DataKey,
    recipients: &[&Recipient],
) -> Result<Vec<Wrapped>, Error> {
    let age = origin.map(|origin| &origin.document.metadata.age);
    // Nobody left, so the same number means the same recipients.
    if let Some(age) = age.filter(|age| age.len() == recipients.len()) {
        return Ok(age.clone());
    }
    let wrap = |&recipient: &&Recipient| {
        let armoured = keys::wrap(key, recipient).map_err(Error::Wrap)?;
        let recipient = recipient.clone();
        Ok(Wrapped {
            recipient,
            armoured,
        })
    };
    recipients.iter().map(wrap).collect()
}

#[cfg(test)]
mod tests {
    use crate::keys;
    use crate::sops::seal::tests::{BOTH, keys as made, line, open, stamp, tree};
    use crate::sops::{Error, Opened, Sealed};

    #[test]
    fn a_new_recipient_keeps_the_values_one_who_leaves_renews_them() {
        let ((first, one), (second, two)) = (made(), made());
        let old = Opened::new(tree(BOTH))
            .seal(std::slice::from_ref(&one), &stamp())
            .unwrap();
        let both = [one.clone(), two.clone(), one.clone()];
        let joined = open(&old, &first).seal(&both, &stamp()).unwrap();
        assert_eq!(line(&old, "name"), line(&joined, "name"));
        assert_eq!(
            Sealed::parse(&joined).unwrap().recipients(),
            [one, two.clone()]
        );
        let left = open(&joined, &second).seal(&[two], &stamp()).unwrap();
        assert_ne!(line(&joined, "name"), line(&left, "name"));
        assert!(*open(&left, &second).tree() == tree(BOTH));
        let refused = Sealed::parse(&left).unwrap().open(&first).err();
        assert!(matches!(
            refused,
            Some(Error::Key(keys::Error::NoKey { .. }))
        ));
    }
}
