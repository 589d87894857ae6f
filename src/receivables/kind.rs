//! What kind of claim it is: the law caps interest and fees by whether the debtor is a consumer, a business or neither.
//!
//! Where that is doubtful the debtor counts as a consumer, for whom everything is capped lowest: a mistake then costs the owner a few euros
//! and breaks no law. A consumer is one who buys mainly for other than business (513/1999 3 §), which no name tells for certain.

use std::fmt;
use std::str::FromStr;

use crate::model::{CompanyName, Country, Customer, Rule};
use crate::text;

/// What the debtor is, as far as the claim goes; in the order of how much may be asked, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A natural person who bought mainly for other than business.
    Consumer,
    /// Neither: an association, a housing company.
    Other,
    /// A trader, who bought for business.
    Business,
}

/// How the kind is known; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KindWhy {
    /// The list says so.
    Listed,
    /// The user said so.
    Said,
    /// The customer has no company.
    NoCompany,
    /// A company with a business ID and a legal form in its name.
    LegalForm,
    /// Nothing says so: a consumer, to be on the safe side.
    Assumed,
}

/// Legal forms of traders that register their name with it, folded.
const FORMS: [&str; 13] = [
    "oy",
    "oyj",
    "ab",
    "abp",
    "ky",
    "kb",
    "ay",
    "osk",
    "osakeyhtio",
    "aktiebolag",
    "kommandiittiyhtio",
    "avoinyhtio",
    "osuuskunta",
];

/// Words that make a limited company a housing company, which is no trader.
const HOUSING: [&str; 5] = ["as", "asunto", "bostads", "bost", "asuntoosakeyhtio"];

/// Words that only housing companies, associations, parishes and public bodies have in their names, folded.
const NEITHER: [&str; 17] = [
    "asuntoosakeyhtio",
    "bostadsaktiebolag",
    "taloyhtio",
    "ry",
    "rf",
    "yhdistys",
    "forening",
    "saatio",
    "kunta",
    "kaupunki",
    "kommun",
    "stad",
    "kuntayhtyma",
    "samkommun",
    "hyvinvointialue",
    "seurakunta",
    "forsamling",
];

/// Returns what the register alone says of a customer; none where a person must be asked.
pub fn judge(customer: &Customer) -> Option<(ClaimKind, KindWhy)> {
    let Some(company) = customer.company() else {
        return Some((ClaimKind::Consumer, KindWhy::NoCompany));
    };
    let addresses = [customer.billing_address(), customer.postal_address()];
    let domestic = addresses
        .into_iter()
        .flatten()
        .all(|address| [Country::FINLAND, Country::ALAND].contains(&address.country()));
    let registered = customer.business_id().is_some() && has_legal_form(company);
    (registered && domestic).then_some((ClaimKind::Business, KindWhy::LegalForm))
}

/// What a customer of whom a person must be asked most likely is: other where the name is that of a housing company, an association
/// or a public body, else a consumer. Good for a question only, never for a letter.
pub fn likely(customer: &Customer) -> ClaimKind {
    match customer.company() {
        Some(company) if is_neither(company) => ClaimKind::Other,
        _ => ClaimKind::Consumer,
    }
}

/// The traders' form alone: a housing company has one, too, and is no trader.
fn has_legal_form(company: &CompanyName) -> bool {
    let words = words(company);
    any(&words, &FORMS) && !any(&words, &HOUSING)
}

fn is_neither(company: &CompanyName) -> bool {
    let words = words(company);
    let housing = any(&words, &HOUSING) && any(&words, &FORMS);
    housing || any(&words, &NEITHER)
}

fn words(company: &CompanyName) -> Vec<String> {
    let folded = text::fold(company.as_str());
    let words = folded.split([' ', ',', '/', '(', ')']);
    words
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect())
        .collect()
}

fn any(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

impl FromStr for ClaimKind {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        match text::fold(text.trim()).as_str() {
            "consumer" | "kuluttaja" | "konsument" => Ok(Self::Consumer),
            "business" | "yritys" | "foretag" => Ok(Self::Business),
            "other" | "muu" | "annan" => Ok(Self::Other),
            _ => Err(Rule::ClaimKind),
        }
    }
}

impl fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Consumer => "consumer",
            Self::Business => "business",
            Self::Other => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{has_legal_form, is_neither};

    #[test]
    fn only_a_traders_form_makes_a_business() {
        for name in [
            "Testi Oy",
            "Oy Testi Ab",
            "KONE OYJ",
            "Raahen Harjaus Ky",
            "Testi Oy, Raahe",
            "Maan Osuuskunta",
        ] {
            assert!(has_legal_form(&name.parse().unwrap()), "{name}");
        }
        for name in [
            "As Oy Raahen Helmi",
            "As. Oy Helmi",
            "Asunto Oy Helmi",
            "Bostads Ab Pärlan",
            "Raahen Soutajat ry",
            "Tmi Sepon Sähkö",
            "Testi GmbH",
            "Oyster",
        ] {
            assert!(!has_legal_form(&name.parse().unwrap()), "{name}");
        }
    }

    #[test]
    fn who_is_no_trader_is_known_by_the_name() {
        for name in [
            "As Oy Raahen Helmi",
            "As. Oy Helmi",
            "Asunto-osakeyhtiö Helmi",
            "Bostads Ab Pärlan",
            "Raahen Soutajat ry",
            "Brahestads Roddare r.f.",
            "Raahen kaupunki",
            "Siikajoen kunta",
            "Korsholms kommun",
        ] {
            assert!(is_neither(&name.parse().unwrap()), "{name}");
        }
        for name in [
            "Tmi Sepon Sähkö",
            "Göteborgs Ångsåg AB",
            "Bergen Fisk AS",
            "Testi GmbH",
            "Ryhmä",
            "Maan Osuuskunta",
        ] {
            assert!(!is_neither(&name.parse().unwrap()), "{name}");
        }
    }
}
