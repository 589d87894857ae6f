//! A description to begin with: what a small Finnish company that invoices its customers can truthfully say.
//!
//! In Finnish, Swedish and English, under the customary headings; the owner changes what is otherwise. Grounds are those of GDPR
//! 6(1); periods are those of the Accounting Act 1336/1997, chapter 2, section 10, and of the Act on Limitation 728/2003.

use super::{
    Bank, Contact, Controller, Country, DataRecipient, Description, FieldPath, Import, Language,
    Letters, Numbers, Purpose, Retention, Source, Text, Words,
};

/// Short forms of company names, which take a colon before an ending in Finnish.
const SHORT_FORMS: [&str; 11] = [
    "Oy", "Oyj", "Ab", "Abp", "Ky", "Ay", "Osk", "Tmi", "ry", "rf", "Kb",
];

impl Description {
    /// Returns the description of a new register. `id` is 16 hexadecimal digits.
    pub fn new(id: &str, controller: Text, language: Language) -> Self {
        Self {
            id: id.to_owned(),
            name: Self::name_for(controller.as_str(), language),
            language,
            notice_url: String::new(),
            numbers: Numbers::Own,
            sample: false,
            controller: Controller {
                name: Some(controller),
                ..Controller::default()
            },
            contact: Contact::default(),
            bank: Bank::default(),
            keys: Vec::new(),
            fields: Vec::new(),
            purposes: purposes(),
            sources: sources(),
            recipients: Vec::new(),
            retention: retention(),
            processors: Vec::new(),
            letters: Letters::default(),
            rates: Vec::new(),
            import: Import::default(),
        }
    }

    /// Returns the customary name of a controller's register. A name that does not end in a short form cannot be put in the
    /// Finnish genitive by rule, so it stands after the word.
    fn name_for(controller: &str, language: Language) -> Words {
        let last = controller.rsplit(' ').next();
        let short = last.is_some_and(|last| SHORT_FORMS.contains(&last));
        Words::One(match language {
            Language::Fi if short => format!("{controller}:n asiakasrekisteri"),
            Language::Fi => format!("Asiakasrekisteri: {controller}"),
            Language::Sv => format!("Kundregister: {controller}"),
            Language::En => format!("Customer register of {controller}"),
        })
    }
}

impl DataRecipient {
    /// Returns the accounting firm that helps with overdue receivables: contact and billing details and the claim, nothing else.
    pub fn accounting_firm(name: &str) -> Self {
        let contact = [
            FieldPath::NAME,
            FieldPath::COMPANY,
            FieldPath::EMAIL,
            FieldPath::BUSINESS_ID,
        ];
        Self {
            name: name.to_owned(),
            country: Some(Country::FINLAND),
            purpose: Words::each(
                "Apu erääntyneiden saatavien perimisessä.",
                "Hjälp med indrivning av förfallna fordringar.",
                "Help with collecting overdue receivables.",
            ),
            basis: Words::each(
                "Oikeutettu etu (6 artiklan 1 kohdan f alakohta): maksun saaminen tehdystä työstä.",
                "Berättigat intresse (artikel 6.1 f): att få betalt för utfört arbete.",
                "Legitimate interest (Article 6(1)(f)): being paid for work done.",
            ),
            record_fields: contact.into_iter().chain(FieldPath::BILLING).collect(),
            claim_fields: [
                "invoice",
                "invoice_date",
                "due_date",
                "amount",
                "open",
                "reference",
            ]
            .map(str::to_owned)
            .to_vec(),
            key: None,
            registration: None,
        }
    }
}

fn purposes() -> Vec<Purpose> {
    vec![
        Purpose {
            text: Words::each(
                "Asiakassuhteiden hoitaminen ja tilattujen töiden laskuttaminen.",
                "Skötsel av kundrelationer och fakturering av beställda arbeten.",
                "Managing customer relationships and invoicing the work ordered.",
            ),
            basis: Words::each(
                "Sopimus (tietosuoja-asetuksen 6 artiklan 1 kohdan b alakohta); yritysasiakkaan yhteyshenkilön osalta oikeutettu etu (f alakohta): yhteydenpito asiakkaaseen.",
                "Avtal (artikel 6.1 b i dataskyddsförordningen); för ett kundföretags kontaktperson berättigat intresse (6.1 f): kontakten med kunden.",
                "Contract (Article 6(1)(b) GDPR); for the contact person of a company, legitimate interest (Article 6(1)(f)): keeping in touch with the customer.",
            ),
        },
        Purpose {
            text: Words::each(
                "Tiedottaminen, kun yrityksen toiminnassa tai palveluissa tapahtuu muutoksia, jotka vaikuttavat tai voivat vaikuttaa asiakkaaseen tai yleensä asiakkaan tilaamaan työhön.",
                "Information om ändringar i företagets verksamhet eller tjänster som påverkar eller kan påverka kunden eller över huvud taget det arbete som kunden har beställt.",
                "Informing of changes in the company's operations or services that affect, or may affect, the customer or, in general, work the customer has ordered.",
            ),
            basis: Words::each(
                "Sopimus (6 artiklan 1 kohdan b alakohta) ja oikeutettu etu (f alakohta): asiakas saa ajoissa tiedon häntä koskevista muutoksista.",
                "Avtal (artikel 6.1 b) och berättigat intresse (6.1 f): kunden får i tid veta om ändringar som berör kunden.",
                "Contract (Article 6(1)(b)) and legitimate interest (Article 6(1)(f)): the customer learns in time of changes that concern them.",
            ),
        },
        Purpose {
            text: Words::each(
                "Erääntyneiden saatavien periminen.",
                "Indrivning av förfallna fordringar.",
                "Collecting overdue receivables.",
            ),
            basis: Words::each(
                "Sopimus (6 artiklan 1 kohdan b alakohta) ja oikeutettu etu (f alakohta): maksun saaminen tehdystä työstä.",
                "Avtal (artikel 6.1 b) och berättigat intresse (6.1 f): att få betalt för utfört arbete.",
                "Contract (Article 6(1)(b)) and legitimate interest (Article 6(1)(f)): being paid for work done.",
            ),
        },
        Purpose {
            text: Words::each("Kirjanpito.", "Bokföring.", "Bookkeeping."),
            basis: Words::each(
                "Lakisääteinen velvoite (6 artiklan 1 kohdan c alakohta): kirjanpitolaki 1336/1997.",
                "Rättslig förpliktelse (artikel 6.1 c): bokföringslagen 1336/1997.",
                "Legal obligation (Article 6(1)(c)): Accounting Act 1336/1997.",
            ),
        },
    ]
}

fn sources() -> Vec<Source> {
    vec![Source {
        text: Words::each(
            "Asiakas itse, asiakassuhteen hoitamista ja tilatun työn laskuttamista varten.",
            "Kunden själv, för skötsel av kundrelationen och fakturering av beställt arbete.",
            "The customer, for managing the relationship and invoicing the work ordered.",
        ),
    }]
}

fn retention() -> Vec<Retention> {
    vec![
        Retention {
            what: Words::each(
                "Asiakkaan tiedot",
                "Kundens uppgifter",
                "The customer's data",
            ),
            rule: Words::each(
                "Asiakassuhteen ajan ja kolme vuotta sen päättymisestä tai viimeisen laskun eräpäivästä, jos se on myöhempi.",
                "Under kundrelationen och tre år från att den upphörde eller från den sista fakturans förfallodag, om den är senare.",
                "For the relationship and three years from its end, or from the due date of the last invoice if that is later.",
            ),
            ground: Some(Words::each(
                "Saatavan vanhentuminen: laki velan vanhentumisesta 728/2003, 4–5 §.",
                "Preskription av fordran: lagen om preskription av skulder 728/2003, 4–5 §.",
                "Limitation of claims: Act 728/2003, sections 4 and 5.",
            )),
        },
        Retention {
            what: Words::each(
                "Tositteet, liiketapahtumia koskeva kirjeenvaihto ja muu kirjanpitoaineisto",
                "Verifikationer, korrespondens om affärshändelser och annat bokföringsmaterial",
                "Vouchers, correspondence on transactions and other accounting material",
            ),
            rule: Words::each(
                "Kuusi vuotta sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt.",
                "Sex år från utgången av det kalenderår under vilket räkenskapsperioden har löpt ut.",
                "Six years from the end of the calendar year in which the financial period ended.",
            ),
            ground: Some(Words::each(
                "Kirjanpitolaki 1336/1997, 2 luvun 10 §.",
                "Bokföringslagen 1336/1997, 2 kap. 10 §.",
                "Accounting Act 1336/1997, chapter 2, section 10.",
            )),
        },
        Retention {
            what: Words::each(
                "Tilinpäätökset ja kirjanpidot",
                "Bokslut och bokföring",
                "Financial statements and account books",
            ),
            rule: Words::each(
                "Kymmenen vuotta tilikauden päättymisestä.",
                "Tio år från räkenskapsperiodens utgång.",
                "Ten years from the end of the financial period.",
            ),
            ground: Some(Words::each(
                "Kirjanpitolaki 1336/1997, 2 luvun 10 §.",
                "Bokföringslagen 1336/1997, 2 kap. 10 §.",
                "Accounting Act 1336/1997, chapter 2, section 10.",
            )),
        },
    ]
}
