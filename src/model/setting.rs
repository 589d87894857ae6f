//! The keys of `register.toml` that `describe KEY=VALUE` sets, and how each value is checked.
//!
//! Lists with several keys an entry (purposes, recipients, retention, …) are edited in the file; declared fields and column
//! mappings can be set here, because `add` and `import` tell people to.

use super::import::{Target, check_claim_mapping};
use super::{
    Bic, BusinessId, Country, Email, Error, FieldPath, Iban, Language, Letters, Rule, Schema, Text,
    amount, limits,
};
use crate::text;

/// How a value is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// The owner's words; the key may end in `.fi`, `.sv` or `.en`.
    Words,
    /// A business ID.
    BusinessId,
    /// An e-mail address.
    Email,
    /// A country code.
    Country,
    /// An IBAN.
    Iban,
    /// A BIC.
    Bic,
    /// A language.
    Language,
    /// An address on the web.
    Url,
    /// A fee up to the law's cap in euros.
    Fee(u32),
    /// A number of days from this one to 365: an integer in the file.
    Days(u16),
    /// Yes or no: true or false in the file.
    Flag,
    /// `fields.PATH`: declares a field; the value is its label.
    Field,
    /// `import.customers.COLUMN`: the field that a column goes to.
    CustomerColumn,
    /// `import.receivables.COLUMN`: the part of a claim that a column goes to; `import.receivables.status:WORD`: the state that a word means.
    ReceivableColumn,
}

#[rustfmt::skip]
const KEYS: &[(&str, Kind)] = &[
    ("name", Kind::Words), ("language", Kind::Language), ("notice_url", Kind::Url),
    ("controller.name", Kind::Text), ("controller.business_id", Kind::BusinessId), ("controller.street", Kind::Text),
    ("controller.postcode", Kind::Text), ("controller.city", Kind::Text), ("controller.country", Kind::Country),
    ("controller.phone", Kind::Text), ("controller.email", Kind::Email),
    ("contact.name", Kind::Text), ("contact.street", Kind::Text), ("contact.postcode", Kind::Text),
    ("contact.city", Kind::Text), ("contact.country", Kind::Country), ("contact.phone", Kind::Text),
    ("contact.email", Kind::Email),
    ("bank.iban", Kind::Iban), ("bank.bic", Kind::Bic), ("bank.holder", Kind::Text),
    ("letters.reminder_fee_consumer", Kind::Fee(Letters::FEE_CONSUMER_CAP)),
    ("letters.reminder_fee_business", Kind::Fee(Letters::FEE_BUSINESS_CAP)),
    ("letters.compensation", Kind::Fee(Letters::COMPENSATION_CAP)), ("letters.payment_days", Kind::Days(Letters::PAYMENT_DAYS_LEAST)),
    ("letters.payment_days_business", Kind::Days(1)), ("letters.due_agreed", Kind::Flag), ("letters.no_notice", Kind::Flag),
    ("letters.interest_told", Kind::Flag),
];

/// A key that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The segments of the key: `["bank", "iban"]`, `["import", "customers", "Asiakas nro"]`, `["fields", "customer.phone"]`.
    pub key: Vec<String>,
    /// How its value is checked.
    pub kind: Kind,
}

impl Setting {
    /// The fixed keys, in the order of the file.
    pub fn known() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|(key, _)| *key)
    }

    /// Reads a dotted key.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim();
        open_ended(typed)
            .or_else(|| fixed(typed))
            .ok_or_else(|| Error::UnknownKey {
                key: typed.to_owned(),
                similar: similar(typed),
            })
    }

    /// Returns the value as it is stored; none if it is blank, which removes the key.
    pub fn check(&self, value: &str, schema: &Schema) -> Result<Option<String>, Rule> {
        let Some(value) = super::name::checked(value)? else {
            return Ok(None);
        };
        let stored = match self.kind {
            Kind::Text | Kind::Words | Kind::Field => spelt::<Text>(&value),
            Kind::ReceivableColumn => {
                check_claim_mapping(self.key.last().map_or("", String::as_str), &value)
            }
            Kind::BusinessId => spelt::<BusinessId>(&value),
            Kind::Email => spelt::<Email>(&value),
            Kind::Country => spelt::<Country>(&value),
            Kind::Iban => spelt::<Iban>(&value),
            Kind::Bic => spelt::<Bic>(&value),
            Kind::Language => spelt::<Language>(&value),
            Kind::Url => limits::url(&value).map(|()| value),
            Kind::Fee(cap) => fee(&value, cap),
            Kind::Days(least) => days(&value, least),
            Kind::Flag => yes_or_no(&value).map(|flag| flag.to_string()),
            Kind::CustomerColumn => Target::parse(&value, schema)
                .map(|target| target.to_string())
                .map_err(|unknown| Rule::Undeclared {
                    similar: unknown.similar,
                }),
        };
        stored.map(Some)
    }
}

fn spelt<T: std::str::FromStr<Err = Rule> + ToString>(value: &str) -> Result<String, Rule> {
    value.parse::<T>().map(|parsed| parsed.to_string())
}

fn fee(value: &str, cap: u32) -> Result<String, Rule> {
    let sum = amount::parse(value)?;
    limits::fee(sum, cap).map(|()| amount::plain(sum))
}

/// Reads yes or no in the languages of the screen, and as programs write them.
pub fn yes_or_no(value: &str) -> Result<bool, Rule> {
    match text::fold(value).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "kylla" | "k" | "on" | "ja" | "j" => Ok(true),
        "no" | "n" | "false" | "0" | "ei" | "e" | "nej" => Ok(false),
        _ => Err(Rule::YesOrNo),
    }
}

fn days(value: &str, least: u16) -> Result<String, Rule> {
    let days: u16 = value.parse().map_err(|_| Rule::Days)?;
    limits::days(days)?;
    let enough = days >= least;
    enough.then(|| days.to_string()).ok_or(Rule::ConsumerDays)
}

fn fixed(typed: &str) -> Option<Setting> {
    let known = |wanted: &str| KEYS.iter().find(|(key, _)| *key == wanted);
    let (key, language) = match typed.rsplit_once('.') {
        Some((stem, last)) if last.parse::<Language>().is_ok() => (stem, Some(last)),
        _ => (typed, None),
    };
    let (_, kind) = known(key)?;
    if language.is_some() && *kind != Kind::Words {
        return None;
    }
    Some(Setting {
        key: typed.split('.').map(str::to_owned).collect(),
        kind: *kind,
    })
}

/// Keys of which the owner makes up the last part.
fn open_ended(typed: &str) -> Option<Setting> {
    if let Some(path) = typed.strip_prefix("fields.") {
        let path: FieldPath = path.parse().ok()?;
        Schema::may_declare(&path).ok()?;
        return Some(Setting {
            key: vec!["fields".to_owned(), path.to_string()],
            kind: Kind::Field,
        });
    }
    let (table, column, kind) = typed
        .strip_prefix("import.customers.")
        .map(|column| ("customers", column, Kind::CustomerColumn))
        .or_else(|| {
            let column = typed.strip_prefix("import.receivables.")?;
            Some(("receivables", column, Kind::ReceivableColumn))
        })?;
    let key = ["import", table, column].map(str::to_owned).to_vec();
    (!column.is_empty()).then_some(Setting { key, kind })
}

fn similar(typed: &str) -> Vec<String> {
    let last = typed.rsplit('.').next().unwrap_or_default();
    let same_end = Setting::known().filter(|key| key.rsplit('.').next() == Some(last));
    let mut near: Vec<String> = same_end.map(str::to_owned).collect();
    for key in text::similar(typed, Setting::known()) {
        if !near.contains(&key) {
            near.push(key);
        }
    }
    near.truncate(3);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, value: &str) -> Result<Option<String>, Rule> {
        Setting::parse(key)
            .unwrap()
            .check(value, &Schema::default())
    }

    #[test]
    fn values_are_stored_in_one_spelling() {
        assert_eq!(
            check("bank.iban", "fi21 1234 5600 0007 85"),
            Ok(Some("FI2112345600000785".into()))
        );
        assert_eq!(
            check("letters.reminder_fee_consumer", "5,00 €"),
            Ok(Some("5.00".into()))
        );
        assert_eq!(check("controller.phone", "  "), Ok(None));
        assert_eq!(
            check("import.customers.Asiakasnro", "number"),
            Ok(Some("customer.number".into()))
        );
    }

    #[test]
    fn the_law_caps_fees() {
        assert_eq!(
            check("letters.reminder_fee_consumer", "5,01"),
            Err(Rule::AboveCap)
        );
        assert_eq!(
            check("letters.reminder_fee_business", "12"),
            Ok(Some("12.00".into()))
        );
    }

    #[test]
    fn keys_that_are_not_set_by_hand_are_unknown() {
        for key in [
            "id",
            "numbers",
            "sample",
            "keys",
            "bank",
            "bank.iban.fi",
            "fields.state.x",
            "fields.customer.email",
        ] {
            assert!(
                matches!(Setting::parse(key), Err(Error::UnknownKey { .. })),
                "{key}"
            );
        }
        assert_eq!(Setting::parse("name.sv").unwrap().key, ["name", "sv"]);
        let Err(Error::UnknownKey { similar, .. }) = Setting::parse("iban") else {
            panic!("known");
        };
        assert_eq!(similar[0], "bank.iban");
    }
}
