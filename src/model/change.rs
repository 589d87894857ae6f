//! What differs between two states of a customer, field by field.

use std::collections::BTreeSet;
use std::fmt;

use super::{FieldPath, Record};

/// One field that was set, removed or replaced.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: FieldPath,
    /// What it was; none if it was absent.
    pub old: Option<String>,
    /// What it became; none if it was removed.
    pub new: Option<String>,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let act = match (&self.old, &self.new) {
            (None, _) => "set",
            (_, None) => "removed",
            _ => "replaced",
        };
        write!(f, "{} {act}", self.field)
    }
}

/// Returns the differences in the order of the paths.
pub fn changes(old: &Record, new: &Record) -> Vec<Change> {
    let paths: BTreeSet<&FieldPath> = old.fields.keys().chain(new.fields.keys()).collect();
    paths
        .into_iter()
        .filter(|path| old.get(path) != new.get(path))
        .map(|path| Change {
            field: path.clone(),
            old: old.get(path).map(str::to_owned),
            new: new.get(path).map(str::to_owned),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::record;

    #[test]
    fn set_removed_and_replaced() {
        let old = record(1001, &[("name", "A"), ("email", "a@example.fi")]);
        let new = record(1001, &[("name", "B"), ("phone", "1")]);
        let shown = format!("{:?}", changes(&old, &new));
        assert_eq!(
            shown,
            "[customer.email removed, customer.name replaced, customer.phone set]"
        );
        assert_eq!(changes(&old, &old), []);
    }
}
