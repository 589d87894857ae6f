//! Laws of interest and fees that hold of any sum and any day.

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::*;
use rekisteri::model::{HalfYear, Letters, Rate};
use rekisteri::receivables::interest::pieces;
use rekisteri::receivables::{
    Act, Acts, Basis, Channel, ClaimKind, Kinds, List, Plan, Rates, workdays,
};
use rust_decimal::Decimal;

use super::case::{Listed, claim, date};

/// Every half-year from 2019 on, the ones that are not built in included.
fn rates() -> Rates {
    let all = (2019..2040).flat_map(|year| [(year, 1), (year, 2)]);
    let rates: Vec<Rate> = all
        .map(|(year, half)| Rate {
            half: format!("{year}-H{half}").parse().unwrap(),
            reference: format!("{},5", (year + half) % 5).parse().unwrap(),
            source: String::new(),
        })
        .collect();
    Rates::only(&rates)
}

fn day() -> impl Strategy<Value = Date> {
    (0..4000i32).prop_map(|days| date("2019-01-01").saturating_add(days.days()))
}

fn cents() -> impl Strategy<Value = Decimal> {
    (1..10_000_000i64).prop_map(|cents| Decimal::new(cents, 2))
}

fn sum(open: Decimal, from: Date, to: Date) -> Decimal {
    let pieces = pieces(open, from, to, Decimal::from(7), &rates()).unwrap();
    pieces.iter().map(|piece| piece.sum).sum()
}

proptest! {
    /// Splitting a delay anywhere changes the interest by no more than the rounding of one piece to cents.
    #[test]
    fn interest_adds_up(open in cents(), from in day(), first in 0..800i32, second in 0..800i32) {
        let middle = from.saturating_add(first.days());
        let to = middle.saturating_add(second.days());
        let whole = sum(open, from, to);
        let parts = sum(open, from, middle) + sum(open, middle.tomorrow().unwrap(), to);
        prop_assert!((whole - parts).abs() <= Decimal::new(15, 3), "{whole} and {parts}");
    }

    #[test]
    fn interest_grows_with_days_and_money_and_is_never_negative(
        open in cents(), more in cents(), from in day(), days in -400..800i32) {
        let to = from.saturating_add(days.days());
        let interest = sum(open, from, to);
        prop_assert!(interest >= Decimal::ZERO);
        prop_assert!(sum(open, from, to.tomorrow().unwrap()) >= interest);
        prop_assert!(sum(open + more, from, to) >= interest);
    }

    /// Pieces lie side by side, each within one half-year.
    #[test]
    fn pieces_cover_every_day_once(from in day(), days in 0..1500i32) {
        let to = from.saturating_add(days.days());
        let pieces = pieces(Decimal::ONE, from, to, Decimal::from(8), &rates()).unwrap();
        let mut next = from;
        for piece in &pieces {
            prop_assert_eq!(piece.from, next);
            prop_assert_eq!(HalfYear::of(piece.from), HalfYear::of(piece.to));
            next = piece.to.tomorrow().unwrap();
        }
        prop_assert_eq!(next, to.tomorrow().unwrap());
        prop_assert_eq!(pieces.iter().map(|piece| piece.days).sum::<u32>(), u32::try_from(days).unwrap() + 1);
    }

    /// Whatever stands in the settings, no letter asks for more than the law's fee, and its payments add up to its total.
    #[test]
    fn no_fee_is_above_its_cap(
        kind in prop_oneof![
            Just(ClaimKind::Consumer), Just(ClaimKind::Business), Just(ClaimKind::Public), Just(ClaimKind::Other)],
        fees in (0..10_000i64, 0..10_000i64, 0..10_000i64), open in cents(), due in day(), late in 0..900i32, agreed: bool) {
        let sums = [fees.0, fees.1, fees.2].map(|cents| Some(Decimal::new(cents, 2)));
        let terms = Letters { reminder_fee_consumer: sums[0], reminder_fee_business: sums[1], compensation: sums[2], ..Letters::default() };
        let one = |invoice: &str| {
            let mut claim = claim(&Listed {
                    invoice: invoice.to_owned(), dated: None, told_on: None, kind: None, sent: Some(due.saturating_sub(20.days()).to_string()), due: due.to_string(),
                open: open.to_string(), due_agreed: agreed, no_notice: agreed, told_percent: None, interest_told: true, disputed: false,
            });
            claim.kind = Some(kind);
            claim
        };
        let list = List { claims: vec![one("1").into(), one("2").into()], ..List::default() };
        let date = due.saturating_add(late.days());
        let plan = Plan::new(&list, &Basis {
                act: Act::Demand, date, today: date, customers: &[], terms: &terms, rates: &rates(),
            kinds: &Kinds::default(), acts: &Acts::none(), waive_interest: false, channel: &|_, _| Channel::Post,
        });
        for letter in &plan.letters {
            let cap = match kind {
                ClaimKind::Consumer => 5,
                ClaimKind::Other => 12,
                _ if terms.compensation.unwrap().is_zero() => 12,
                ClaimKind::Business | ClaimKind::Public => 80,
            };
            prop_assert!(letter.fee.sum <= Decimal::from(cap));
            let payments: Decimal = letter.payments().iter().map(|payment| payment.sum).sum();
            prop_assert_eq!(payments, letter.total());
            prop_assert!(workdays::is_workday(letter.due) && letter.due > date);
        }
    }
}
