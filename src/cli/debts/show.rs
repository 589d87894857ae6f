//! The plan in words: one block a letter, with law and money.

use super::input::Owed;
use super::json;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::list;
use crate::cli::plan::tell;
use crate::cli::routes::{self, Routes};
use crate::cli::words::{Argument, Words};
use crate::letters::Route;
use crate::model::{Customer, CustomerNumber, HalfYear, amount, date};
use crate::receivables::{
    Fee, FeeKind, Interest, Item, KindWhy, LeftOut, LeftOutWhy, Letter, Misfit, Plan, Since,
    Timing, law,
};
use crate::text;

/// Shows a plan on stderr, or as data with `--json`.
pub(in crate::cli) fn show(
    context: &Context,
    plan: &Plan,
    owed: &Owed,
    routes: &Routes,
) -> Result<(), CommandError> {
    if context.globals().json {
        return context.ui().json(&json::plan(plan, owed, routes));
    }
    let words = context.words();
    for letter in &plan.letters {
        for line in block(words, owed, letter) {
            tell(context, &line);
        }
        tell(context, &way(words, routes.of(letter.customer)));
    }
    for one in &plan.left_out {
        tell(context, &left_out(words, owed.customers(), one));
    }
    let rest = [
        faults(words, owed),
        code_forms(words, owed),
        closed(words, owed),
        ignored(words, owed),
        least_days(words, plan),
        derived(words, plan),
        list::skipped(words, owed.skipped()),
        rates(words, plan),
    ];
    for line in rest.iter().flatten() {
        tell(context, line);
    }
    tell(context, &counts(words, plan, owed));
    routes
        .told(context)
        .iter()
        .for_each(|line| tell(context, line));
    Ok(())
}

/// What is wrong with the rows that cannot be used, in the screen's words.
fn faults(words: &Words, owed: &Owed) -> Vec<String> {
    let rows = owed.list().faulty.iter();
    let each = rows.flat_map(|row| row.faults.iter().map(|fault| (row.line, fault)));
    let said = each.map(|(line, fault)| {
        let rule = words.rule(&fault.rule);
        let fault = match &fault.column {
            Some(column) => format!("{column} {rule}"),
            None => rule,
        };
        let values = [("line", line.into()), ("fault", fault.into())];
        words.say_with("import-fault", &values)
    });
    said.collect()
}

/// The rows whose number or description has the form of a personal identity code, which a letter prints.
fn code_forms(words: &Words, owed: &Owed) -> Vec<String> {
    let list = owed.list();
    let is_faulty = |line: &u64| list.faulty.iter().any(|row| row.line == *line);
    let rows = list.code_forms.iter().filter(|(line, _)| !is_faulty(line));
    let said = rows.map(|(line, columns)| {
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let values = [
            ("line", (*line).into()),
            ("columns", columns.join(", ").into()),
        ];
        words.say_with("debt-code-form", &values)
    });
    said.collect()
}

/// The rows that nobody is reminded of, by their status.
fn closed(words: &Words, owed: &Owed) -> Vec<String> {
    let closed = owed.list().closed.iter().filter(|(_, n)| **n > 0);
    let said: Vec<String> = closed
        .map(|(state, n)| words.say_with(&format!("debt-closed-{state}"), &[("n", (*n).into())]))
        .collect();
    if said.is_empty() {
        return said;
    }
    vec![words.say_with("debt-closed", &[("rows", said.join(", ").into())])]
}

/// The columns that were not read.
fn ignored(words: &Words, owed: &Owed) -> Vec<String> {
    if owed.ignored().is_empty() {
        return Vec::new();
    }
    let columns = text::visible(&owed.ignored().join(", "));
    vec![words.say_with("import-ignored", &[("columns", columns.into())])]
}

/// How much time consumers get, where that is more than the owner set.
fn least_days(words: &Words, plan: &Plan) -> Vec<String> {
    let ways = plan.least_days().into_iter();
    let said = ways.map(|(channel, days)| {
        let channel = words.say(&format!("channel-{}", channel.name()));
        let values = [
            ("channel", channel.into()),
            ("days", days.into()),
            ("section", law::TIME_TO_PAY.into()),
        ];
        words.say_with("debt-least-days", &values)
    });
    said.collect()
}

/// The rates in use that were derived.
fn derived(words: &Words, plan: &Plan) -> Vec<String> {
    let said = plan.derived_rates.iter().map(|rate| {
        let percent = rate.reference.to_string().replace('.', ",");
        let values = [
            ("half", rate.half.to_string().into()),
            ("percent", percent.into()),
        ];
        words.say_with("debt-derived-rate", &values)
    });
    said.collect()
}

/// How to add each rate that is missing.
fn rates(words: &Words, plan: &Plan) -> Vec<String> {
    let missing = plan.rates_to_add();
    let said = missing.iter().map(|half| {
        let values = [("half", half.to_string().into())];
        words.say_with("debt-add-rate", &values)
    });
    said.collect()
}

fn counts(words: &Words, plan: &Plan, owed: &Owed) -> String {
    let counts = [
        ("letters", plan.letters.len()),
        ("undue", plan.undue),
        ("paid", plan.paid),
        ("left", plan.left_out.len()),
        ("faulty", owed.list().faulty.len()),
    ];
    words.say_with("debt-plan", &counts.map(|(name, n)| (name, n.into())))
}

fn money(sum: rust_decimal::Decimal) -> fluent_bundle::FluentValue<'static> {
    let small = amount::below_a_cent(sum).map(|sum| sum.replace('.', ","));
    let sum = small.unwrap_or_else(|| amount::finnish(sum));
    format!("{sum}\u{a0}€").into()
}

fn day(day: jiff::civil::Date) -> fluent_bundle::FluentValue<'static> {
    date::finnish(day).into()
}

/// The days of a span, its last among them; one day is one date.
fn span(from: jiff::civil::Date, to: jiff::civil::Date) -> String {
    let (first, last) = (date::finnish(from), date::finnish(to));
    if from == to {
        first
    } else {
        format!("{first}–{last}")
    }
}

fn named(customers: &[Customer], number: CustomerNumber) -> String {
    let place = customers.binary_search_by_key(&number, Customer::number);
    text::visible(place.map_or("", |at| customers[at].title()))
}

fn block(words: &Words, owed: &Owed, letter: &Letter) -> Vec<String> {
    let name = named(owed.customers(), letter.customer);
    let kind = words.say(&format!("debt-kind-{}", letter.kind));
    let number = [("number", letter.customer.to_string().into())];
    let why = words.say_with(why(letter.kind_why), &number);
    let heading = [
        ("number", letter.customer.to_string().into()),
        ("name", name.into()),
        ("kind", kind.into()),
        ("why", why.into()),
        ("total", money(letter.total())),
        ("due", day(letter.due)),
    ];
    let mut lines = vec![words.say_with("debt-letter", &heading)];
    if let Some(names) = owed.called(letter.customer) {
        let names = text::visible(&names.join(", "));
        lines.push(words.say_with("debt-called", &[("names", names.into())]));
    }
    if letter.kinds_differ {
        lines.push(words.say("debt-kinds-differ"));
    }
    for item in &letter.items {
        lines.extend(invoice(words, letter, item));
    }
    // Where nothing runs yet, the invoices' own lines have said from when it will.
    let none = matches!(&letter.interest, Interest::Sum { sum, per_day, .. }
        if sum.is_zero() && per_day.is_none_or(|day| day.is_zero()));
    if !none {
        lines.push(interest(words, letter));
    }
    lines.push(fee(words, &letter.fee));
    if let Some(last) = letter.compensated_before() {
        let values = [("date", day(last)), ("section", law::COMPENSATION.into())];
        lines.push(words.say_with("debt-compensated", &values));
    }
    if let Some(last) = letter.last_reminded() {
        lines.push(words.say_with("debt-reminded", &[("date", day(last))]));
    }
    if letter.again {
        lines.push(words.say("debt-again"));
    }
    if letter.is_demand_at_once() {
        lines.push(words.say("debt-not-reminded"));
    }
    lines
}

fn way(words: &Words, route: Route) -> String {
    let channel = words.say(&format!("channel-{}", route.channel.name()));
    let values = [
        ("channel", channel.into()),
        ("why", routes::reason(words, route.why).into()),
    ];
    words.say_with("debt-channel", &values)
}

fn why(why: KindWhy) -> &'static str {
    match why {
        KindWhy::Listed => "debt-why-listed",
        KindWhy::Said => "debt-why-said",
        KindWhy::NoCompany => "debt-why-no-company",
        KindWhy::LegalForm => "debt-why-legal-form",
        KindWhy::PublicName => "debt-why-public-name",
        KindWhy::Assumed => "debt-why-assumed",
    }
}

fn invoice(words: &Words, letter: &Letter, item: &Item) -> Vec<String> {
    let values: [Argument<'_>; 3] = [
        ("invoice", text::visible(item.claim.invoice.as_str()).into()),
        ("due", day(item.claim.due)),
        ("open", money(item.claim.open)),
    ];
    let mut lines = vec![words.say_with("debt-invoice", &values)];
    if !item.credited.is_zero() {
        lines.push(words.say_with("debt-credited", &[("sum", money(item.credited))]));
    }
    for piece in &item.pieces {
        let values = [
            ("span", span(piece.from, piece.to).into()),
            ("days", piece.days.into()),
            (
                "percent",
                piece
                    .percent
                    .normalize()
                    .to_string()
                    .replace('.', ",")
                    .into(),
            ),
            ("sum", money(piece.sum)),
            ("section", item.start.section.into()),
        ];
        lines.push(words.say_with("debt-piece", &values));
    }
    if item.pieces.is_empty() && letter.interest != Interest::Waived {
        let section = ("section", item.start.section.into());
        lines.push(match item.start.first {
            Some(first) => words.say_with("debt-no-interest-yet", &[("from", day(first)), section]),
            None if item.start.section == law::INTEREST_TOLD => {
                words.say_with("debt-interest-untold", &[section])
            }
            None => words.say_with("debt-interest-unknown-start", &[section]),
        });
    }
    lines
}

/// The half-year of the day after the letter.
fn next_half(letter: &Letter) -> HalfYear {
    HalfYear::of(letter.date.tomorrow().unwrap_or(letter.date))
}

fn interest(words: &Words, letter: &Letter) -> String {
    let section = if letter.addition
        == crate::receivables::addition(crate::receivables::ClaimKind::Business)
    {
        law::RATE_BUSINESS
    } else {
        law::RATE
    };
    match &letter.interest {
        Interest::Waived => words.say("debt-interest-waived"),
        Interest::ByLaw { missing } => {
            let halves: Vec<String> = missing.iter().map(ToString::to_string).collect();
            let values = [
                ("halves", halves.join(", ").into()),
                ("section", section.into()),
            ];
            words.say_with("debt-interest-by-law", &values)
        }
        Interest::Sum {
            sum,
            per_day,
            until,
            ..
        } => {
            let mut values: Vec<Argument<'_>> =
                vec![("sum", money(*sum)), ("section", section.into())];
            let key = if let (Some(per_day), Some(until)) = (per_day, until) {
                values.push(("day", money(*per_day)));
                values.push(("until", day(*until)));
                "debt-interest"
            } else {
                values.push(("half", next_half(letter).to_string().into()));
                "debt-interest-then-unknown"
            };
            words.say_with(key, &values)
        }
    }
}

fn fee(words: &Words, fee: &Fee) -> String {
    let kind = match fee.what {
        FeeKind::Reminder => "debt-fee-reminder",
        FeeKind::Compensation => "debt-fee-compensation",
    };
    let mut values: Vec<Argument<'_>> = vec![
        ("what", words.say(kind).into()),
        ("sum", money(fee.sum)),
        ("most", money(fee.set.unwrap_or(fee.cap))),
        ("cap", fee.cap_section.into()),
        ("time", fee.time_section.into()),
    ];
    let key = match (fee.set, fee.timing) {
        (None, Timing::From(from)) => {
            values.push(("from", day(from)));
            "debt-fee-not-set-from"
        }
        (None, Timing::Now) => "debt-fee-not-set",
        (Some(_), Timing::Now) => "debt-fee",
        (Some(_), Timing::From(from)) => {
            values.push(("from", day(from)));
            "debt-fee-from"
        }
        (_, Timing::SentLate) => "debt-fee-sent-late",
        (_, Timing::SentUnknown) => "debt-fee-sent-unknown",
    };
    words.say_with(key, &values)
}

fn since(since: Since) -> &'static str {
    match since {
        Since::AgreedDue => "debt-since-due",
        Since::Sending => "debt-since-sending",
        Since::Letter => "debt-since-letter",
        Since::Unknown => "debt-since-unknown",
    }
}

fn left_out(words: &Words, customers: &[Customer], one: &LeftOut) -> String {
    let mut values: Vec<Argument<'_>> = vec![
        ("number", one.customer.to_string().into()),
        ("name", named(customers, one.customer).into()),
        ("invoice", text::visible(one.invoice.as_str()).into()),
        ("section", one.why.section().unwrap_or_default().into()),
    ];
    let key = match one.why {
        LeftOutWhy::Disputed => "debt-left-disputed",
        LeftOutWhy::Suspended(last) => {
            values.push(("last", day(last)));
            "debt-left-suspended"
        }
        LeftOutWhy::Barred(limit) => {
            values.push(("last", day(limit.last)));
            values.push(("since", words.say(since(limit.since)).into()));
            "debt-left-barred"
        }
        LeftOutWhy::CreditOfFaulty(line) => {
            values.push(("line", line.into()));
            "debt-left-credit-faulty"
        }
        LeftOutWhy::Faulty(line) => {
            values.push(("line", line.into()));
            "debt-left-faulty"
        }
        LeftOutWhy::Unprintable => "debt-left-unprintable",
        LeftOutWhy::Credit(Misfit::None) => "debt-left-credit-none",
        LeftOutWhy::Credit(Misfit::Several) => "debt-left-credit-several",
        LeftOutWhy::Credit(Misfit::Exceeds) => "debt-left-credit-exceeds",
    };
    words.say_with(key, &values)
}
