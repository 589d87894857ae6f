//! The plan as data: the shape that the README documents. Sums are texts in euros with two decimals (what a day adds has four
//! where it is less than a cent), dates are ISO.

use serde_json::{Value, json};

use super::input::Owed;
use crate::cli::list;
use crate::cli::routes::Routes;
use crate::letters::Route;
use crate::model::amount::{below_a_cent, plain};
use crate::receivables::{FeeKind, Interest, Item, LeftOutWhy, Letter, Plan};

pub(super) fn plan(plan: &Plan, owed: &Owed, routes: &Routes) -> Value {
    let left = plan.left_out.iter().map(|one| {
        json!({
            "customer": one.customer.get(), "invoice": one.invoice.as_str(), "section": one.why.section(),
            "why": match one.why {
                LeftOutWhy::Disputed => "disputed",
                LeftOutWhy::Suspended(_) => "suspended",
                LeftOutWhy::Barred(_) => "time-barred",
                LeftOutWhy::Credit(_) | LeftOutWhy::CreditOfFaulty(_) => "credit-note",
                LeftOutWhy::Faulty(_) => "faulty-row",
                LeftOutWhy::Unprintable => "character",
            },
        })
    });
    let faulty = owed.list().faulty.iter().map(|row| {
        let faults: Vec<String> = row.faults.iter().map(ToString::to_string).collect();
        json!({ "line": row.line, "faults": faults })
    });
    json!({
        "letters": plan.letters.iter().map(|one| letter(one, owed, routes.of(one.customer))).collect::<Vec<_>>(),
        "left_out": left.collect::<Vec<_>>(),
        "undue": plan.undue,
        "paid": plan.paid,
        "closed": owed.list().closed.iter().map(|(state, n)| (state.to_string(), json!(n))).collect::<serde_json::Map<_, _>>(),
        "missing_rates": plan.rates_to_add().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "derived_rates": plan.derived_rates.iter().map(|rate| rate.half.to_string()).collect::<Vec<_>>(),
        "faulty": faulty.collect::<Vec<_>>(),
        "ignored_columns": owed.ignored(),
        "skipped": list::skipped_json(owed.skipped()),
    })
}

fn letter(letter: &Letter, owed: &Owed, route: Route) -> Value {
    let of_a_day = |sum| below_a_cent(sum).unwrap_or_else(|| plain(sum));
    let (interest, per_day, until) = match &letter.interest {
        Interest::Sum {
            sum,
            per_day,
            until,
            ..
        } => (Some(plain(*sum)), per_day.map(of_a_day), *until),
        Interest::ByLaw { .. } | Interest::Waived => (None, None, None),
    };
    json!({
        "customer": letter.customer.get(),
        "called": owed.called(letter.customer).unwrap_or_default(),
        "kind": letter.kind.to_string(),
        "kinds_differ": letter.kinds_differ,
        "date": letter.date.to_string(),
        "due": letter.due.to_string(),
        "principal": plain(letter.principal()),
        "interest": interest,
        "interest_per_day": per_day,
        "interest_per_day_until": until.map(|day| day.to_string()),
        "fee": plain(letter.fee.sum),
        "fee_kind": match letter.fee.what { FeeKind::Reminder => "reminder", FeeKind::Compensation => "compensation" },
        "fee_section": letter.fee.cap_section,
        "fee_possible_from": letter.fee_possible_from().map(|day| day.to_string()),
        "compensated": letter.compensated_before().map(|day| day.to_string()),
        "again": letter.again,
        "reminded": letter.last_reminded().map(|day| day.to_string()),
        "reminder_first": letter.is_demand_at_once(),
        "total": plain(letter.total()),
        "channel": route.channel.name(),
        "channel_why": route.why.code(),
        "channel_section": route.why.section(),
        "invoices": letter.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item) -> Value {
    let pieces = item.pieces.iter().map(|piece| {
        json!({
            "from": piece.from.to_string(), "to": piece.to.to_string(), "days": piece.days,
            "percent": piece.percent.normalize().to_string(), "sum": plain(piece.sum),
        })
    });
    json!({
        "invoice": item.claim.invoice.as_str(),
        "due": item.claim.due.to_string(),
        "open": plain(item.claim.open),
        "credited": plain(item.credited),
        "interest_from": item.start.first.map(|day| day.to_string()),
        "interest_section": item.start.section,
        "interest": pieces.collect::<Vec<_>>(),
    })
}
