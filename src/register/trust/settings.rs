//! `register.toml` then and now, key by key. It is public, so its values may be shown.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::history::{BlobId, Repo};
use crate::keys::Recipient;
use crate::register::error::Error;
use crate::register::store::{parse_description, read_description};

use super::difference::Difference;

/// Returns whom a `register.toml` names as able to open the register, ascending; what is no recipient is left out, and so is
/// everybody where the register's own reader refuses the text.
pub(super) fn recipients(text: &str) -> BTreeSet<Recipient> {
    let description = read_description(text);
    let keys = description.map(|it| it.keys).unwrap_or_default();
    let keys = keys.iter();
    keys.filter_map(|key| key.recipient.parse().ok()).collect()
}

/// Returns the register's id as the text says it.
pub(super) fn id(text: &str) -> Option<String> {
    read_description(text)
        .ok()
        .map(|description| description.id)
}

/// Returns everything that one text of `register.toml` says and another does not, both by their content.
///
/// # Errors
/// Where the new one is not a description.
pub(super) fn described(
    repo: &Repo,
    old: Option<BlobId>,
    new: Option<BlobId>,
) -> Result<Vec<Difference>, Error> {
    let text = |blob: Option<BlobId>| -> Result<String, Error> {
        let bytes = blob.map(|blob| repo.blob(blob)).transpose()?;
        Ok(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
    };
    let (old, new) = (text(old)?, text(new)?);
    parse_description(&new)?;
    let before: Vec<Recipient> = recipients(&old).into_iter().collect();
    let mut all = openers(&before, &new);
    all.extend(settings(&old, &new));
    Ok(all)
}

/// Returns the keys whose values differ; those that say who opens the register are left to [`openers`], where it is another key.
pub(super) fn settings(old: &str, new: &str) -> Vec<Difference> {
    let (Ok(old), Ok(new)) = (old.parse::<Table>(), new.parse::<Table>()) else {
        return vec![Difference::Description];
    };
    let (old, new) = (flat(old), flat(new));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| old.get(*key) != new.get(*key));
    let is_opener = |key: &&String| {
        key.starts_with("keys.") && (!old.contains_key(*key) || !new.contains_key(*key))
    };
    differ
        .filter(|key| !is_opener(key))
        .map(|key| Difference::Setting {
            key: key.clone(),
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        })
        .collect()
}

/// Returns the keys that came and went; one that is no age recipient is named each time.
pub(super) fn openers(trusted: &[Recipient], text: &str) -> Vec<Difference> {
    let description = read_description(text);
    let keys = description.map(|it| it.keys).unwrap_or_default();
    let (mut found, mut now) = (Vec::new(), BTreeSet::new());
    for key in keys {
        let (name, recipient) = (key.name.clone(), key.recipient.clone());
        match key.recipient.parse::<Recipient>() {
            Ok(parsed) => {
                if !trusted.contains(&parsed) && now.insert(parsed.clone()) {
                    let recipient = parsed.to_string();
                    let added = true;
                    found.push(Difference::Opener {
                        name,
                        recipient,
                        added,
                    });
                }
                now.insert(parsed);
            }
            Err(_) => found.push(Difference::NoRecipient { name, recipient }),
        }
    }
    let gone = trusted.iter().filter(|recipient| !now.contains(recipient));
    found.extend(gone.map(|recipient| Difference::Opener {
        name: String::new(),
        recipient: recipient.to_string(),
        added: false,
    }));
    found
}

/// Every value that is not blank, by dotted key; the entries of a list by what people call them, who opens the register by the key.
fn flat(table: Table) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (key, value) in table {
        match value {
            Value::Array(list) if key == "keys" => {
                for holder in list {
                    let text = |key: &str| holder.get(key).and_then(Value::as_str);
                    let recipient = text("recipient").unwrap_or_default().trim();
                    let name = text("name").unwrap_or_default().to_owned();
                    all.insert(format!("keys.{recipient}"), name);
                }
            }
            value => put(&mut all, key, value),
        }
    }
    all.retain(|_, value| !value.is_empty());
    all
}
fn put(all: &mut BTreeMap<String, String>, key: String, value: Value) {
    match value {
        Value::Table(table) => {
            for (inner, value) in table {
                put(all, format!("{key}.{inner}"), value);
            }
        }
        Value::Array(list) if list.iter().all(Value::is_table) => {
            for (at, value) in list.into_iter().enumerate() {
                let name = name(&value).unwrap_or_else(|| (at + 1).to_string());
                let name = format!("{key}.{name}");
                // A second of the same name is told apart by its place.
                let name = if taken(all, &name) {
                    format!("{name} {}", at + 1)
                } else {
                    name
                };
                put(all, name, value);
            }
        }
        Value::String(text) => drop(all.insert(key, text)),
        other => drop(all.insert(key, other.to_string())),
    }
}

/// What people call an entry of a list.
fn name(entry: &Value) -> Option<String> {
    let said = ["path", "name", "what"]
        .iter()
        .find_map(|key| entry.get(key));
    Some(said?.as_str()?.to_owned())
}

fn taken(all: &BTreeMap<String, String>, name: &str) -> bool {
    let inside = format!("{name}.");
    all.range(inside.clone()..)
        .next()
        .is_some_and(|(key, _)| key.starts_with(&inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(old: &str, new: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let all = settings(old, new).into_iter();
        let values = all.map(|difference| match difference {
            Difference::Setting { key, old, new } => (key, old, new),
            other => panic!("{other}"),
        });
        values.collect()
    }

    #[test]
    fn keys_are_told_by_name() {
        let old =
            "[bank]\niban = \"FI1\"\n[[recipients]]\nname = \"Tilitoimisto\"\nkey = \"age1a\"\n";
        let new =
            "[bank]\niban = \"FI2\"\n[[recipients]]\nname = \"Tilitoimisto\"\nkey = \"age1b\"\n";
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            changed(old, new),
            [
                ("bank.iban".to_owned(), text("FI1"), text("FI2")),
                (
                    "recipients.Tilitoimisto.key".to_owned(),
                    text("age1a"),
                    text("age1b")
                ),
            ]
        );
        assert_eq!(changed(old, old), []);
        assert_eq!(settings(old, "["), [Difference::Description]);
    }

    #[test]
    fn a_second_of_the_same_name_does_not_hide_the_first() {
        let one = "[[recipients]]\nname = \"A\"\nkey = \"1\"\n";
        let two = format!("{one}[[recipients]]\nname = \"A\"\nkey = \"1\"\n");
        assert_eq!(changed(one, &two).len(), 2);
    }

    #[test]
    fn who_opens_it_is_told_by_the_key_and_what_is_no_key_is_named() {
        let (one, two) = (crate::keys::generate(), crate::keys::generate());
        let text = |name: &str, key: &str| {
            format!(
                "id = \"3f9c0d1e5a7b2c48\"\nname = \"X\"\n[[keys]]\nname = \"{name}\"\nrecipient = \"{key}\"\n"
            )
        };
        let (old, new) = (one.recipient().to_string(), two.recipient().to_string());
        let trusted: Vec<Recipient> = recipients(&text("A", &old)).into_iter().collect();
        assert_eq!(settings(&text("A", &old), &text("A", &new)), []);
        let codes = |text: &str| -> Vec<&str> {
            let all = openers(&trusted, text);
            all.iter().map(Difference::code).collect()
        };
        assert_eq!(codes(&text("A", &new)), ["opener-added", "opener-removed"]);
        assert_eq!(codes(&text("A", &old)), [] as [&str; 0]);
        assert_eq!(changed(&text("A", &old), &text("B", &old)).len(), 1);
        assert_eq!(recipients("keys = 1").len() + recipients("[").len(), 0);
    }
}
