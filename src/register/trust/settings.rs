//! `register.toml` then and now, key by key. It is public, so its values may be shown; it is read as any TOML, since a text that
//! is no register's description must be told apart all the same.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::keys::Recipient;

use super::difference::Difference;

/// Returns whom a `register.toml` names as able to open the register, ascending; what is no recipient is left out.
pub(super) fn recipients(text: &str) -> BTreeSet<Recipient> {
    let table: Table = text.parse().unwrap_or_default();
    let keys = table.get("keys").and_then(Value::as_array);
    let keys = keys.into_iter().flatten();
    keys.filter_map(|key| key.get("recipient")?.as_str()?.parse().ok())
        .collect()
}

/// Returns the register's id as the text says it.
pub(super) fn id(text: &str) -> Option<String> {
    let table: Table = text.parse().ok()?;
    Some(table.get("id")?.as_str()?.to_owned())
}

/// Returns everything in which one text differs from another: who opens the register, then the other keys.
pub(in crate::register) fn described(old: &str, new: &str) -> Vec<Difference> {
    let mut all = openers(&recipients(old), &recipients(new));
    all.extend(settings(old, new));
    all
}

/// Returns the keys whose values differ; those that say who opens the register are left to [`openers`].
pub(super) fn settings(old: &str, new: &str) -> Vec<Difference> {
    let (Ok(old), Ok(new)) = (old.parse::<Table>(), new.parse::<Table>()) else {
        return vec![Difference::Description];
    };
    let (old, new) = (flat(old), flat(new));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| old.get(*key) != new.get(*key));
    differ
        .map(|key| Difference::Setting {
            key: key.clone(),
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        })
        .collect()
}

/// Returns the keys that came and went.
pub(super) fn openers(old: &BTreeSet<Recipient>, new: &BTreeSet<Recipient>) -> Vec<Difference> {
    let opener = |recipient: &Recipient, added| Difference::Opener {
        recipient: recipient.clone(),
        added,
    };
    let added = new.difference(old).map(|one| opener(one, true));
    let removed = old.difference(new).map(|one| opener(one, false));
    added.chain(removed).collect()
}

fn flat(table: Table) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (key, value) in table {
        put(&mut all, key, value);
    }
    all.retain(|key, _| !(key.starts_with("keys.") && key.ends_with(".recipient")));
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
        let told = settings(old, new)
            .into_iter()
            .map(|difference| match difference {
                Difference::Setting { key, old, new } => (key, old, new),
                other => panic!("{other}"),
            });
        told.collect()
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
        let one = "[[keys]]\nname = \"A\"\nnote = \"1\"\n";
        let two = format!("{one}[[keys]]\nname = \"A\"\nnote = \"1\"\n");
        assert_eq!(changed(one, &two).len(), 2);
    }

    #[test]
    fn who_opens_it_is_told_by_the_key_alone() {
        let (one, two) = (crate::keys::generate(), crate::keys::generate());
        let text = |key: &Recipient| format!("[[keys]]\nname = \"A\"\nrecipient = \"{key}\"\n");
        let (old, new) = (text(one.recipient()), text(two.recipient()));
        assert_eq!(settings(&old, &new), []);
        let told = openers(&recipients(&old), &recipients(&new));
        let told: Vec<&str> = told.iter().map(Difference::code).collect();
        assert_eq!(told, ["opener-added", "opener-removed"]);
        assert!(recipients("keys = 1").is_empty() && recipients("[").is_empty());
    }
}
