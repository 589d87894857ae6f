//! The law as cases: one file each under `tests/cases/law`, with its section; what a case expects is all that is compared.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use rekisteri::model::{CustomerNumber, Letters, Rate};
use rekisteri::receivables::{
    Act, Acts, Basis, Claim, Earlier, Interest, Kinds, LeftOutWhy, List, Plan, Rates, Timing, Told,
};
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    section: String,
    says: String,
    letter: String,
    kind: String,
    #[serde(default)]
    terms: Letters,
    #[serde(default)]
    rates: Vec<Rate>,
    claims: Vec<Listed>,
    #[serde(default)]
    earlier: Vec<Before>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    invoice: String,
    sent: Option<String>,
    due: String,
    open: String,
    #[serde(default)]
    due_agreed: bool,
    #[serde(default)]
    interest_told: bool,
    #[serde(default)]
    disputed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    invoice: String,
    date: String,
    told: bool,
}

/// What is expected of the plan, and of its first letter and that letter's first invoice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    letters: Option<usize>,
    undue: Option<usize>,
    left_out: Option<Vec<String>>,
    first_day: Option<String>,
    start_section: Option<String>,
    days: Option<u32>,
    pieces: Option<Vec<String>>,
    interest: Option<String>,
    per_day: Option<String>,
    missing: Option<Vec<String>>,
    fee: Option<String>,
    timing: Option<String>,
    due: Option<String>,
    total: Option<String>,
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn claim(listed: &Listed) -> Claim {
    Claim {
        customer: CustomerNumber::new(1).unwrap(),
        line: 0,
        invoice: listed.invoice.parse().unwrap(),
        invoice_date: None,
        sent_date: listed.sent.as_deref().map(date),
        due: date(&listed.due),
        amount: None,
        open: listed.open.parse().unwrap(),
        reference: None,
        description: None,
        kind: None,
        due_agreed: listed.due_agreed,
        told: if listed.interest_told {
            Told::ByInvoice
        } else {
            Told::No
        },
        disputed: listed.disputed,
    }
}

fn plan(case: &Case) -> Plan {
    let mut acts = Acts::none();
    for earlier in &case.earlier {
        let letter = Earlier {
            date: date(&earlier.date),
            told_interest: earlier.told,
        };
        acts.add(CustomerNumber::new(1).unwrap(), &earlier.invoice, letter);
    }
    let list = List {
        claims: case.claims.iter().map(claim).collect(),
        ..List::default()
    };
    let kinds = Kinds {
        all: Some(case.kind.parse().unwrap()),
        ..Kinds::default()
    };
    Plan::new(
        &list,
        &Basis {
            act: Act::Reminder,
            date: date(&case.letter),
            customers: &[],
            terms: &case.terms,
            rates: &Rates::with(&case.rates),
            kinds: &kinds,
            acts: &acts,
            waive_interest: false,
        },
    )
}

/// The plan in the words of the cases: each with its name.
fn came(plan: &Plan) -> Vec<(&'static str, String)> {
    let left_out = |one: &rekisteri::receivables::LeftOut| match one.why {
        LeftOutWhy::Disputed => format!("{} disputed", one.invoice),
        LeftOutWhy::Barred(_) => format!("{} barred", one.invoice),
        LeftOutWhy::Credit(_) => format!("{} credit", one.invoice),
        LeftOutWhy::CreditOfFaulty(_) => format!("{} credit of faulty", one.invoice),
        LeftOutWhy::Faulty(_) => format!("{} faulty", one.invoice),
    };
    let left: Vec<String> = plan.left_out.iter().map(left_out).collect();
    let mut came = vec![
        ("letters", plan.letters.len().to_string()),
        ("undue", plan.undue.to_string()),
        ("left_out", left.join(", ")),
    ];
    let Some(letter) = plan.letters.first() else {
        return came;
    };
    let item = &letter.items[0];
    let pieces = item.pieces.iter().map(|piece| {
        let percent = piece.percent.normalize();
        format!(
            "{} {} {} {percent} {:.2}",
            piece.from, piece.to, piece.days, piece.sum
        )
    });
    let first = item
        .start
        .first
        .map_or(String::new(), |day| day.to_string());
    let days: u32 = item.pieces.iter().map(|piece| piece.days).sum();
    came.extend([
        ("first_day", first),
        ("start_section", item.start.section.to_owned()),
        ("days", days.to_string()),
        ("pieces", pieces.collect::<Vec<_>>().join(", ")),
        ("fee", format!("{:.2}", letter.fee.sum)),
        (
            "timing",
            match letter.fee.timing {
                Timing::Now => "now".to_owned(),
                Timing::From(day) => day.to_string(),
                Timing::SentLate => "sent-late".to_owned(),
                Timing::SentUnknown => "sent-unknown".to_owned(),
            },
        ),
        ("due", letter.due.to_string()),
        ("total", format!("{:.2}", letter.total())),
    ]);
    match &letter.interest {
        Interest::Sum { sum, per_day, .. } => came.extend([
            ("interest", format!("{sum:.2}")),
            (
                "per_day",
                per_day.map_or(String::new(), |sum| format!("{sum:.2}")),
            ),
        ]),
        Interest::ByLaw { missing } => {
            let halves: Vec<String> = missing.iter().map(ToString::to_string).collect();
            came.push(("missing", halves.join(", ")));
        }
        Interest::Waived => {}
    }
    came
}

fn expected(expect: &Expect) -> Vec<(&'static str, String)> {
    let number = |n: usize| n.to_string();
    let list = |list: &Vec<String>| list.join(", ");
    [
        ("letters", expect.letters.map(number)),
        ("undue", expect.undue.map(number)),
        ("left_out", expect.left_out.as_ref().map(list)),
        ("first_day", expect.first_day.clone()),
        ("start_section", expect.start_section.clone()),
        ("days", expect.days.map(|n| n.to_string())),
        ("pieces", expect.pieces.as_ref().map(list)),
        ("interest", expect.interest.clone()),
        ("per_day", expect.per_day.clone()),
        ("missing", expect.missing.as_ref().map(list)),
        ("fee", expect.fee.clone()),
        ("timing", expect.timing.clone()),
        ("due", expect.due.clone()),
        ("total", expect.total.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// Every rule of law that decides who is asked, how much and by when; each has a case.
const RULES: [&str; 22] = [
    "513/1999 2 §",
    "513/1999 3 §",
    "513/1999 4 §",
    "513/1999 4 § 3 mom.",
    "513/1999 4 b §",
    "513/1999 10 a §",
    "513/1999 10 b §",
    "513/1999 10 e §",
    "513/1999 10 f §",
    "513/1999 10 i §",
    "30/2013 1 §",
    "622/1947 5 § 2 mom.",
    "150/1930 5 §",
    "633/1982 4 §",
    "633/1982 4 a §",
    "633/1982 5 §",
    "633/1982 6 §",
    "633/1982 6 § 2 mom.",
    "633/1982 12 §",
    "728/2003 4 §",
    "728/2003 10 §",
    "728/2003 13 §",
];

/// `513/1999 10 e and 10 f §` cites two sections, `;` and `,` part acts, and what stands in parentheses is a remark.
fn cited(section: &str) -> Vec<String> {
    let acts = section.split('(').next().unwrap_or_default();
    let acts = acts.split([';', ',']).map(str::trim);
    acts.flat_map(|act| {
        let (number, sections) = act.split_once(' ').unwrap();
        let (sections, rest) = sections.split_once(" §").unwrap();
        let each = sections.split(" and ");
        each.map(move |one| format!("{number} {one} §{}", rest.trim_end()))
    })
    .collect()
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/law");
    let cases = fs::read_dir(folder).unwrap();
    let sections = cases.flat_map(|entry| {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        cited(&toml::from_str::<Case>(&text).unwrap().section)
    });
    let sections: std::collections::BTreeSet<String> = sections.collect();
    let rules = RULES.map(str::to_owned).into();
    assert_eq!(sections, rules);
}

#[test]
fn every_case_of_the_law_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/law");
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            case.section.contains('§') && !case.says.is_empty(),
            "{name}"
        );
        let found = came(&plan(&case));
        let expected = expected(&case.expect);
        assert!(!expected.is_empty(), "{name}");
        for pair in expected {
            if !found.contains(&pair) {
                let instead = found.iter().find(|(name, _)| *name == pair.0);
                wrong.push(format!("{name}: {pair:?}, came {instead:?}"));
            }
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases > 58, "only {cases} cases");
}

mod properties {
    use super::{Decimal, date};
    use jiff::ToSpan as _;
    use jiff::civil::Date;
    use proptest::prelude::*;
    use rekisteri::model::{HalfYear, Letters, Rate};
    use rekisteri::receivables::interest::pieces;
    use rekisteri::receivables::{Act, Acts, Basis, ClaimKind, Kinds, List, Plan, Rates, workdays};

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
            kind in prop_oneof![Just(ClaimKind::Consumer), Just(ClaimKind::Business), Just(ClaimKind::Other)],
            fees in (0..10_000i64, 0..10_000i64, 0..10_000i64), open in cents(), due in day(), late in 0..900i32, agreed: bool) {
            let sums = [fees.0, fees.1, fees.2].map(|cents| Some(Decimal::new(cents, 2)));
            let terms = Letters { reminder_fee_consumer: sums[0], reminder_fee_business: sums[1], compensation: sums[2], ..Letters::default() };
            let one = |invoice: &str| {
                let mut claim = super::claim(&super::Listed {
                    invoice: invoice.to_owned(), sent: Some(due.saturating_sub(20.days()).to_string()), due: due.to_string(),
                    open: open.to_string(), due_agreed: agreed, interest_told: true, disputed: false,
                });
                claim.kind = Some(kind);
                claim
            };
            let list = List { claims: vec![one("1"), one("2")], ..List::default() };
            let date = due.saturating_add(late.days());
            let plan = Plan::new(&list, &Basis {
                act: Act::Demand, date, customers: &[], terms: &terms, rates: &rates(),
                kinds: &Kinds::default(), acts: &Acts::none(), waive_interest: false,
            });
            for letter in &plan.letters {
                let cap = match kind {
                    ClaimKind::Consumer => 5,
                    ClaimKind::Other => 12,
                    ClaimKind::Business if terms.compensation.unwrap().is_zero() => 12,
                    ClaimKind::Business => 80,
                };
                prop_assert!(letter.fee.sum <= Decimal::from(cap));
                let payments: Decimal = letter.payments().iter().map(|payment| payment.sum).sum();
                prop_assert_eq!(payments, letter.total());
                prop_assert!(workdays::is_workday(letter.due) && letter.due > date);
            }
        }
    }
}
