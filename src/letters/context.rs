//! Everything one letter is made of, and the names under which its template finds it.
//!
//! `letter`, `controller`, `contact`, `bank`, `notice_url`, `recipient`, `set`, for debtors `invoices`, `claim`, `payment` and `transfers`,
//! and the customer's tables as declared (`customer`, `billing_address`, …). Texts are as stored; filters bring them into form.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::value::Value;

use crate::receivables::Letter;

use super::addressee::Addressee;
use super::debt;
use super::language::Language;
use super::pay;
use super::scope::Scope;
use super::sender::{Kind, Party, Sender, said};

/// The declared fields of one customer: table, key, and the value where there is one.
pub type Fields = BTreeMap<String, BTreeMap<String, Option<String>>>;

/// The contents of one letter. Not printable on purpose.
#[derive(Clone)]
pub struct Context {
    /// The letter's date.
    pub date: Date,
    /// Who writes.
    pub sender: Sender,
    /// Whom the letter goes to.
    pub addressee: Addressee,
    /// What the register holds of the customer.
    pub fields: Fields,
    /// What is owed, in letters to debtors.
    pub debt: Option<Letter>,
    /// The owner's `--set` words.
    pub set: BTreeMap<String, String>,
}

type Entries = BTreeMap<String, Value>;

impl Context {
    /// Returns what the letter's sender must have said.
    pub(super) fn kind(&self) -> Kind {
        if self.debt.is_some() {
            Kind::Debtor
        } else {
            Kind::Notice
        }
    }

    /// Builds the template's names. Ours win over a declared table of the same name.
    pub(super) fn scope(&self, language: Language) -> Value {
        let mut top = Entries::new();
        for (table, keys) in &self.fields {
            let entries = keys.iter().map(|(key, value)| entry(key, value.as_deref()));
            top.insert(table.clone(), Scope::table(table, entries.collect()));
        }
        top.extend(self.sender_names(language));
        top.extend(self.letter_names(language));
        if let Some(debt) = &self.debt {
            top.extend(debt::names(debt, language));
            let transfers = pay::transfers(debt, &self.sender, language);
            top.insert("transfers".to_owned(), pay::names(&transfers));
        }
        Scope::top(top)
    }

    fn sender_names(&self, language: Language) -> Entries {
        let sender = &self.sender;
        let mut controller = party(&sender.controller);
        controller.extend([entry("business_id", said(sender.business_id.as_ref()))]);
        let lines = sender.controller.lines(&self.addressee.country, language);
        controller.insert("lines".into(), Value::from(lines));
        let bank = [
            entry("iban", said(sender.iban.as_ref())),
            entry("bic", said(sender.bic.as_ref())),
            entry("holder", sender.payee()),
        ];
        Entries::from([
            table("controller", controller),
            table("contact", party(&sender.contact)),
            table("bank", bank.into()),
            entry("notice_url", said(sender.notice_url.as_ref())),
        ])
    }

    fn letter_names(&self, language: Language) -> Entries {
        let to = &self.addressee;
        let home = said(self.sender.controller.country.as_ref()).unwrap_or("FI");
        let mut recipient = Entries::from([
            entry("name", to.name.as_deref()),
            entry("company", to.company.as_deref()),
        ]);
        recipient.insert("lines".into(), Value::from(to.lines(home, language)));
        let letter = [
            entry("date", Some(&self.date.to_string())),
            entry("language", Some(language.code())),
        ];
        let set = self.set.iter().map(|(key, text)| entry(key, Some(text)));
        Entries::from([
            table("letter", letter.into()),
            table("recipient", recipient),
            ("set".into(), Scope::open("set", set.collect())),
        ])
    }
}

fn entry(key: &str, text: Option<&str>) -> (String, Value) {
    (key.to_owned(), text.map_or(Value::from(()), Value::from))
}

fn table(name: &str, entries: Entries) -> (String, Value) {
    (name.to_owned(), Scope::table(name, entries))
}

fn party(party: &Party) -> Entries {
    let country = said(party.country.as_ref()).unwrap_or("FI");
    Entries::from([
        entry("name", said(party.name.as_ref())),
        entry("street", said(party.street.as_ref())),
        entry("postcode", said(party.postcode.as_ref())),
        entry("city", said(party.city.as_ref())),
        entry("country", Some(country)),
        entry("phone", said(party.phone.as_ref())),
        entry("email", said(party.email.as_ref())),
    ])
}
