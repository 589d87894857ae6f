//! One case of the law: how it is written, the plan that is made of it, and both said in the same words.

use jiff::civil::Date;
use rekisteri::model::journal::{Event, Journal, Line};
use rekisteri::model::{CustomerNumber, HalfYear, Letters, Rate};
use rekisteri::receivables::{
    Act, Acts, Basis, Channel, Claim, ClaimKind, Earlier, Interest, Kinds, LeftOut, LeftOutWhy,
    Letter, List, Plan, Rates, Since, Timing, Told, addition,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) section: String,
    pub(super) says: String,
    letter: String,
    /// The day on which it is written, where that is not its date.
    today: Option<String>,
    pub(super) kind: Option<String>,
    /// By which way it goes.
    channel: Option<String>,
    #[serde(default)]
    terms: Letters,
    #[serde(default)]
    rates: Vec<Rate>,
    claims: Vec<Listed>,
    #[serde(default)]
    earlier: Vec<Before>,
    #[serde(default)]
    acts: Vec<Done>,
    pub(super) expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a list has as many columns of yes and no"
)]
pub(super) struct Listed {
    pub(super) invoice: String,
    pub(super) dated: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) due: String,
    pub(super) open: String,
    #[serde(default)]
    pub(super) due_agreed: bool,
    #[serde(default)]
    pub(super) no_notice: bool,
    #[serde(default)]
    pub(super) interest_told: bool,
    pub(super) told_on: Option<String>,
    /// The percentage that was told.
    pub(super) told_percent: Option<String>,
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) disputed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    pub(super) invoice: String,
    date: String,
    told: bool,
    /// The percentage that it stated, where that is not the one then in force.
    percent: Option<String>,
    /// By post, where nothing else is said.
    channel: Option<String>,
}

fn channel(name: Option<&str>) -> Channel {
    match name {
        Some("email") => Channel::Email,
        Some("post") | None => Channel::Post,
        Some(other) => panic!("no way: {other}"),
    }
}

/// What was done about a claim besides letters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    invoice: String,
    act: String,
    date: String,
}

/// What is expected of the plan, and of its first letter and that letter's first invoice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    letters: Option<usize>,
    pub(super) kind: Option<String>,
    undue: Option<usize>,
    left_out: Option<Vec<String>>,
    first_day: Option<String>,
    start_section: Option<String>,
    days: Option<u32>,
    pieces: Option<Vec<String>>,
    interest: Option<String>,
    per_day: Option<String>,
    until: Option<String>,
    ahead: Option<Vec<String>>,
    missing: Option<Vec<String>>,
    fee: Option<String>,
    timing: Option<String>,
    /// From what the three years of the first claim that is left out run.
    since: Option<String>,
    /// The percentage that the letter tells, where it tells one.
    tells: Option<String>,
    /// The derived rates that the plan names.
    derived: Option<Vec<String>>,
    /// The days for paying by each way that are more than the owner set.
    least_days: Option<Vec<String>>,
    time_section: Option<String>,
    payments: Option<Vec<String>>,
    due: Option<String>,
    total: Option<String>,
}

pub(super) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn claim(listed: &Listed) -> Claim {
    Claim {
        customer: CustomerNumber::new(1).unwrap(),
        line: 0,
        invoice: listed.invoice.parse().unwrap(),
        invoice_date: listed.dated.as_deref().map(date),
        sent_date: listed.sent.as_deref().map(date),
        due: date(&listed.due),
        amount: None,
        open: listed.open.parse().unwrap(),
        reference: None,
        description: None,
        kind: listed.kind.as_deref().map(|kind| kind.parse().unwrap()),
        due_agreed: listed.due_agreed,
        no_notice: listed.no_notice,
        told: match &listed.told_on {
            Some(day) => Told::On(date(day)),
            None if listed.interest_told => Told::ByInvoice,
            None => Told::No,
        },
        told_percent: listed
            .told_percent
            .as_deref()
            .map(|percent| percent.parse().unwrap()),
        disputed: listed.disputed,
    }
}

pub(super) fn plan(case: &Case) -> Plan {
    let (mut acts, rates) = (Acts::none(), Rates::with(&case.rates));
    for earlier in &case.earlier {
        let day = date(&earlier.date);
        let in_force = rates.reference(HalfYear::of(day));
        let in_force = in_force.map(|reference| reference + addition(ClaimKind::Consumer));
        let stated = earlier.percent.as_deref();
        let stated = stated.map(|percent| percent.parse().unwrap());
        let letter = Earlier {
            date: day,
            told_percent: stated.or(in_force).filter(|_| earlier.told),
            channel: channel(earlier.channel.as_deref()),
            compensation: false,
        };
        acts.add(CustomerNumber::new(1).unwrap(), &earlier.invoice, letter);
    }
    let mut journal = Journal::new(CustomerNumber::new(1).unwrap());
    journal.events.extend(case.acts.iter().map(|done| {
        let mut event = Event::new(date(&done.date), done.act.parse().unwrap());
        event.lines = vec![Line::without_sum(&done.invoice).unwrap()];
        event
    }));
    acts.take(&journal);
    let list = List {
        claims: case.claims.iter().map(|one| claim(one).into()).collect(),
        ..List::default()
    };
    let kinds = Kinds {
        all: case.kind.as_deref().map(|kind| kind.parse().unwrap()),
        ..Kinds::default()
    };
    Plan::new(
        &list,
        &Basis {
            act: Act::Reminder,
            date: date(&case.letter),
            today: date(case.today.as_ref().unwrap_or(&case.letter)),
            customers: &[],
            terms: &case.terms,
            rates: &rates,
            kinds: &kinds,
            acts: &acts,
            waive_interest: false,
            channel: &|_, _| channel(case.channel.as_deref()),
        },
    )
}

/// A value in the words of the cases, with its name.
type Named = (&'static str, String);

/// The plan in the words of the cases, with its first letter and that letter's first invoice.
pub(super) fn came(plan: &Plan) -> Vec<Named> {
    let left_out = |one: &LeftOut| match one.why {
        LeftOutWhy::Disputed => format!("{} disputed", one.invoice),
        LeftOutWhy::Suspended(_) => format!("{} suspended", one.invoice),
        LeftOutWhy::Barred(_) => format!("{} barred", one.invoice),
        LeftOutWhy::Credit(_) => format!("{} credit", one.invoice),
        LeftOutWhy::CreditOfFaulty(_) => format!("{} credit of faulty", one.invoice),
        LeftOutWhy::Faulty(_) => format!("{} faulty", one.invoice),
        // Fonts are tried by the program, not by the rules.
        LeftOutWhy::Unprintable => unreachable!(),
    };
    let left: Vec<String> = plan.left_out.iter().map(left_out).collect();
    let mut came = vec![
        ("letters", plan.letters.len().to_string()),
        ("undue", plan.undue.to_string()),
        ("left_out", left.join(", ")),
        ("since", plan.left_out.first().map_or(String::new(), since)),
        ("derived", {
            let halves = plan.derived_rates.iter().map(|rate| rate.half.to_string());
            halves.collect::<Vec<_>>().join(", ")
        }),
        ("least_days", {
            let ways = plan.least_days().into_iter();
            let ways = ways.map(|(channel, days)| format!("{} {days}", channel.name()));
            ways.collect::<Vec<_>>().join(", ")
        }),
    ];
    came.extend(plan.letters.first().into_iter().flat_map(of_letter));
    came
}

fn since(left: &LeftOut) -> String {
    let LeftOutWhy::Barred(limit) = left.why else {
        return String::new();
    };
    let since = match limit.since {
        Since::AgreedDue => "agreed-due",
        Since::Sending => "sending",
        Since::Letter => "letter",
        Since::Unknown => "unknown",
    };
    format!("{since} {}", limit.last)
}

fn of_letter(letter: &Letter) -> Vec<Named> {
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
    let payments = letter.payments().into_iter();
    let payments: Vec<String> = payments.map(|one| format!("{:.2}", one.sum)).collect();
    let days: u32 = item.pieces.iter().map(|piece| piece.days).sum();
    let mut came = vec![
        ("kind", letter.kind.to_string()),
        ("first_day", first),
        ("start_section", item.start.section.to_owned()),
        ("days", days.to_string()),
        ("pieces", pieces.collect::<Vec<_>>().join(", ")),
        ("fee", format!("{:.2}", letter.fee.sum)),
        ("timing", of_timing(letter.fee.timing)),
        ("time_section", letter.fee.time_section.to_owned()),
        ("payments", payments.join(", ")),
        ("due", letter.due.to_string()),
        ("total", format!("{:.2}", letter.total())),
        ("tells", {
            let told = letter.percent_told.filter(|_| letter.tells_interest());
            told.map_or(String::new(), |percent| percent.normalize().to_string())
        }),
    ];
    came.extend(of_interest(&letter.interest));
    came
}

fn of_timing(timing: Timing) -> String {
    match timing {
        Timing::Now => "now".to_owned(),
        Timing::From(day) => day.to_string(),
        Timing::SentLate => "sent-late".to_owned(),
        Timing::SentUnknown => "sent-unknown".to_owned(),
    }
}

fn of_interest(interest: &Interest) -> Vec<Named> {
    match interest {
        Interest::Sum {
            sum,
            per_day,
            until,
            ahead,
            ..
        } => {
            let per_day = per_day.map_or(String::new(), |sum| sum.normalize().to_string());
            let until = until.map_or(String::new(), |day| day.to_string());
            let ahead: Vec<String> = ahead.iter().map(ToString::to_string).collect();
            vec![
                ("interest", format!("{sum:.2}")),
                ("per_day", per_day),
                ("until", until),
                ("ahead", ahead.join(", ")),
            ]
        }
        Interest::ByLaw { missing } => {
            let halves: Vec<String> = missing.iter().map(ToString::to_string).collect();
            vec![("missing", halves.join(", "))]
        }
        Interest::Waived => Vec::new(),
    }
}

pub(super) fn expected(expect: &Expect) -> Vec<Named> {
    let number = |n: usize| n.to_string();
    let list = |list: &Vec<String>| list.join(", ");
    [
        ("letters", expect.letters.map(number)),
        ("kind", expect.kind.clone()),
        ("undue", expect.undue.map(number)),
        ("left_out", expect.left_out.as_ref().map(list)),
        ("first_day", expect.first_day.clone()),
        ("start_section", expect.start_section.clone()),
        ("days", expect.days.map(|n| n.to_string())),
        ("pieces", expect.pieces.as_ref().map(list)),
        ("interest", expect.interest.clone()),
        ("per_day", expect.per_day.clone()),
        ("until", expect.until.clone()),
        ("ahead", expect.ahead.as_ref().map(list)),
        ("missing", expect.missing.as_ref().map(list)),
        ("fee", expect.fee.clone()),
        ("timing", expect.timing.clone()),
        ("time_section", expect.time_section.clone()),
        ("payments", expect.payments.as_ref().map(list)),
        ("due", expect.due.clone()),
        ("total", expect.total.clone()),
        ("since", expect.since.clone()),
        ("tells", expect.tells.clone()),
        ("derived", expect.derived.as_ref().map(list)),
        ("least_days", expect.least_days.as_ref().map(list)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}
