//! From customers to documents: what `notice` and `letter` share.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::context::Context;
use super::debts::Debts;
use super::delivery;
use super::error::CommandError;
use super::hints::Hint;
use super::noting::Written;
use super::routes::Routes;
use crate::fsio;
use crate::history::CommitId;
use crate::letters::output::Document;
use crate::letters::{
    self, Addressee, Engine, Fields, First, Format, Kind, Language, Party, Sender, TemplateName,
};
use crate::model::{Customer, CustomerNumber, Description, Email, Schema};
use crate::receivables::ClaimKind;
use crate::register::{Committed, Error, Register, TEMPLATES, Unlocked};

/// What a run of letters says besides the customers.
pub(super) struct Posting<'a> {
    pub(super) template: &'a str,
    pub(super) kind: Kind,
    pub(super) set: BTreeMap<String, String>,
    /// What each debtor owes; empty in notices.
    pub(super) debts: Debts,
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
///
/// The customers are let go then, and each is opened again for its own letter: five thousand need not be held to write one.
pub(super) fn post(
    context: &Context,
    unlocked: &Unlocked,
    customers: Vec<Customer>,
    posting: Posting<'_>,
) -> Result<(), CommandError> {
    let register = unlocked.register();
    let sender = sender(register.description());
    let missing = letters::missing(&sender, posting.kind);
    if !missing.is_empty() {
        return Err(letters::Error::Sender { keys: missing }.into());
    }
    warn_of_ended(context, &customers);
    let committed = unlocked.committed(&customers)?;
    let engine = Engine::new(own_templates(register)?);
    let sheets = sheets(register, &engine, &posting, customers)?;
    warn_of_untold(context, &posting, &sheets);
    if context.globals().dry_run {
        context.ui().say("dry-run", &[]);
        return Ok(());
    }
    // Of the plan, and of all the customers at once, a few pieces stay; setting the letters needs the rest.
    fsio::give_back();
    let ways = posting.routes.told(context);
    let ways = ways.filter(|_| posting.kind == Kind::Notice);
    let job = Job {
        posting,
        sheets,
        engine,
        committed,
        sender,
        date: context.today(),
        description: register.description(),
        schema: register.schema(),
    };
    delivery::deliver(context, unlocked, job)?;
    if let Some(ways) = ways {
        context.ui().tell(&ways);
    }
    Ok(())
}

fn warn_of_ended(context: &Context, customers: &[Customer]) {
    for ended in customers.iter().filter(|customer| customer.is_ended()) {
        let number = [("number", ended.number().to_string().into())];
        context.ui().warn("letter-ended", &number);
    }
}

/// The files of all of them; what one lacks is found here.
fn sheets(
    register: &Register,
    engine: &Engine,
    posting: &Posting<'_>,
    customers: Vec<Customer>,
) -> Result<Vec<Sheet>, CommandError> {
    let (mut sheets, mut known) = (Vec::new(), BTreeSet::new());
    for customer in customers {
        let wanted = languages(register.description(), &customer);
        addressee(&fields(register.schema(), &customer), &customer)?;
        let templates = engine
            .choose(posting.template, &wanted, posting.formats)
            .map_err(|error| unknown_template(engine, posting.kind, error))?;
        let templates = templates.into_iter().map(|name| shared(&mut known, name));
        let made = sheets_of(posting, &customer, templates.collect());
        let tells = |sheet: Sheet| sheet.judged(posting.template, &wanted, engine);
        sheets.extend(made.into_iter().map(tells));
    }
    Ok(sheets)
}

/// A run of letters, ready to be made.
pub(super) struct Job<'a> {
    posting: Posting<'a>,
    sheets: Vec<Sheet>,
    engine: Engine,
    committed: Committed<'a>,
    sender: Sender,
    date: Date,
    description: &'a Description,
    schema: &'a Schema,
}

impl<'a> Job<'a> {
    /// What the run says besides the customers.
    pub(super) fn posting(&self) -> &Posting<'a> {
        &self.posting
    }

    /// Its files, in the order in which [`Self::make`] makes them.
    pub(super) fn documents(&self) -> Vec<Document> {
        self.sheets.iter().map(Sheet::document).collect()
    }

    /// Makes one of them.
    pub(super) fn make(&self, at: usize) -> Result<Vec<u8>, CommandError> {
        let Sheet { customer, what, .. } = &self.sheets[at];
        let (posting, engine) = (&self.posting, &self.engine);
        let customer = self.committed.load(*customer)?;
        let fields = fields(self.schema, &customer);
        let letter = letters::Context {
            date: self.date,
            sender: self.sender.clone(),
            addressee: addressee(&fields, &customer)?,
            fields,
            debt: posting.debts.of(customer.number()).cloned(),
            set: posting.set.clone(),
        };
        match what {
            What::Paper(template) => Ok(engine.print(template, &letter)?),
            What::Draft { to, pdf, .. } => {
                let pdf = pdf.as_ref().map(|template| engine.print(template, &letter));
                let (pdf, to) = (pdf.transpose()?, (customer.number(), &**to));
                let wanted = languages(self.description, &customer);
                let draft = engine.draft(posting.template, &wanted, &letter, to, pdf.as_deref());
                draft.map_err(|error| unknown_template(engine, posting.kind, error))
            }
        }
    }

    /// One letter a customer, by number, however many files it was made as: the PDF, else the first.
    pub(super) fn letters(&self) -> Vec<Written> {
        let place = |(place, sheet): (usize, &Sheet)| {
            let pdf = sheet.document().format == Format::Typ;
            (sheet.customer, !pdf, place)
        };
        let mut places: Vec<_> = self.sheets.iter().enumerate().map(place).collect();
        places.sort_unstable();
        let of_one = places.chunk_by(|(one, ..), (other, ..)| one == other);
        let letter = |all: &[(CustomerNumber, bool, usize)]| Written {
            customer: all[0].0,
            place: all[0].2,
            tells_interest: all
                .iter()
                .all(|(.., place)| self.sheets[*place].tells_interest),
        };
        of_one.map(letter).collect()
    }

    /// What the journal says of a file: the template as `reminder.fi.typ`, and the language.
    pub(super) fn told(&self, at: usize) -> (String, Language) {
        self.sheets[at].told(self.posting.template)
    }

    /// Lets go of what one debtor's letter says.
    pub(super) fn done_with(&mut self, customer: CustomerNumber) {
        self.posting.debts.done_with(customer);
    }
}

/// One file to be made.
struct Sheet {
    customer: CustomerNumber,
    what: What,
    /// Whether it tells the rate of late interest and when it begins.
    tells_interest: bool,
}

enum What {
    /// A document of its own.
    Paper(Arc<TemplateName>),
    /// An e-mail draft: the letter as text, and as PDF where that is made.
    Draft {
        to: Box<Email>,
        /// The language that was found for it.
        language: Language,
        pdf: Option<Arc<TemplateName>>,
    },
}

impl Sheet {
    fn document(&self) -> Document {
        let customer = self.customer.get();
        let format = match &self.what {
            What::Paper(template) => template.format(),
            What::Draft { .. } => Format::Eml,
        };
        Document { customer, format }
    }

    /// Looks into what it is made from, where the customer is to read the wanted languages.
    fn judged(mut self, name: &str, wanted: &[Language], engine: &Engine) -> Self {
        self.tells_interest = match &self.what {
            What::Paper(template) => engine.tells_interest(template),
            What::Draft { pdf, .. } => engine.draft_tells_interest(name, wanted, pdf.as_deref()),
        };
        self
    }

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

/// One name for all whose letters are made from it.
fn shared(known: &mut BTreeSet<Arc<TemplateName>>, name: TemplateName) -> Arc<TemplateName> {
    let name = Arc::new(name);
    let same = known.get(&name).map(Arc::clone);
    same.unwrap_or_else(|| {
        known.insert(Arc::clone(&name));
        name
    })
}

/// Says of each template that tells a consumer nothing of interest what comes of that.
fn warn_of_untold(context: &Context, posting: &Posting<'_>, sheets: &[Sheet]) {
    let untold = |one: &&Sheet| {
        let debt = posting.debts.of(one.customer);
        let consumer =
            debt.filter(|debt| debt.kind == ClaimKind::Consumer && debt.tells_interest());
        consumer.is_some() && !one.tells_interest
    };
    let untold = sheets.iter().filter(untold);
    let templates: BTreeSet<String> = untold.map(|one| one.told(posting.template).0).collect();
    for template in templates {
        let values = [("template", template.into())];
        context.ui().warn("letter-interest-untold", &values);
    }
}

/// A customer's files: a document for each template, or one draft.
fn sheets_of(
    posting: &Posting<'_>,
    customer: &Customer,
    templates: Vec<Arc<TemplateName>>,
) -> Vec<Sheet> {
    let number = customer.number();
    let sheet = |what| Sheet {
        customer: number,
        what,
        tells_interest: false,
    };
    let Some(to) = posting.routes.draft_to(customer) else {
        return templates.into_iter().map(What::Paper).map(sheet).collect();
    };
    let language = templates
        .first()
        .map_or(Language::En, |template| template.language());
    let mut templates = templates.into_iter();
    let pdf = templates.find(|one| one.format() == Format::Typ);
    let draft = What::Draft {
        to: Box::new(to.clone()),
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
