//! What kind of claim it is: the law caps interest and fees by whether the debtor is a consumer, a business, a public body or none of them.
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
    /// None of the others: an association, a housing company.
    Other,
    /// A contracting entity: the state, a municipality, a wellbeing services county, a parish of the Lutheran or the Orthodox church
    /// (30/2013 2 §). It owes what a business does.
    Public,
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
    /// A name that only a public body has.
    PublicName,
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

/// Words that make a limited company a housing or real-estate company, whose owners are its tenants: most are no traders.
const HOUSING: [&str; 10] = [
    "as",
    "asunto",
    "bostads",
    "bost",
    "asuntoosakeyhtio",
    "kiinteisto",
    "kiinteistoosakeyhtio",
    "keskinainen",
    "fastighets",
    "omsesidiga",
];

/// Words that only housing companies and associations have in their names, folded.
const NEITHER: [&str; 11] = [
    "asuntoosakeyhtio",
    "bostadsaktiebolag",
    "kiinteistoosakeyhtio",
    "fastighetsaktiebolag",
    "koy",
    "taloyhtio",
    "ry",
    "rf",
    "yhdistys",
    "forening",
    "saatio",
];

/// Words that make a sole trader.
const SOLE_TRADER: [&str; 4] = ["tmi", "toiminimi", "firma", "fma"];

/// Ends of words that only public bodies have in their names, folded: joint authorities, counties, unions of parishes, state offices.
const PUBLIC_ENDS: [&str; 14] = [
    "kuntayhtyma",
    "samkommun",
    "hyvinvointialue",
    "valfardsomrade",
    "seurakuntayhtyma",
    "kyrkligsamfallighet",
    "tuomiokirkkoseurakunta",
    "domkyrkoforsamling",
    "virasto",
    "ministerio",
    "ministeriet",
    "karajaoikeus",
    "hovioikeus",
    "verohallinto",
];

/// Offices of the state that are called otherwise.
const STATE: [&str; 14] = [
    "skatteforvaltningen",
    "valtiokonttori",
    "statskontoret",
    "maanmittauslaitos",
    "lantmateriverket",
    "livsmedelsverket",
    "puolustusvoimat",
    "forsvarsmakten",
    "poliisihallitus",
    "polisstyrelsen",
    "rajavartiolaitos",
    "gransbevakningsvasendet",
    "elykeskus",
    "elinvoimakeskus",
];

/// What follows the name of a place: *Raahen kaupunki*, *Korsholms kommun*.
const OF_A_PLACE: [&str; 6] = [
    "kaupunki",
    "kunta",
    "seurakunta",
    "stad",
    "kommun",
    "forsamling",
];

/// Before it these are no place: *Vanha kaupunki* is an inn.
const NO_PLACE: [&str; 9] = [
    "vanha", "vanhan", "uusi", "uuden", "pieni", "gamla", "nya", "stora", "lilla",
];

/// Beginnings of words in the names of parishes that are no contracting entities, for they are of other churches or of none.
const OTHER_CHURCHES: [&str; 14] = [
    "helluntai",
    "vapaa",
    "adventti",
    "metodisti",
    "baptisti",
    "katoli",
    "katedraali",
    "juutala",
    "islam",
    "anglikaani",
    "kristillinen",
    "pyhan",
    "judiska",
    "katolska",
];

/// Words of public bodies that stand alone, and of others that may be or not be contracting entities: a person is asked.
const MAYBE_PUBLIC: [&str; 12] = [
    "staden",
    "kommunen",
    "yliopisto",
    "universitet",
    "ammattikorkeakoulu",
    "yrkeshogskola",
    "liikelaitos",
    "affarsverk",
    "kansanelakelaitos",
    "kela",
    "liitto",
    "laitos",
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
    if !domestic {
        None
    } else if is_public(company) {
        Some((ClaimKind::Public, KindWhy::PublicName))
    } else {
        let registered = customer.business_id().is_some() && has_legal_form(company);
        registered.then_some((ClaimKind::Business, KindWhy::LegalForm))
    }
}

/// What a customer of whom a person must be asked most likely is: other where the name is that of a housing company or an association, public
/// where it has a word of public bodies, else a consumer. Good for a question only, never for a letter.
pub fn likely(customer: &Customer) -> ClaimKind {
    match customer.company() {
        Some(company) if is_neither(company) => ClaimKind::Other,
        Some(company) if may_be_public(company) => ClaimKind::Public,
        _ => ClaimKind::Consumer,
    }
}

/// Whether the name is that of a public body for certain. Traders and associations call themselves after towns, too.
fn is_public(company: &CompanyName) -> bool {
    let words = words(company);
    let private = [&FORMS[..], &NEITHER, &HOUSING, &SOLE_TRADER];
    if private.into_iter().any(|list| any(&words, list)) {
        return false;
    }
    let ends = |word: &String| PUBLIC_ENDS.iter().any(|end| word.ends_with(end));
    words.iter().any(ends) || any(&words, &STATE) || is_of_a_place(&words) || is_church(&words)
}

/// `Raahen kaupunki`, `Pedersöre kommun`: the name of a place, at most two words of it, and what it is.
fn is_of_a_place(words: &[String]) -> bool {
    let Some(at) = words
        .iter()
        .position(|word| OF_A_PLACE.contains(&word.as_str()))
    else {
        return false;
    };
    let before = &words[..at];
    let Some(place) = before.last() else {
        return false;
    };
    let finnish = ["kaupunki", "kunta", "seurakunta"].contains(&words[at].as_str());
    let parish = ["seurakunta", "forsamling"].contains(&words[at].as_str());
    let strange = before.iter().any(|word| NO_PLACE.contains(&word.as_str()));
    // The Orthodox and the Swedish parishes have another word between.
    let fits = if parish { at <= 3 } else { at == 1 };
    let own_church = !before.iter().any(|word| {
        let begins = |church: &&str| word.starts_with(church);
        OTHER_CHURCHES.iter().any(begins)
    });
    let genitive = before.iter().any(|word| word.ends_with('n'));
    fits && !strange && own_church && place.len() > 2 && (!finnish || genitive)
}

/// `Jakobstads kyrkliga samfällighet`.
fn is_church(words: &[String]) -> bool {
    let pair = |two: &[String]| two[0].starts_with("kyrklig") && two[1] == "samfallighet";
    words.windows(2).any(pair)
}

fn may_be_public(company: &CompanyName) -> bool {
    let words = words(company);
    let ends = |word: &String| {
        let all = OF_A_PLACE.iter().chain(&MAYBE_PUBLIC).chain(&PUBLIC_ENDS);
        all.into_iter().any(|end| word.ends_with(end))
    };
    !any(&words, &FORMS) && words.iter().any(ends)
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

impl ClaimKind {
    /// All kinds, as they are asked about.
    pub const ALL: [Self; 4] = [Self::Consumer, Self::Business, Self::Public, Self::Other];
}

impl FromStr for ClaimKind {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        match text::fold(text.trim()).as_str() {
            "consumer" | "kuluttaja" | "konsument" => Ok(Self::Consumer),
            "business" | "yritys" | "foretag" => Ok(Self::Business),
            "public" | "julkinen" | "julkisyhteiso" | "viranomainen" | "offentlig"
            | "myndighet" => Ok(Self::Public),
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
            Self::Public => "public",
            Self::Other => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{has_legal_form, is_neither, is_public, may_be_public};

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
            "Kiinteistö Oy Raahen Keskus",
            "Keskinäinen Kiinteistö Oy Kulma",
            "Keskinäinen Vakuutusyhtiö Turva",
            "Fastighets Ab Pärlan",
            "Fastighets Ab Hörnet i Brahestad",
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
            "Kiinteistö Oy Raahen Keskus",
            "Fastighets Ab Pärlan",
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
            "Kiinteistöhuolto Oy",
            "Raahen kaupunki",
        ] {
            assert!(!is_neither(&name.parse().unwrap()), "{name}");
        }
    }

    /// 30/2013 2 §: the state, municipalities, wellbeing services counties, the Lutheran and the Orthodox church with their parishes.
    #[test]
    fn public_bodies_are_known_by_their_names() {
        for name in [
            "Raahen kaupunki",
            "RAAHEN KAUPUNKI",
            "Raahen kaupunki, tekninen toimi",
            "Helsingin kaupunki / Kasvatus ja koulutus",
            "Siikajoen kunta",
            "Pohjois-Pohjanmaan hyvinvointialue",
            "Pohteen hyvinvointialue",
            "Koulutuskuntayhtymä Brahe",
            "Raahen seudun koulutuskuntayhtymä",
            "Raahen seurakunta",
            "Helsingin Mikaelin seurakunta",
            "Oulun ortodoksinen seurakunta",
            "Raahen seurakuntayhtymä",
            "Oulun tuomiokirkkoseurakunta",
            "Oikeusministeriö",
            "Lupa- ja valvontavirasto",
            "Aluehallintovirasto",
            "Verohallinto",
            "Maanmittauslaitos",
            "Oulun käräjäoikeus",
            "Brahestads stad",
            "Esbo stad",
            "Korsholms kommun",
            "Pedersöre kommun",
            "Österbottens välfärdsområde",
            "Borgå svenska domkyrkoförsamling",
            "Nykarleby församling",
            "Jakobstadsnejdens kyrkliga samfällighet",
            "Vasa samkommun",
        ] {
            assert!(is_public(&name.parse().unwrap()), "{name}");
        }
        for name in [
            "Vanha kaupunki",
            "Ravintola Vanha Kaupunki",
            "Restaurang Gamla Stad",
            "Kaupunki Oy",
            "Tmi Raahen kaupunki",
            "Raahen Kaupunkikuvaus",
            "Maan Osuuskunta",
            "Suomen Kuntaliitto ry",
            "Raahen kaupunginteatterin ystävät ry",
            "Kahvila Kunta",
            "Oulun helluntaiseurakunta",
            "Raahen vapaaseurakunta",
            "Helsingin juutalainen seurakunta",
            "Oulun yliopisto",
            "Raahen Vesi Oy",
            "Raahen kaupungin asunnot Oy",
            "Mainosvirasto Oy",
        ] {
            assert!(!is_public(&name.parse().unwrap()), "{name}");
        }
        for name in [
            "Oulun yliopisto",
            "Staden Jakobstad",
            "Oulun helluntaiseurakunta",
            "Espoo kaupunki",
        ] {
            assert!(may_be_public(&name.parse().unwrap()), "{name}");
        }
    }
}
