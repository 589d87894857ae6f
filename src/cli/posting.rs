//! From customers to documents: what `notice` and `letter` share.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::context::Context;
use super::delivery::{self, Delivery};
use super::error::CommandError;
use super::hints::Hint;
use super::noting::Written;
use super::routes::Routes;
use crate::history::CommitId;
use crate::letters::output::Document;
use crate::letters::{
    self, Addressee, Engine, Fields, First, Format, Kind, Language, Party, Sender, TemplateName,
};
use crate::model::{Customer, CustomerNumber, Description, Email, Schema};
use crate::receivables::{ClaimKind, Letter};
use crate::register::{Error, Register, TEMPLATES, Unlocked};

/// What a run of letters says besides the customers.
pub(super) struct Posting<'a> {
    pub(super) template: &'a str,
    pub(super) kind: Kind,
    pub(super) set: BTreeMap<String, String>,
    /// What each debtor owes; empty in notices.
    pub(super) debts: BTreeMap<CustomerNumber, Letter>,
    /// What to write each letter as; empty leaves it to the templates.
    pub(super) formats: &'a [Format],
    /// By which way each letter goes.
    pub(super) routes: Routes,
    pub(super) output: Option<&'a Path>,
    /// The last commit when it was planned.
    pub(super) planned: Option<CommitId>,
}

/// What letters ask of the register before anything is read: their words were accepted, and a journal can be sealed.
///
/// # Errors
/// What was not accepted.
pub(super) fn may_post(register: &Register) -> Result<(), Error> {
    register.may_write_letters()?;
    register.may_seal()
}

/// Renders each customer's documents, on all cores, and prints their paths. What one customer lacks is found before anything is rendered.
pub(super) fn post(
    context: &Context,
    unlocked: &Unlocked,
    customers: &[Customer],
    posting: &Posting<'_>,
) -> Result<(), CommandError> {
    let register = unlocked.register();
    let sender = sender(register.description());
    let missing = letters::missing(&sender, posting.kind);
    if !missing.is_empty() {
        return Err(letters::Error::Sender { keys: missing }.into());
    }
    for ended in customers.iter().filter(|customer| customer.is_ended()) {
        context.ui().warn(
            "letter-ended",
            &[("number", ended.number().to_string().into())],
        );
    }
    unlocked.are_committed(customers)?;
    register.journals_are_committed(customers.iter().map(Customer::number))?;
    let engine = Engine::new(own_templates(register)?);
    let mut sheets = Vec::new();
    for customer in customers {
        let wanted = languages(register.description(), customer);
        addressee(&fields(register.schema(), customer), customer)?;
        let templates = engine
            .choose(posting.template, &wanted, posting.formats)
            .map_err(|error| unknown_template(&engine, posting.kind, error))?;
        sheets.extend(sheets_of(posting, customer, wanted, templates));
    }
    let written = written(posting.template, &engine, &sheets);
    warn_of_untold(context, posting, &written);
    if context.globals().dry_run {
        context.ui().say("dry-run", &[]);
        return Ok(());
    }
    let (date, schema) = (context.today(), register.schema());
    let make = |at: usize| -> Result<Vec<u8>, CommandError> {
        let Sheet { customer, what } = &sheets[at];
        let fields = fields(schema, customer);
        let letter = letters::Context {
            date,
            sender: sender.clone(),
            addressee: addressee(&fields, customer)?,
            fields,
            debt: posting.debts.get(&customer.number()).cloned(),
            set: posting.set.clone(),
        };
        match what {
            What::Paper(template) => Ok(engine.print(template, &letter)?),
            What::Draft {
                to, wanted, pdf, ..
            } => {
                let pdf = pdf.as_ref().map(|template| engine.print(template, &letter));
                let (pdf, to) = (pdf.transpose()?, (customer.number(), *to));
                let draft = engine.draft(posting.template, wanted, &letter, to, pdf.as_deref());
                draft.map_err(|error| unknown_template(&engine, posting.kind, error))
            }
        }
    };
    let delivery = Delivery {
        documents: sheets.iter().map(Sheet::document).collect(),
        written,
    };
    delivery::deliver(context, unlocked, posting, &delivery, make)?;
    if posting.kind == Kind::Notice {
        posting.routes.tell(context, |line| context.ui().tell(line));
    }
    Ok(())
}

/// One file to be made.
struct Sheet<'a> {
    customer: &'a Customer,
    what: What<'a>,
}

enum What<'a> {
    /// A document of its own.
    Paper(TemplateName),
    /// An e-mail draft: the letter as text, and as PDF where that is made.
    Draft {
        to: &'a Email,
        wanted: Vec<Language>,
        /// The language that was found for it.
        language: Language,
        pdf: Option<TemplateName>,
    },
}

impl Sheet<'_> {
    fn document(&self) -> Document {
        let customer = self.customer.number().get();
        let format = match &self.what {
            What::Paper(template) => template.format(),
            What::Draft { .. } => Format::Eml,
        };
        Document { customer, format }
    }

    /// Whether it tells the rate of late interest and when it begins.
    fn tells_interest(&self, name: &str, engine: &Engine) -> bool {
        match &self.what {
            What::Paper(template) => engine.tells_interest(template),
            What::Draft { wanted, pdf, .. } => {
                engine.draft_tells_interest(name, wanted, pdf.as_ref())
            }
        }
    }

    /// What the journal says of it: the template as `reminder.fi.typ`, and the language.
    fn told(&self, name: &str) -> (String, Language) {
        match &self.what {
            What::Paper(template) => {
                let file = template.to_string();
                let file = file.trim_end_matches(".jinja").to_owned();
                (file, template.language())
            }
            What::Draft { language, .. } => (format!("{name}.{language}.eml"), *language),
        }
    }
}

/// One letter a customer, however many files it was made as: the PDF, else the first.
fn written(name: &str, engine: &Engine, sheets: &[Sheet<'_>]) -> Vec<Written> {
    let mut letters: BTreeMap<CustomerNumber, (usize, bool)> = BTreeMap::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let letter = letters.entry(sheet.customer.number());
        let (first, tells) = letter.or_insert((place, true));
        if sheet.document().format == Format::Typ {
            *first = place;
        }
        *tells &= sheet.tells_interest(name, engine);
    }
    let letter = |(customer, (place, tells_interest)): (CustomerNumber, (usize, bool))| {
        let (document, language) = sheets[place].told(name);
        Written {
            customer,
            place,
            document,
            language,
            tells_interest,
        }
    };
    letters.into_iter().map(letter).collect()
}

/// Says of each template that tells a consumer nothing of interest what comes of that.
fn warn_of_untold(context: &Context, posting: &Posting<'_>, written: &[Written]) {
    let untold = |one: &&Written| {
        let debt = posting.debts.get(&one.customer);
        let consumer =
            debt.filter(|debt| debt.kind == ClaimKind::Consumer && debt.tells_interest());
        consumer.is_some() && !one.tells_interest
    };
    let templates = written.iter().filter(untold).map(|one| &one.document);
    for template in templates.collect::<BTreeSet<_>>() {
        let values = [("template", template.as_str().into())];
        context.ui().warn("letter-interest-untold", &values);
    }
}

/// A customer's files: a document for each template, or one draft.
fn sheets_of<'a>(
    posting: &Posting<'_>,
    customer: &'a Customer,
    wanted: Vec<Language>,
    templates: Vec<TemplateName>,
) -> Vec<Sheet<'a>> {
    let sheet = |what| Sheet { customer, what };
    let Some(to) = posting.routes.draft_to(customer) else {
        return templates.into_iter().map(What::Paper).map(sheet).collect();
    };
    let language = templates
        .first()
        .map_or(Language::En, TemplateName::language);
    let mut templates = templates.into_iter();
    let pdf = templates.find(|one| one.format() == Format::Typ);
    let draft = What::Draft {
        to,
        wanted,
        language,
        pdf,
    };
    vec![sheet(draft)]
}

fn addressee(fields: &Fields, customer: &Customer) -> Result<Addressee, CommandError> {
    Addressee::of(fields, First::Billing).ok_or_else(|| {
        let number = customer.number();
        CommandError::user(format!("customer `{number}` has no address to write to"))
            .hint(Hint::new("hint-no-address").with("number", number))
    })
}

/// The languages to try: the customer's where that field is declared, else the register's, else English.
fn languages(description: &Description, customer: &Customer) -> Vec<Language> {
    let mut wanted: Vec<Language> = customer.language().into_iter().collect();
    wanted.extend([description.language, Language::En]);
    wanted.dedup();
    wanted
}

/// Every declared field, so that a template can tell an absent one from one that does not exist.
fn fields(schema: &Schema, customer: &Customer) -> Fields {
    let record = customer.to_record();
    let mut fields = Fields::new();
    fields
        .entry("customer".to_owned())
        .or_default()
        .insert("number".to_owned(), Some(record.number.to_string()));
    for field in schema.fields().iter().chain(schema.state_fields()) {
        let value = record.get(field).map(ToOwned::to_owned);
        fields
            .entry(field.table().to_owned())
            .or_default()
            .insert(field.key().to_owned(), value);
    }
    fields
}

/// Who writes, by `register.toml`.
pub(super) fn sender(description: &Description) -> Sender {
    let text = |value: &Option<_>| {
        value
            .as_ref()
            .map(|value: &crate::model::Text| value.to_string())
    };
    let (controller, contact) = (&description.controller, &description.contact);
    Sender {
        controller: Party {
            name: text(&controller.name),
            street: text(&controller.street),
            postcode: text(&controller.postcode),
            city: text(&controller.city),
            country: controller.country.map(|country| country.to_string()),
            phone: text(&controller.phone),
            email: controller.email.as_ref().map(ToString::to_string),
        },
        business_id: controller.business_id.as_ref().map(ToString::to_string),
        contact: Party {
            name: text(&contact.name),
            street: text(&contact.street),
            postcode: text(&contact.postcode),
            city: text(&contact.city),
            country: contact.country.map(|country| country.to_string()),
            phone: text(&contact.phone),
            email: contact.email.as_ref().map(ToString::to_string),
        },
        iban: description.bank.iban.as_ref().map(ToString::to_string),
        bic: description.bank.bic.as_ref().map(ToString::to_string),
        notice_url: Some(description.notice_url.clone()).filter(|url| !url.is_empty()),
    }
}

/// The owner's templates, as they were accepted: before and while she is asked for her passphrase and shown the plan, anybody
/// might have written into `templates/`.
fn own_templates(register: &Register) -> Result<Vec<(String, String)>, CommandError> {
    let text = |(name, bytes): (String, Vec<u8>)| {
        let source = String::from_utf8(bytes)
            .map_err(|_| CommandError::user(format!("`{TEMPLATES}/{name}` is not UTF-8")))?;
        Ok((name, source))
    };
    register.templates()?.into_iter().map(text).collect()
}

/// The settings given by `--set NAME=TEXT`.
pub(super) fn settings(given: &[String]) -> Result<BTreeMap<String, String>, CommandError> {
    let pair = |text: &String| {
        text.split_once('=')
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
    };
    given
        .iter()
        .map(|text| {
            pair(text)
                .ok_or_else(|| CommandError::usage("a setting of a letter is written NAME=TEXT"))
        })
        .collect()
}

/// Names the templates that there are, where nothing near was found.
fn unknown_template(engine: &Engine, kind: Kind, error: letters::Error) -> CommandError {
    let unlike = matches!(&error, letters::Error::NoTemplate { similar, .. } if similar.is_empty());
    let names: BTreeSet<String> = engine
        .names()
        .iter()
        // A demand is no notice, though a template for it lies among those of notices.
        .filter(|name| kind == Kind::of(name))
        .map(|name| name.name().to_owned())
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    CommandError::from(error)
        .hint(unlike.then(|| Hint::new("hint-templates").with("templates", names.join(", "))))
}
