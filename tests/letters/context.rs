//! What a letter is made from, as the cases say it in TOML: sender, customer, settings, and a debt that goes through the plan.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use rekisteri::letters::{Addressee, Context, First, Party, Sender};
use rekisteri::model::{CustomerNumber, Letters, Rate};
use rekisteri::receivables::{
    Act, Acts, Basis, Channel, Claim, CreditNote, Kinds, Letter, List, Plan, Rates, Told,
};
use toml::{Table, Value};

use super::root;

fn text(table: Option<&Table>, key: &str) -> Option<String> {
    Some(table?.get(key)?.as_str()?.to_owned())
}

fn party(table: Option<&Table>) -> Party {
    Party {
        name: text(table, "name"),
        street: text(table, "street"),
        postcode: text(table, "postcode"),
        city: text(table, "city"),
        country: text(table, "country"),
        phone: text(table, "phone"),
        email: text(table, "email"),
    }
}

fn sender(toml: &Table) -> Sender {
    let table = |name: &str| toml.get(name).and_then(Value::as_table);
    Sender {
        controller: party(table("controller")),
        business_id: text(table("controller"), "business_id"),
        contact: party(table("contact")),
        iban: text(table("bank"), "iban"),
        bic: text(table("bank"), "bic"),
        holder: text(table("bank"), "holder"),
        notice_url: text(Some(toml), "notice_url"),
    }
}

/// Every declared field; an empty text in a case stands for a field without a value.
fn fields(toml: &Table) -> BTreeMap<String, BTreeMap<String, Option<String>>> {
    let tables = ["customer", "billing_address", "postal_address", "state"];
    let of = |name: &str| {
        let table = toml.get(name).and_then(Value::as_table)?;
        let value = |value: &Value| {
            value
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        Some((
            name.to_owned(),
            table
                .iter()
                .map(|(key, one)| (key.clone(), value(one)))
                .collect(),
        ))
    };
    tables.into_iter().filter_map(of).collect()
}

/// The debt of a case: one invoice or several, with the rates and terms of the case, through the plan.
fn debt(toml: &Table, date: Date) -> Option<Letter> {
    let owed = toml.get("claim").and_then(Value::as_table);
    let own = |key: &str| text(owed, key);
    let rate = |reference: String| Rate {
        half: "2026-H2".parse().unwrap(),
        reference: reference.parse().unwrap(),
        source: String::new(),
    };
    let fee = own("fee").map(|fee| fee.parse().unwrap());
    let kind = own("kind").unwrap_or_else(|| "consumer".to_owned());
    let plan = Plan::new(
        &list(toml),
        &Basis {
            act: Act::Reminder,
            date,
            today: date,
            customers: &[],
            terms: &Letters {
                reminder_fee_consumer: fee,
                reminder_fee_business: fee,
                compensation: own("compensation").map(|sum| sum.parse().unwrap()),
                payment_days_business: 14,
                ..Letters::default()
            },
            rates: &Rates::with(&own("rate").map(rate).into_iter().collect::<Vec<_>>()),
            kinds: &Kinds {
                all: Some(kind.parse().unwrap()),
                ..Kinds::default()
            },
            acts: &Acts::none(),
            waive_interest: own("waived").is_some(),
            channel: &|_, _| Channel::Post,
        },
    );
    plan.letters.into_iter().next()
}

/// The invoices of a case, and a credit note for each that says `credit`.
fn list(toml: &Table) -> List {
    let one = toml.get("invoice").and_then(Value::as_table);
    let several = toml.get("invoices").and_then(Value::as_array);
    let several = several.into_iter().flatten().filter_map(Value::as_table);
    let invoices: Vec<&Table> = one.into_iter().chain(several).collect();
    List {
        claims: invoices.iter().map(|table| claim(table).into()).collect(),
        credits: invoices.iter().filter_map(|table| credit(table)).collect(),
        ..List::default()
    }
}

fn claim(table: &Table) -> Claim {
    let get = |key: &str| text(Some(table), key);
    let day = |key: &str| get(key).map(|day| day.parse::<Date>().unwrap());
    Claim {
        customer: CustomerNumber::new(1001).unwrap(),
        line: 0,
        invoice: get("number").unwrap().parse().unwrap(),
        invoice_date: day("date"),
        sent_date: None,
        due: day("due").unwrap(),
        amount: get("invoiced").map(|sum| sum.parse().unwrap()),
        open: get("amount").unwrap().parse().unwrap(),
        reference: get("reference").map(|text| text.parse().unwrap()),
        description: get("description").map(|text| text.parse().unwrap()),
        kind: None,
        due_agreed: get("due_agreed").is_some(),
        no_notice: false,
        told: Told::ByInvoice,
        told_percent: None,
        disputed: false,
    }
}

fn credit(table: &Table) -> Option<CreditNote> {
    let sum = text(Some(table), "credit")?.parse().unwrap();
    Some(CreditNote {
        customer: CustomerNumber::new(1001).unwrap(),
        line: 0,
        number: claim(table).invoice,
        credits: None,
        reference: None,
        description: None,
        sum,
    })
}

/// The context of `base.toml` with a case's own tables over it.
pub(crate) fn context(own: &str) -> Context {
    let mut toml: Table = fs::read_to_string(root().join("tests/letters/base.toml"))
        .unwrap()
        .parse()
        .unwrap();
    for (key, value) in own.parse::<Table>().unwrap() {
        toml.insert(key, value);
    }
    let date = toml["date"].as_str().unwrap().parse().unwrap();
    let fields = fields(&toml);
    let debt = debt(&toml, date);
    let first = if debt.is_some() {
        First::Billing
    } else {
        First::Postal
    };
    let set = toml
        .get("set")
        .and_then(Value::as_table)
        .into_iter()
        .flatten();
    Context {
        date,
        sender: sender(&toml),
        addressee: Addressee::of(&fields, first).unwrap(),
        debt,
        set: set
            .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        fields,
    }
}
