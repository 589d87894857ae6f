//! What is wrong with a description although each of its values is well formed, all at once, by key.
//!
//! Types catch a wrong IBAN while the file is read, and `limits` says what one value may be; here are the keys held against each other.

use std::collections::BTreeSet;

use super::import::{Target, check_claim_mapping};
use super::{
    Address, Description, FieldPath, KeyFault, Letters, Rule, Schema, Words, limits, name,
};
use crate::text;

impl Description {
    /// Returns everything that must be put right before the description can be used.
    pub fn faults(&self) -> Vec<KeyFault> {
        let mut review = Review(Vec::new());
        review.head(self);
        review.addresses(self);
        review.fields(self);
        review.lists(self);
        review.fees(self);
        review.columns(self);
        review.0
    }
}

/// The tables of a list, each with its key: `name.1` is the first.
pub(super) fn numbered<'a, T>(name: &str, list: &'a [T]) -> impl Iterator<Item = (String, &'a T)> {
    let keyed = move |(at, table)| (format!("{name}.{}", at + 1), table);
    list.iter().enumerate().map(keyed)
}

struct Review(Vec<KeyFault>);

impl Review {
    fn add(&mut self, key: impl Into<String>, rule: Rule) {
        self.0.push(KeyFault {
            key: key.into(),
            rule,
        });
    }

    fn head(&mut self, description: &Description) {
        if description.id.len() != 16 || !description.id.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.add("id", Rule::Id);
        }
        if description.controller.name.is_none() {
            self.add("controller.name", Rule::Required);
        }
        self.words("name", &description.name);
        if let Err(rule) = limits::url(&description.notice_url) {
            self.add("notice_url", rule);
        }
    }

    /// The owner's words are published: nothing that hides in a text, and no personal identity code.
    fn words(&mut self, key: impl Into<String>, words: &Words) {
        let judged = if words.is_empty() {
            Err(Rule::Required)
        } else {
            words.texts().try_for_each(limits::words)
        };
        if let Err(rule) = judged {
            self.add(key, rule);
        }
    }

    fn name(&mut self, key: String, name: &str) {
        if let Err(rule) = name::required(name) {
            self.add(key, rule);
        }
    }

    fn key(&mut self, key: String, recipient: &str) {
        if !recipient.starts_with("age1") {
            self.add(key, Rule::Recipient);
        }
    }

    fn addresses(&mut self, description: &Description) {
        for (table, parts) in [
            ("controller", description.controller.parts()),
            ("contact", description.contact.parts()),
        ] {
            // half an address is a form half filled in: `missing_for_letters` tells of it
            if parts[..3].iter().all(Option::is_some)
                && let Err(faults) = Address::from_parts(parts)
            {
                for (_, rule) in faults {
                    self.add(format!("{table}.postcode"), rule);
                }
            }
        }
    }

    fn fields(&mut self, description: &Description) {
        let mut seen: Vec<&FieldPath> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for (at, declared) in numbered("fields", &description.fields) {
            if let Err(rule) = Schema::may_declare(&declared.path) {
                self.add(format!("{at}.path"), rule);
            } else if seen.contains(&&declared.path) {
                self.add(format!("{at}.path"), Rule::Twice);
            }
            seen.push(&declared.path);
            if let Some(label) = &declared.label {
                self.words(format!("{at}.label"), label);
                let own: BTreeSet<String> = label.texts().map(text::fold).collect();
                if own.iter().any(|label| labels.contains(label)) {
                    self.add(format!("{at}.label"), Rule::LabelTwice);
                }
                labels.extend(own);
            }
        }
    }

    fn lists(&mut self, description: &Description) {
        for (at, processor) in numbered("processors", &description.processors) {
            self.name(format!("{at}.name"), &processor.name);
        }
        for (at, holder) in numbered("keys", &description.keys) {
            self.name(format!("{at}.name"), &holder.name);
            self.key(format!("{at}.recipient"), &holder.recipient);
        }
        for (at, purpose) in numbered("purposes", &description.purposes) {
            self.words(format!("{at}.text"), &purpose.text);
            self.words(format!("{at}.basis"), &purpose.basis);
        }
        for (at, source) in numbered("sources", &description.sources) {
            self.words(format!("{at}.text"), &source.text);
        }
        for (at, kept) in numbered("retention", &description.retention) {
            self.words(format!("{at}.what"), &kept.what);
            self.words(format!("{at}.rule"), &kept.rule);
        }
        self.recipients(description);
    }

    fn recipients(&mut self, description: &Description) {
        let schema = description.schema();
        for (at, recipient) in numbered("recipients", &description.recipients) {
            self.name(format!("{at}.name"), &recipient.name);
            self.words(format!("{at}.purpose"), &recipient.purpose);
            self.words(format!("{at}.basis"), &recipient.basis);
            if let Some(key) = &recipient.key {
                self.key(format!("{at}.key"), key);
            }
            for field in &recipient.record_fields {
                if let Err(unknown) = schema.resolve(field.as_str()) {
                    let similar = unknown.similar;
                    self.add(format!("{at}.record_fields"), Rule::Undeclared { similar });
                }
            }
        }
    }

    fn fees(&mut self, description: &Description) {
        let letters = &description.letters;
        let (consumer, business) = (letters.reminder_fee_consumer, letters.reminder_fee_business);
        for (key, sum, cap) in [
            ("reminder_fee_consumer", consumer, Letters::FEE_CONSUMER_CAP),
            ("reminder_fee_business", business, Letters::FEE_BUSINESS_CAP),
            (
                "compensation",
                letters.compensation,
                Letters::COMPENSATION_CAP,
            ),
        ] {
            if let Some(Err(rule)) = sum.map(|sum| limits::fee(sum, cap)) {
                self.add(format!("letters.{key}"), rule);
            }
        }
        for (key, days) in [
            ("payment_days", letters.payment_days),
            ("payment_days_business", Some(letters.payment_days_business)),
        ] {
            if let Some(Err(rule)) = days.map(limits::days) {
                self.add(format!("letters.{key}"), rule);
            }
        }
        self.rates(description);
    }

    /// A half-year has one rate.
    fn rates(&mut self, description: &Description) {
        let mut seen = Vec::new();
        for (at, rate) in numbered("rates", &description.rates) {
            if seen.contains(&rate.half) {
                self.add(format!("{at}.half"), Rule::Twice);
            }
            seen.push(rate.half);
        }
    }

    fn columns(&mut self, description: &Description) {
        let schema = description.schema();
        let columns = description.import.customers.iter();
        // A blank one is a column that is never read.
        for (column, path) in columns.filter(|(_, path)| !path.trim().is_empty()) {
            if let Err(unknown) = Target::parse(path, &schema) {
                let similar = unknown.similar;
                let key = format!("import.customers.{column}");
                self.add(key, Rule::Undeclared { similar });
            }
        }
        let claims = description.import.receivables.iter();
        for (column, part) in claims {
            if let Err(rule) = check_claim_mapping(column, part) {
                self.add(format!("import.receivables.{column}"), rule);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn new() -> Description {
        Description::new(
            "3f9c0d1e5a7b2c48",
            "Esimerkki Oy".parse().unwrap(),
            Language::Fi,
        )
    }

    fn keys(toml: &str) -> Vec<String> {
        let description: Description = toml::from_str(toml).unwrap();
        let faults = description.faults();
        faults
            .iter()
            .map(|fault| format!("{}: {}", fault.key, fault.rule.code()))
            .collect()
    }

    #[test]
    fn a_new_description_is_right_and_survives_being_written() {
        let new = new();
        assert_eq!(new.faults(), []);
        let written = toml::to_string(&new).unwrap();
        assert_eq!(
            toml::from_str::<Description>(&written).unwrap(),
            new,
            "{written}"
        );
        assert!(
            written.contains("iban = \"\""),
            "a form to fill in: {written}"
        );
        assert_eq!(
            new.name.in_language(Language::Fi, Language::Fi),
            "Esimerkki Oy:n asiakasrekisteri"
        );
    }

    #[test]
    fn faults_are_named_by_key() {
        let found = keys(
            r#"
            id = "x"
            name = { fi = "Asiakasrekisteri" }
            notice_url = "example.fi"
            [controller]
            name = "Esimerkki Oy"
            street = "Rantakatu 1"
            postcode = "9210"
            city = "Raahe"
            [[keys]]
            name = "omistaja"
            recipient = "ssh-ed25519 AAAA"
            [[fields]]
            path = "customer.phone"
            [[fields]]
            path = "customer.phone"
            [[fields]]
            path = "state.mood"
            [[recipients]]
            name = "Tilitoimisto"
            purpose = "x"
            basis = "y"
            record_fields = ["customer.shoe_size"]
            [letters]
            reminder_fee_consumer = 6
            payment_days = 0
            [import.customers]
            "Puhelin" = "phone"
            "Faksi" = "fax"
        "#,
        );
        assert_eq!(
            found,
            [
                "id: id",
                "notice_url: url",
                "controller.postcode: postcode",
                "fields.2.path: twice",
                "fields.3.path: reserved",
                "keys.1.recipient: recipient",
                "recipients.1.record_fields: undeclared",
                "letters.reminder_fee_consumer: above-cap",
                "letters.payment_days: days",
                "import.customers.Faksi: undeclared",
            ]
        );
    }

    #[test]
    fn two_fields_do_not_share_a_label() {
        let fields = |first: &str, second: &str| {
            keys(&format!(
                "id = \"3f9c0d1e5a7b2c48\"\nname = \"A\"\ncontroller.name = \"A\"\n\
                [[fields]]\npath = \"customer.phone\"\nlabel = {first}\n\
                [[fields]]\npath = \"customer.mobile\"\nlabel = {second}\n"
            ))
        };
        let twice = ["fields.2.label: label-twice"];
        assert_eq!(fields("\"Puhelin\"", "\"puhelin\""), twice);
        assert_eq!(
            fields("\"Puhelin\"", "{ fi = \"Matkapuhelin\", sv = \"PUHELIN\" }"),
            twice
        );
        // The same word in two languages is one field's own.
        let both = "{ fi = \"GSM\", en = \"GSM\" }";
        assert_eq!(fields(both, "\"Puhelin\""), [""; 0]);
    }

    #[test]
    fn an_identity_code_does_not_get_published() {
        let mut new = new();
        new.sources[0].text = Words::from("Aino, 131052-308T");
        assert_eq!(new.faults()[0].rule, Rule::IdentityCode);
    }
}
