//! Laws of the three-way merge.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rekisteri::model::merge::{Merged, three_way};
use rekisteri::model::{CustomerNumber, FieldPath, Record};

/// Few fields of few values, so that sides agree and disagree often.
fn record() -> impl Strategy<Value = Record> {
    let value = || prop::option::of(prop_oneof![Just("1"), Just("2"), Just("3")]);
    let address = prop::option::of((0..3_u8, 0..3_u8, 0..3_u8));
    (
        prop_oneof![Just("1"), Just("2")],
        value(),
        value(),
        value(),
        address,
    )
        .prop_map(|(name, company, email, ended, address)| {
            let mut fields = BTreeMap::from([(FieldPath::NAME, name.to_owned())]);
            let rest = [
                (FieldPath::COMPANY, company),
                (FieldPath::EMAIL, email),
                (FieldPath::ENDED, ended),
            ];
            fields.extend(
                rest.into_iter()
                    .filter_map(|(path, value)| Some((path, value?.to_owned()))),
            );
            if fields.contains_key(&FieldPath::COMPANY) && name == "2" {
                fields.remove(&FieldPath::NAME);
            }
            if let Some((street, postcode, city)) = address {
                let parts = [street, postcode, city].map(|part| part.to_string());
                fields.extend(FieldPath::BILLING.into_iter().zip(parts));
            }
            Record {
                number: CustomerNumber::new(1001).unwrap(),
                fields,
            }
        })
}

/// Whether each address is one side's whole.
fn address(record: &Record) -> [Option<&str>; 4] {
    FieldPath::BILLING.each_ref().map(|path| record.get(path))
}

fn ours(o: &Record, a: &Record, b: &Record) -> Record {
    three_way(o, a, b).record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn one_changed_side_wins(o in record(), a in record()) {
        let clean = |record: &Record| Merged { record: record.clone(), conflicts: Vec::new() };
        prop_assert_eq!(three_way(&o, &a, &o), clean(&a));
        prop_assert_eq!(three_way(&o, &o, &a), clean(&a));
        prop_assert_eq!(three_way(&o, &a, &a), clean(&a));
    }

    #[test]
    fn sides_are_alike_but_for_the_conflicts(o in record(), a in record(), b in record()) {
        let (one, other) = (three_way(&o, &a, &b), three_way(&o, &b, &a));
        prop_assert_eq!(&one.conflicts, &other.conflicts);
        if one.conflicts.is_empty() {
            prop_assert_eq!(&one.record, &other.record);
        }
    }

    #[test]
    fn the_result_is_a_customer(o in record(), a in record(), b in record()) {
        let merged = ours(&o, &a, &b);
        prop_assert!(merged.get(&FieldPath::NAME).or(merged.get(&FieldPath::COMPANY)).is_some());
        prop_assert!(address(&merged) == address(&a) || address(&merged) == address(&b));
    }
}
