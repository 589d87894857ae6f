//! Two changed states of one customer and the state that both came from, made into one: field by field, an address as a whole.
//!
//! A street of one side and a postcode of the other would be an address where nobody lives, so the parts of an address go
//! together; and a customer that each side left with one of two names keeps them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{FieldPath, Record};

/// What is merged as one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A table whose fields are whole or absent.
    Address(&'static str),
    /// Any other field.
    Field(FieldPath),
}

/// What became of two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The result, with our value where both sides changed the same.
    pub record: Record,
    /// What both sides changed to different values.
    pub conflicts: Vec<Part>,
}

impl Part {
    fn of(path: &FieldPath) -> Self {
        match path.table() {
            "billing_address" => Self::Address("billing_address"),
            "postal_address" => Self::Address("postal_address"),
            _ => Self::Field(path.clone()),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(table) => f.write_str(table),
            Self::Field(path) => write!(f, "{path}"),
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

type Values<'a> = BTreeMap<&'a FieldPath, &'a str>;
type Parts<'a> = BTreeMap<Part, Values<'a>>;

/// Merges `theirs` into `ours`; `base` is what both came from.
pub fn three_way(base: &Record, ours: &Record, theirs: &Record) -> Merged {
    let (o, a, b) = (parts(base), parts(ours), parts(theirs));
    let all: BTreeSet<&Part> = o.keys().chain(a.keys()).chain(b.keys()).collect();
    let mut taken: Parts<'_> = BTreeMap::new();
    let mut conflicts = BTreeSet::new();
    for part in all {
        let (old, mine, other) = (o.get(part), a.get(part), b.get(part));
        let both = mine != other && mine != old && other != old;
        if both {
            conflicts.insert(part.clone());
        }
        let chosen = if mine == old && !both { other } else { mine };
        if let Some(values) = chosen {
            taken.insert(part.clone(), values.clone());
        }
    }
    keep_a_name([&o, &a, &b], &mut taken, &mut conflicts);
    merged(ours, &taken, conflicts)
}

/// Compares two sides of which it is not known what they came from: every difference is a conflict.
pub fn two_way(ours: &Record, theirs: &Record) -> Merged {
    let (a, b) = (parts(ours), parts(theirs));
    let all: BTreeSet<&Part> = a.keys().chain(b.keys()).collect();
    let different = all.into_iter().filter(|part| a.get(part) != b.get(part));
    Merged {
        record: ours.clone(),
        conflicts: different.cloned().collect(),
    }
}

/// Whether two records have a value in common that tells one customer from another.
pub fn may_be_one(a: &Record, b: &Record) -> bool {
    let telling = [
        FieldPath::NAME,
        FieldPath::COMPANY,
        FieldPath::EMAIL,
        FieldPath::BUSINESS_ID,
    ];
    telling
        .iter()
        .any(|path| a.get(path).is_some() && a.get(path) == b.get(path))
}

fn parts(record: &Record) -> Parts<'_> {
    let mut parts: Parts<'_> = BTreeMap::new();
    for (path, value) in &record.fields {
        parts
            .entry(Part::of(path))
            .or_default()
            .insert(path, value.as_str());
    }
    parts
}

/// A customer needs a name or a company. Where one side took away the one and the other side the other, both are in conflict,
/// whoever merges.
fn keep_a_name<'a>(
    [o, a, b]: [&Parts<'a>; 3],
    taken: &mut Parts<'a>,
    conflicts: &mut BTreeSet<Part>,
) {
    let names = [FieldPath::NAME, FieldPath::COMPANY].map(Part::Field);
    let is_named = |side: &Parts<'_>| names.iter().any(|name| side.contains_key(name));
    let survives = |name: &Part, first: &Parts<'_>, second: &Parts<'_>| {
        let (old, mine, other) = (o.get(name), first.get(name), second.get(name));
        if mine == old { other } else { mine }.is_some()
    };
    let nameless = |first, second| names.iter().all(|name| !survives(name, first, second));
    if !(is_named(a) && is_named(b)) || !(nameless(a, b) || nameless(b, a)) {
        return;
    }
    for name in names {
        match a.get(&name) {
            Some(values) => taken.insert(name.clone(), values.clone()),
            None => taken.remove(&name),
        };
        conflicts.insert(name);
    }
}

fn merged(ours: &Record, taken: &Parts<'_>, conflicts: BTreeSet<Part>) -> Merged {
    let mut record = Record::new(ours.number);
    for (path, value) in taken.values().flatten() {
        record.fields.insert((*path).clone(), (*value).to_owned());
    }
    Merged {
        record,
        conflicts: conflicts.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::record;

    const ADDRESS: &[(&str, &str)] = &[
        ("name", "A"),
        ("billing_address.street", "S 1"),
        ("billing_address.postcode", "92100"),
        ("billing_address.city", "Raahe"),
    ];

    fn with(base: &[(&str, &str)], more: &[(&str, &str)]) -> Record {
        record(1001, &[base, more].concat())
    }

    fn in_conflict(merged: &Merged) -> Vec<String> {
        merged.conflicts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn different_fields_of_both_sides_are_taken() {
        let base = with(ADDRESS, &[("email", "a@example.fi")]);
        let ours = with(ADDRESS, &[("email", "b@example.fi")]);
        let theirs = with(ADDRESS, &[("email", "a@example.fi"), ("phone", "1")]);
        let merged = three_way(&base, &ours, &theirs);
        assert_eq!(
            merged.record,
            with(ADDRESS, &[("email", "b@example.fi"), ("phone", "1")])
        );
        assert_eq!(merged.conflicts, []);
    }

    #[test]
    fn one_field_with_two_new_values_keeps_ours() {
        let base = with(ADDRESS, &[("phone", "1")]);
        let (ours, theirs) = (with(ADDRESS, &[("phone", "2")]), with(ADDRESS, &[]));
        let merged = three_way(&base, &ours, &theirs);
        assert_eq!(merged.record, ours);
        assert_eq!(in_conflict(&merged), ["customer.phone"]);
    }

    #[test]
    fn an_address_is_never_put_together_from_two() {
        let base = with(ADDRESS, &[]);
        let ours = with(ADDRESS, &[("billing_address.street", "Uusikatu 2")]);
        let theirs = with(ADDRESS, &[("billing_address.postcode", "92120")]);
        let merged = three_way(&base, &ours, &theirs);
        assert_eq!(merged.record, ours);
        assert_eq!(in_conflict(&merged), ["billing_address"]);
    }

    #[test]
    fn a_removal_and_a_restoring_are_changes_like_others() {
        let base = with(ADDRESS, &[("state.ended", "2026-11-01")]);
        let (restored, moved) = (
            with(ADDRESS, &[]),
            with(ADDRESS, &[("state.ended", "2026-11-01"), ("phone", "1")]),
        );
        let merged = three_way(&base, &restored, &moved);
        assert_eq!(merged.record, with(ADDRESS, &[("phone", "1")]));
        assert_eq!(merged.conflicts, []);
    }

    #[test]
    fn a_customer_keeps_a_name() {
        let base = record(1001, &[("name", "A"), ("company", "X Oy")]);
        let (ours, theirs) = (
            record(1001, &[("company", "X Oy")]),
            record(1001, &[("name", "A")]),
        );
        let merged = three_way(&base, &ours, &theirs);
        assert_eq!(merged.record, ours);
        assert_eq!(in_conflict(&merged), ["customer.company", "customer.name"]);
    }

    #[test]
    fn without_a_base_every_difference_is_a_conflict() {
        let (ours, theirs) = (with(ADDRESS, &[]), with(ADDRESS, &[("phone", "1")]));
        let merged = two_way(&ours, &theirs);
        assert_eq!(merged.record, ours);
        assert_eq!(in_conflict(&merged), ["customer.phone"]);
        assert_eq!(two_way(&ours, &ours).conflicts, []);
    }

    #[test]
    fn what_tells_customers_apart_is_not_where_they_live() {
        let address = ADDRESS.get(1..).unwrap();
        let one = with(address, &[("name", "A"), ("email", "a@example.fi")]);
        let other = with(address, &[("name", "B")]);
        assert!(!may_be_one(&one, &other));
        assert!(may_be_one(
            &one,
            &record(1001, &[("email", "a@example.fi")])
        ));
    }
}
