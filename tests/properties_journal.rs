//! Laws of the journal: a set of events, whatever order they came in, and the same after printing and reading.

use proptest::prelude::*;
use rekisteri::model::CustomerNumber;
use rekisteri::model::journal::{Event, Hash, Journal, Line};
use rust_decimal::Decimal;

fn number() -> CustomerNumber {
    CustomerNumber::new(1001).unwrap()
}

/// Few values, so that journals agree and disagree often.
fn event() -> impl Strategy<Value = Event> {
    let lines = prop::collection::vec(
        (
            prop_oneof!["[A-Z;, 0-9]{1,4}x", Just("101".to_owned())],
            -9_999_i64..9_999,
        ),
        0..3,
    );
    (
        1..4_i8,
        0..2_u8,
        lines,
        any::<bool>(),
        prop::option::of(0..2_u8),
        prop::option::of(2..4_u16),
    )
        .prop_map(|(day, act, lines, told, hash, order)| {
            let act = ["reminder", "notice"][usize::from(act)];
            let mut event = Event::new(jiff::civil::date(2026, 12, day), act.parse().unwrap());
            let asks = order.is_none();
            let line = |(invoice, cents): &(String, i64)| {
                if asks {
                    Line::new(invoice, Decimal::new(*cents, 2)).unwrap()
                } else {
                    Line::without_sum(invoice).unwrap()
                }
            };
            event.lines = lines.iter().map(line).collect();
            event.order = order;
            event.basis = told.then(|| "633/1982 9,5 %".parse().unwrap());
            event.sha256 = hash.and_then(|digit| Hash::parse(&digit.to_string().repeat(64)));
            event
        })
}

fn journal() -> impl Strategy<Value = Journal> {
    prop::collection::vec(event(), 0..6).prop_map(|events| {
        let mut journal = Journal::new(number());
        journal.events.extend(events);
        journal
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn union_asks_for_no_order(a in journal(), b in journal(), c in journal()) {
        prop_assert!(a.union(&b) == b.union(&a));
        prop_assert!(a.union(&b).union(&c) == a.union(&b.union(&c)));
        prop_assert!(a.union(&a) == a);
        prop_assert!(a.union(&Journal::new(number())) == a);
    }

    #[test]
    fn a_merge_is_alike_from_both_sides_and_takes_the_changed_one(o in journal(), a in journal(), b in journal()) {
        prop_assert!(Journal::merge(&o, &a, &b) == Journal::merge(&o, &b, &a));
        prop_assert!(Journal::merge(&o, &a, &o) == a);
        prop_assert!(Journal::merge(&o, &a, &a) == a);
        let none = Journal::new(number());
        prop_assert!(Journal::merge(&none, &a, &b) == a.union(&b));
    }

    #[test]
    fn what_is_printed_is_read_again(journal in journal()) {
        let printed = journal.print();
        let again = Journal::parse(number(), &printed).unwrap();
        prop_assert!(again == journal);
        prop_assert!(again.print() == printed);
    }
}
