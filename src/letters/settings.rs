//! What a template asks of the owner: the words for `--set`, declared at its top so that they can be asked for by name.
//!
//! A line `{# setting from: the first day, such as 1.1.2027 #}` declares one that must be given, `{# setting until?: … #}`
//! one that may. Names used without a declaration (`set.name`) are listed too, and are required when the template reaches them.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::forms;
use crate::text;

/// A setting of a template. `Display` is its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The name, as in `--set name=…`.
    pub name: String,
    /// What the template's declaration says of it.
    pub label: Option<String>,
    /// Whether it is declared as one that must be given.
    pub required: bool,
}

impl Display for Setting {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Returns the settings declared in a template's source, in its order.
pub(super) fn declared(source: &str) -> Vec<Setting> {
    source.lines().filter_map(declaration).collect()
}

fn declaration(line: &str) -> Option<Setting> {
    let inner = line.trim().strip_prefix("{#")?.strip_suffix("#}")?;
    let (name, label) = inner.trim().strip_prefix("setting ")?.split_once(':')?;
    let (name, required) = match name.trim().strip_suffix('?') {
        Some(name) => (name, false),
        None => (name.trim(), true),
    };
    let label = Some(label.trim().to_owned());
    Some(Setting {
        name: name.to_owned(),
        label,
        required,
    })
}

/// Returns the declared ones, then those merely used.
pub(super) fn all(sources: &[&str], used: impl Iterator<Item = String>) -> Vec<Setting> {
    let mut found: Vec<Setting> = Vec::new();
    let mentioned = used.map(|name| Setting {
        name,
        label: None,
        required: false,
    });
    for setting in sources
        .iter()
        .flat_map(|one| declared(one))
        .chain(mentioned)
    {
        if !found.iter().any(|known| known.name == setting.name) {
            found.push(setting);
        }
    }
    found
}

/// Returns the required settings that were not given, or are blank.
pub(super) fn lacking(settings: &[Setting], given: &BTreeMap<String, String>) -> Vec<Setting> {
    let absent = |one: &&Setting| {
        given
            .get(&one.name)
            .is_none_or(|text| text.trim().is_empty())
    };
    let needed = settings.iter().filter(|one| one.required);
    needed.filter(absent).cloned().collect()
}

/// Returns a given setting that the template does not use, and those that may be meant: near ones, else all there are.
pub(super) fn unused(
    settings: &[Setting],
    given: &BTreeMap<String, String>,
) -> Option<(String, Vec<String>)> {
    let known = || settings.iter().map(|one| one.name.as_str());
    let name = given
        .keys()
        .find(|name| known().all(|one| one != name.as_str()))?;
    let near = text::similar(name, known());
    let meant = if near.is_empty() {
        known().map(str::to_owned).collect()
    } else {
        near
    };
    Some((name.clone(), meant))
}

/// Returns a given setting that the sources write as a date, by `set.name | date`, and that is none: the template's line would be
/// blamed for it otherwise.
pub(super) fn undated(sources: &[&str], given: &BTreeMap<String, String>) -> Option<String> {
    let squeezed = sources
        .iter()
        .map(|source| source.split_whitespace().collect());
    let squeezed: Vec<String> = squeezed.collect();
    let is_date = |name: &str| {
        let used = format!("set.{name}|date");
        squeezed.iter().any(|source| source.contains(&used))
    };
    let mut blamed = given.iter().filter(|(name, text)| {
        !text.trim().is_empty() && is_date(name) && forms::read_date(text).is_none()
    });
    blamed.next().map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{declared, undated};

    #[test]
    fn a_setting_written_as_a_date_is_one() {
        let sources = ["{{ set.from | date }} {{ set.change }}"];
        let given = |from: &str| {
            let given = [("from", from), ("change", "x")];
            BTreeMap::from(given.map(|(name, text)| (name.to_owned(), text.to_owned())))
        };
        assert_eq!(undated(&sources, &given("32.1.2027")), Some("from".into()));
        assert_eq!(undated(&sources, &given("1.1.2027")), None);
        assert_eq!(undated(&["{{ set.from }}"], &given("soon")), None);
    }

    #[test]
    fn declarations_are_read_from_comments() {
        let found = declared(
            "{# setting from: the day #}\n{# setting until?: or never #}\n{# setting no label #}\ntext",
        );
        assert_eq!(found.len(), 2);
        assert!(found[0].required && found[0].name == "from");
        assert!(!found[1].required && found[1].label.as_deref() == Some("or never"));
    }
}
