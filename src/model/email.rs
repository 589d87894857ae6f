//! E-mail addresses: the part of RFC 5321 that is in use, with international domains.
//!
//! Quoted local parts and address literals are refused: in a customer register they are typing errors.

use std::fmt;
use std::str::FromStr;

use super::by_text::{redacted, serde_by_text};
use super::{Rule, name};

/// An e-mail address as it was written. Compare two with [`Email::same_as`]: case does not count.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case, for finding and comparing.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// Whether both are the same mailbox in practice.
    pub fn same_as(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}

impl FromStr for Email {
    type Err = Rule;

    fn from_str(raw: &str) -> Result<Self, Rule> {
        let address = name::required(raw)?;
        let (local, domain) = address.rsplit_once('@').ok_or(Rule::Email)?;
        // RFC 5321, 4.5.3.1: 64 octets before the sign, 254 in all (the path's 256 less its brackets)
        if address.len() > 254 || local.len() > 64 || !is_local(local) || !is_domain(domain) {
            return Err(Rule::Email);
        }
        Ok(Self(address))
    }
}

/// A dot-atom: no empty part between full stops.
fn is_local(local: &str) -> bool {
    local.split('.').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    })
}

/// Two labels or more, the last not a number.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && labels
            .last()
            .is_some_and(|top| !top.bytes().all(|b| b.is_ascii_digit()))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

redacted!(Email);
serde_by_text!(Email);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_make_another_mailbox() {
        let upper: Email = "Aino@Example.FI".parse().unwrap();
        let lower: Email = "aino@example.fi".parse().unwrap();
        assert!(upper.same_as(&lower));
        assert_eq!(upper.as_str(), "Aino@Example.FI");
    }
}
