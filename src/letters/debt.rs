//! The names under which a debtor letter's template finds what is owed: `invoices` (one table each), `claim`, `payment`, and `invoice` where
//! the letter is about one only. Sums of nothing are absent, so that a template can ask for them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::value::Value;
use rust_decimal::Decimal;

use crate::receivables::{Fee, FeeKind, Interest, Item, Letter, Payment};

use super::language::Language;
use super::scope::Scope;

type Entries = BTreeMap<String, Value>;

/// Returns the names of a letter.
pub(super) fn names(letter: &Letter, language: Language) -> Entries {
    let payments = letter.payments();
    let items = letter.items.iter().zip(&payments).enumerate();
    let invoices: Vec<Value> = items
        .map(|(at, (item, payment))| {
            let mut entries = invoice(item, payment, language);
            entries.extend([text("fee", more(letter.fee_on(at)))]);
            Scope::table("invoice", entries)
        })
        .collect();
    let mut names = Entries::from([
        (
            "claim".to_owned(),
            Scope::table("claim", claim(letter, language)),
        ),
        (
            "payment".to_owned(),
            Scope::table(
                "payment",
                Entries::from([
                    text("due", Some(letter.due)),
                    text("total", Some(letter.total())),
                ]),
            ),
        ),
    ]);
    if let [only] = &invoices[..] {
        names.insert("invoice".to_owned(), only.clone());
    }
    names.insert("invoices".to_owned(), Value::from(invoices));
    names
}

fn invoice(item: &Item, payment: &Payment<'_>, language: Language) -> Entries {
    let claim = &item.claim;
    let pieces: Vec<Value> = item
        .pieces
        .iter()
        .map(|piece| {
            let entries = Entries::from([
                text("from", Some(piece.from)),
                text("to", Some(piece.to)),
                text("days", Some(piece.days)),
                text("percent", Some(percent(piece.percent, language))),
                text("sum", Some(piece.sum)),
            ]);
            Scope::table("piece", entries)
        })
        .collect();
    // Said where it is not what is open: the debtor must be able to check what was taken off (as 513/1999 5 a § asks of collectors).
    let invoiced = claim.amount.filter(|sum| *sum != claim.open);
    let mut entries = Entries::from([
        text("number", Some(&claim.invoice)),
        text("date", claim.invoice_date.or(claim.sent_date)),
        text("due", Some(claim.due)),
        text("amount", Some(claim.open)),
        text("invoiced", invoiced),
        text(
            "paid",
            invoiced.and_then(|sum| more(sum - claim.open - item.credited)),
        ),
        text("credited", more(item.credited)),
        text("reference", claim.reference.as_ref()),
        text("description", claim.description.as_ref()),
        text("interest", more(item.interest())),
        text("interest_from", item.start.first),
        text("compensation", more(item.compensation)),
        text("pay", Some(payment.sum)),
    ]);
    entries.insert("pieces".to_owned(), Value::from(pieces));
    entries
}

fn claim(letter: &Letter, language: Language) -> Entries {
    let (sum, per_day, rate, until) = match &letter.interest {
        Interest::Sum {
            sum,
            per_day,
            percent,
            until,
            ..
        } => (more(*sum), per_day.and_then(more), *percent, *until),
        Interest::ByLaw { .. } | Interest::Waived => (None, None, None, None),
    };
    let fee = |what: FeeKind| Some(&letter.fee).filter(|fee: &&Fee| fee.what == what);
    let mut entries = Entries::from([
        text("kind", Some(letter.kind)),
        text("principal", Some(letter.principal())),
        text("interest", sum),
        text("per_day", per_day),
        text("until", until),
        text("percent", rate.map(|rate| percent(rate, language))),
        text("addition", Some(letter.addition)),
        text("fee", fee(FeeKind::Reminder).and_then(|fee| more(fee.sum))),
        text(
            "compensation",
            fee(FeeKind::Compensation).and_then(|fee| more(fee.sum)),
        ),
        text("total", Some(letter.total())),
    ]);
    // By the owner, or because nobody knows from when it would run.
    let waived = !letter.asks_interest();
    entries.insert("waived".to_owned(), Value::from(waived));
    entries.insert("starts".to_owned(), Value::from(starts(letter, language)));
    entries
}

/// The days from which interest runs, and of which invoices: only of those for which no interest is itemised yet, whose table says it.
fn starts(letter: &Letter, language: Language) -> Vec<Value> {
    let mut days: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
    for item in letter.items.iter().filter(|item| item.pieces.is_empty()) {
        if let Some(first) = item.start.first {
            let invoices = days.entry(first).or_default();
            invoices.push(item.claim.invoice.as_str());
        }
    }
    let all = days.values().any(|some| some.len() == letter.items.len());
    let one = |(from, invoices): (Date, Vec<&str>)| {
        let entries = Entries::from([
            text("from", Some(from)),
            text("count", Some(invoices.len())),
            text(
                "numbers",
                Some(listed(&invoices, language)).filter(|_| !all),
            ),
        ]);
        Scope::table("start", entries)
    };
    days.into_iter().map(one).collect()
}

/// `101, 102 ja 103`.
fn listed(numbers: &[&str], language: Language) -> String {
    let and = match language {
        Language::Fi => "ja",
        Language::Sv => "och",
        Language::En => "and",
    };
    match numbers {
        [before @ .., last] if !before.is_empty() => {
            format!("{} {and} {last}", before.join(", "))
        }
        _ => numbers.concat(),
    }
}

/// A sum, unless it is nothing.
fn more(sum: Decimal) -> Option<Decimal> {
    (!sum.is_zero()).then_some(sum)
}

/// `9,5` or `9.5`.
fn percent(percent: Decimal, language: Language) -> String {
    let plain = percent.normalize().to_string();
    match language {
        Language::Fi | Language::Sv => plain.replace('.', ","),
        Language::En => plain,
    }
}

fn text(key: &str, value: Option<impl ToString>) -> (String, Value) {
    let value = value.map_or(Value::from(()), |value| Value::from(value.to_string()));
    (key.to_owned(), value)
}
