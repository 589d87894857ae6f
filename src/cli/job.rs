//! A run of letters, ready to be made: a sheet a file, and each customer opened again for the own letter, for five thousand need not be
//! held to write one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::debts::Debts;
use super::error::CommandError;
use super::hints::Hint;
use super::routes::Routes;
use crate::history::CommitId;
use crate::letters::output::Document;
use crate::letters::{
    self, Addressee, Engine, Fields, First, Format, Kind, Language, Sender, TemplateName,
};
use crate::model::{Customer, CustomerNumber, Description, Email, Schema};
use crate::register::{Committed, Register};

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

/// A letter of a run.
#[derive(Clone, Copy)]
pub(super) struct Written {
    /// To whom.
    pub(super) customer: CustomerNumber,
    /// Which of the run's documents it is.
    pub(super) place: usize,
    /// Whether all that is made of it tells the rate of late interest and when it begins.
    pub(super) tells_interest: bool,
}

/// A run of letters, ready to be made.
pub(super) struct Job<'a> {
    pub(super) posting: Posting<'a>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) engine: Engine,
    pub(super) committed: Committed<'a>,
    pub(super) sender: Sender,
    pub(super) date: Date,
    pub(super) description: &'a Description,
    pub(super) schema: &'a Schema,
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
pub(super) struct Sheet {
    pub(super) customer: CustomerNumber,
    what: What,
    /// Whether it tells the rate of late interest and when it begins.
    pub(super) tells_interest: bool,
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

impl What {
    /// Whether it tells the rate of late interest and when it begins, where the customer is to read the wanted languages.
    fn tells_interest(&self, name: &str, wanted: &[Language], engine: &Engine) -> bool {
        match self {
            Self::Paper(template) => engine.tells_interest(template),
            Self::Draft { pdf, .. } => engine.draft_tells_interest(name, wanted, pdf.as_deref()),
        }
    }
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

    pub(super) fn told(&self, name: &str) -> (String, Language) {
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

/// The files of all of them; what one lacks is found here.
pub(super) fn sheets(
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
        for what in made_for(posting, &customer, templates.collect()) {
            sheets.push(Sheet {
                customer: customer.number(),
                tells_interest: what.tells_interest(posting.template, &wanted, engine),
                what,
            });
        }
    }
    Ok(sheets)
}

/// A customer's files: a document for each template, or one draft.
fn made_for(
    posting: &Posting<'_>,
    customer: &Customer,
    templates: Vec<Arc<TemplateName>>,
) -> Vec<What> {
    let Some(to) = posting.routes.draft_to(customer) else {
        return templates.into_iter().map(What::Paper).collect();
    };
    let language = templates
        .first()
        .map_or(Language::En, |template| template.language());
    let mut templates = templates.into_iter();
    let pdf = templates.find(|one| one.format() == Format::Typ);
    vec![What::Draft {
        to: Box::new(to.clone()),
        language,
        pdf,
    }]
}

fn addressee(fields: &Fields, customer: &Customer) -> Result<Addressee, CommandError> {
    Addressee::of(fields, First::Billing).ok_or_else(|| {
        let number = customer.number();
        CommandError::user(format!("customer `{number}` has no address to write to"))
            .hint(Hint::new("hint-no-address").with("number", number))
    })
}

/// The languages to try: the customer's where that field is declared, else the register's, else English.
pub(super) fn languages(description: &Description, customer: &Customer) -> Vec<Language> {
    let mut wanted: Vec<Language> = customer.language().into_iter().collect();
    wanted.extend([description.language, Language::En]);
    wanted.dedup();
    wanted
}

/// Every declared field, so that a template can tell an absent one from one that does not exist.
pub(super) fn fields(schema: &Schema, customer: &Customer) -> Fields {
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

/// One name for all whose letters are made from it.
fn shared(known: &mut BTreeSet<Arc<TemplateName>>, name: TemplateName) -> Arc<TemplateName> {
    let name = Arc::new(name);
    let same = known.get(&name).map(Arc::clone);
    same.unwrap_or_else(|| {
        known.insert(Arc::clone(&name));
        name
    })
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
