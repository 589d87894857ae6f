//! The `[sops]` table. Of all that stands in it only `lastmodified` is authenticated, so only what cannot do harm is accepted.

use crate::keys::Recipient;
use crate::sops::enc::{Enc, Flaw};
use crate::sops::raw::{Pairs, Raw};
use crate::sops::{Error, Stamp};
use crate::text::clip;

/// The version of SOPS whose format this is; a file without one gets it at its next change.
pub(super) const VERSION: &str = "3.13.2";
/// SOPS's default, written by it into every file; no name of ours may end so.
pub(super) const SUFFIX: &str = "_unencrypted";

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const END: &str = "-----END AGE ENCRYPTED FILE-----";

/// Parts of names under which SOPS keeps rules and key services, now or in a version to come …
const DANGEROUS: &[&str] = &[
    "regex", "suffix", "crypt", "kms", "vault", "pgp", "gpg", "key", "shamir",
];
/// … and such words, which harmless names may contain.
const DANGEROUS_WORDS: &[&str] = &[
    "age",
    "aws",
    "azure",
    "comment",
    "gcp",
    "kv",
    "mac",
    "only",
    "threshold",
];

/// What a sealed file says about itself.
pub(super) struct Metadata {
    pub(super) stamp: Stamp,
    pub(super) mac: Enc,
    pub(super) age: Vec<Wrapped>,
    pub(super) extras: Vec<(String, Extra)>,
}

/// The data key, wrapped to one recipient.
#[derive(Clone)]
pub(super) struct Wrapped {
    pub(super) recipient: Recipient,
    pub(super) armoured: String,
}

/// The value of an unknown key that is kept.
#[derive(Clone)]
pub(super) enum Extra {
    Text(String),
    Int(i64),
    Bool(bool),
}

impl Metadata {
    pub(super) fn read(pairs: Pairs<'_>) -> Result<Self, Error> {
        let (mut stamp, mut mac, mut age, mut extras) = (None, None, None, Vec::new());
        for (key, value) in pairs {
            match &*key {
                "lastmodified" => stamp = Some(text(&value).ok_or(Error::Stamp)?.parse()?),
                "mac" => mac = Some(read_mac(&value)?),
                "age" => age = Some(read_age(value)?),
                "unencrypted_suffix" => check_suffix(&value)?,
                "version" => check_version(&value)?,
                _ => extras.push(read_extra(&key, value)?),
            }
        }
        Ok(Self {
            stamp: stamp.ok_or(Error::MissingMetadata {
                key: "lastmodified",
            })?,
            mac: mac.ok_or(Error::MissingMetadata { key: "mac" })?,
            age: age.ok_or(Error::NoRecipients)?,
            extras,
        })
    }
}

fn text<'a>(value: &'a Raw<'_>) -> Option<&'a str> {
    match value {
        Raw::Text(text) => Some(text),
        _ => None,
    }
}

fn read_mac(value: &Raw<'_>) -> Result<Enc, Error> {
    let text = text(value).ok_or(Error::Metadata { key: "mac" })?;
    let path = || "sops.mac".to_owned();
    match Enc::parse(text) {
        Ok(mac) if mac.kind == crate::sops::enc::Kind::Str => Ok(mac),
        Ok(_) | Err(Flaw::Type) => Err(Error::Type { path: path() }),
        Err(flaw) => Err(Error::Malformed { path: path(), flaw }),
    }
}

fn check_suffix(value: &Raw<'_>) -> Result<(), Error> {
    let found = text(value).filter(|&suffix| suffix == SUFFIX);
    found.map(|_| ()).ok_or(Error::Suffix)
}

fn check_version(value: &Raw<'_>) -> Result<(), Error> {
    text(value)
        .map(|_| ())
        .ok_or(Error::Metadata { key: "version" })
}

fn read_age(value: Raw<'_>) -> Result<Vec<Wrapped>, Error> {
    let Raw::List(entries) = value else {
        return Err(Error::Metadata { key: "age" });
    };
    let mut age: Vec<Wrapped> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.into_iter().enumerate() {
        let number = at + 1;
        let wrapped = Wrapped::read(entry, number)?;
        if age
            .iter()
            .any(|before| before.recipient == wrapped.recipient)
        {
            return Err(Error::RecipientTwice { number });
        }
        age.push(wrapped);
    }
    if age.is_empty() {
        return Err(Error::NoRecipients);
    }
    Ok(age)
}

impl Wrapped {
    fn read(entry: Raw<'_>, number: usize) -> Result<Self, Error> {
        let Raw::Table(pairs) = entry else {
            return Err(Error::Recipient { number });
        };
        let (mut recipient, mut armoured) = (None, None);
        for (key, value) in pairs {
            match (&*key, value) {
                ("recipient", Raw::Text(text)) => recipient = text.parse().ok(),
                ("enc", Raw::Text(text)) => armoured = armour(&text),
                ("recipient" | "enc", _) => {}
                _ => {
                    return Err(Error::Rule {
                        key: format!("age.{}", clip(&key)),
                    });
                }
            }
        }
        let recipient = recipient.ok_or(Error::Recipient { number })?;
        let armoured = armoured.ok_or(Error::Armour { number })?;
        Ok(Self {
            recipient,
            armoured,
        })
    }
}

/// Takes armour whole, and nothing that could break out of the TOML string it is written into again.
fn armour(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let inside = text
        .strip_prefix(BEGIN)?
        .trim_end_matches('\n')
        .strip_suffix(END)?;
    let harmless = |c: u8| c.is_ascii_alphanumeric() || b"+/=\n".contains(&c);
    inside.bytes().all(harmless).then_some(text)
}

fn read_extra(key: &str, value: Raw<'_>) -> Result<(String, Extra), Error> {
    let refused = || Error::Rule { key: clip(key) };
    if is_dangerous(key) || key.is_empty() || is_odd(key) {
        return Err(refused());
    }
    let extra = match value {
        Raw::Text(text) if !is_odd(&text) => Extra::Text(text.into_owned()),
        Raw::Int(number) => Extra::Int(number),
        Raw::Bool(yes) => Extra::Bool(yes),
        _ => return Err(refused()),
    };
    Ok((key.to_owned(), extra))
}

fn is_dangerous(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let mut words = key.split(['_', '-']);
    DANGEROUS.iter().any(|part| key.contains(part))
        || words.any(|word| DANGEROUS_WORDS.contains(&word))
}

fn is_odd(text: &str) -> bool {
    text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn armour_is_taken_whole_and_harmless() {
        let good = format!("{BEGIN}YWdl\n{END}\n");
        assert_eq!(armour(&good).unwrap(), good);
        assert_eq!(armour(&good.replace('\n', "\r\n")).unwrap(), good);
        let bad = ["\"\"\"\n[x]\n", "\\", "YW dl"];
        assert!(
            bad.iter()
                .all(|bad| armour(&good.replace("YWdl", bad)).is_none())
        );
        assert!(armour("").is_none() && armour(&format!("{good}x")).is_none());
    }

    #[test]
    fn rules_and_key_services_are_refused_by_name() {
        let names = "encrypted_regex unencrypted_regex encrypted_suffix encrypted_comment_regex unencrypted_comment_regex \
            mac_only_encrypted key_groups shamir_threshold kms gcp_kms azure_kv hc_vault hckms pgp";
        for key in names.split(' ') {
            let refused = read_extra(key, Raw::Bool(true)).err().unwrap();
            assert!(refused.to_string().contains(&format!("sops.{key}")));
        }
        assert!(read_extra("AZURE_kv", Raw::Bool(true)).is_err());
        assert!(read_extra("created_by", Raw::Text("x".into())).is_ok());
        assert!(read_extra("language", Raw::Text("x".into())).is_ok());
        assert!(read_extra("created_by", Raw::List(Vec::new())).is_err());
        assert!(read_extra("created_by", Raw::Text("a\nb".into())).is_err());
    }
}
