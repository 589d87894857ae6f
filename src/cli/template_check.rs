//! The owner's templates, tried on an invented customer before they are accepted: what does not render is no letter.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::error::CommandError;
use super::hints::Hint;
use super::job;
use crate::letters::{self, Addressee, Engine, First, Party, Sender};
use crate::model::{self, Customer, CustomerNumber, Record, Schema};
use crate::receivables::{
    Act, Acts, Basis, Channel, Claim, ClaimKind, Kinds, Letter, List, Plan, Rates, Told,
};
use crate::register::{Register, TEMPLATES};

const DATE: Date = date(2026, 11, 30);

/// Tries the changed templates among all that would be in force; `all` is by file name.
///
/// # Errors
/// What does not render, by file and line.
pub(super) fn check_templates(
    register: &Register,
    changed: &BTreeSet<String>,
    all: Vec<(String, Vec<u8>)>,
) -> Result<(), CommandError> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut sources = Vec::new();
    for (name, bytes) in all {
        match String::from_utf8(bytes) {
            Ok(source) => sources.push((name, source)),
            Err(_) if changed.contains(&name) && name.strip_suffix(".jinja").is_some() => {
                return Err(CommandError::user(format!(
                    "`{TEMPLATES}/{name}` is not UTF-8"
                )));
            }
            Err(_) => {}
        }
    }
    let notice = letter(register.schema())?;
    let debtor = letters::Context {
        debt: debt()?,
        ..notice.clone()
    };
    let tried = Engine::new(sources).try_templates(changed, &notice, &debtor);
    tried.map_err(|error| CommandError::from(error).hint(Hint::new("hint-template-check")))
}

fn letter(schema: &Schema) -> Result<letters::Context, CommandError> {
    let customer = customer(schema)?;
    let fields = job::fields(schema, &customer);
    let addressee = Addressee::of(&fields, First::Billing)
        .ok_or_else(|| CommandError::bug("the invented customer has no address"))?;
    let text = |text: &str| Some(text.to_owned());
    let party = Party {
        name: text("Esimerkki Oy"),
        street: text("Katu 1"),
        postcode: text("92100"),
        city: text("Raahe"),
        country: text("FI"),
        phone: text("040 123 4567"),
        email: text("toimisto@example.fi"),
    };
    Ok(letters::Context {
        date: DATE,
        sender: Sender {
            controller: party.clone(),
            business_id: text("1234567-1"),
            contact: party,
            iban: text("FI2112345600000785"),
            bic: text("NDEAFIHH"),
            holder: None,
            notice_url: text("https://example.fi/seloste"),
        },
        addressee,
        fields,
        debt: None,
        set: std::collections::BTreeMap::new(),
    })
}

fn number() -> Result<CustomerNumber, CommandError> {
    let number = "999999".parse();
    number.map_err(|_| CommandError::bug("the invented number is none"))
}

/// Somebody of whom everything is known that the register declares.
fn customer(schema: &Schema) -> Result<Customer, CommandError> {
    let mut record = Record::new(number()?);
    for path in schema.fields() {
        let value = match (path.table(), path.key()) {
            (_, "name") => "Aino Esimerkki",
            ("customer", "company") => "Esimerkki Oy",
            ("customer", "business_id") => "1234567-1",
            (_, "email") => "aino@example.fi",
            (_, "country") => "FI",
            (_, "postcode") => "92100",
            ("customer", "language") => "fi",
            _ => "Esimerkki 1",
        };
        record.set(path.clone(), value);
    }
    let parsed = schema.parse(record);
    let checked = parsed.map_err(|_| CommandError::bug("the invented customer is not sound"))?;
    Ok(checked.customer)
}

/// A consumer's invoice that is late.
fn debt() -> Result<Option<Letter>, CommandError> {
    let bug = |_| CommandError::bug("the invented invoice is not sound");
    let claim = Claim {
        customer: number()?,
        line: 0,
        invoice: "1234".parse().map_err(bug)?,
        invoice_date: Some(date(2026, 9, 1)),
        sent_date: None,
        due: date(2026, 9, 15),
        amount: Some(Decimal::from(310)),
        open: Decimal::from(310),
        reference: "1232".parse().ok(),
        description: "Esimerkki".parse().ok(),
        kind: Some(ClaimKind::Consumer),
        due_agreed: true,
        no_notice: false,
        told: Told::ByInvoice,
        told_percent: None,
        disputed: false,
    };
    let plan = Plan::new(
        &List::of(claim),
        &Basis {
            act: Act::Reminder,
            date: DATE,
            today: DATE,
            customers: &[],
            terms: &model::Letters::default(),
            rates: &Rates::with(&[]),
            kinds: &Kinds::default(),
            acts: &Acts::none(),
            waive_interest: false,
            channel: &|_, _| Channel::Post,
        },
    );
    Ok(plan.letters.into_iter().next())
}
