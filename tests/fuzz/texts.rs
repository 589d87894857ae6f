//! What people type: dates, sums, account and reference numbers, selectors. What is understood is understood again as we print it.

use rekisteri::model::{
    Bic, BusinessId, Country, CustomerNumber, Email, FieldPath, Iban, PersonName, Schema,
    Selection, amount, date, identity_code,
};
use rekisteri::receivables::Reference;
use rekisteri::text;

use crate::corpus;
use crate::run::Target;

const WORDS: &[&str] = &[
    "3.12.2026",
    "2026-12-03",
    "310,00",
    "1 000,50",
    "FI21 1234 5600 0007 85",
    "RF18 5390 0754 7034",
    "1234567-1",
    "FI12345671",
    "aino@example.fi",
    "customer.",
    "email=",
    "!email",
    "*",
    "A123",
    "1001-1030",
    "xn--",
    "Åland",
    "…",
    "−",
    "€",
    "²",
    "١",
];

pub(crate) fn target() -> Target {
    let folders = "address business_id email iban identity_code reference selector";
    let folders: Vec<String> = folders
        .split(' ')
        .map(|folder| format!("tests/vectors/{folder}"))
        .collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let corpus = corpus::lines(&corpus::files("texts", &folders));
    let schema = Schema::new(&[]);
    Target {
        corpus,
        words: WORDS,
        laws: Box::new(move |input| {
            let typed = String::from_utf8_lossy(input);
            numbers(&typed);
            names(&typed);
            drop(Selection::parse([&*typed].as_slice(), &schema));
            drop(schema.resolve(&typed));
            shown(&typed);
        }),
    }
}

fn numbers(typed: &str) {
    if let Ok(day) = date::parse(typed) {
        assert_eq!(date::parse(&date::iso(day)).ok(), Some(day), "iso");
        assert_eq!(date::parse(&date::finnish(day)).ok(), Some(day), "finnish");
    }
    if let Ok(sum) = amount::parse(typed) {
        let finnish = amount::finnish(sum);
        assert_eq!(amount::parse(&finnish).ok(), Some(sum), "{finnish}");
        assert_eq!(amount::parse(&amount::plain(sum)).ok(), Some(sum), "plain");
    }
    if let Ok(number) = typed.parse::<CustomerNumber>() {
        assert_eq!(number.to_string(), typed);
    }
    if let Ok(reference) = typed.parse::<Reference>() {
        let again = reference.to_string().parse::<Reference>();
        assert!(again.is_ok_and(|again| again == reference), "reference");
        let rf = reference.to_rf();
        let again = rf.compact().parse::<Reference>();
        assert!(again.is_ok_and(|again| again == rf), "RF");
    }
}

fn names(typed: &str) {
    if let Ok(iban) = typed.parse::<Iban>() {
        let again = iban.grouped().parse::<Iban>();
        assert!(again.is_ok_and(|again| again == iban), "iban");
    }
    if let Ok(bic) = typed.parse::<Bic>() {
        assert!(
            bic.as_str().parse::<Bic>().is_ok_and(|again| again == bic),
            "bic"
        );
    }
    if let Ok(id) = BusinessId::parse_loose(typed) {
        let again = id.as_str().parse::<BusinessId>();
        assert!(again.is_ok_and(|again| again == id), "business ID");
    }
    if let Ok(email) = typed.parse::<Email>() {
        let again = email.as_str().parse::<Email>();
        assert!(again.is_ok_and(|again| again == email), "e-mail");
        assert!(email.same_as(&email));
    }
    if let Ok(path) = typed.parse::<FieldPath>() {
        assert!(FieldPath::new(path.table(), path.key()).is_ok_and(|again| again == path));
    }
    if let Ok(country) = typed.parse::<Country>() {
        assert!(
            country
                .to_string()
                .parse::<Country>()
                .is_ok_and(|again| again == country)
        );
    }
    if let Ok(name) = typed.parse::<PersonName>() {
        let again = name.to_string().parse::<PersonName>();
        assert!(again.is_ok_and(|again| again == name), "name");
    }
    assert!(identity_code::find(typed).is_none() || typed.len() > 9);
}

fn shown(typed: &str) {
    let shown = text::visible(typed);
    assert!(!text::has_control(&shown), "a control is shown");
    assert_eq!(text::visible(&shown), shown, "shown twice");
    let clean = text::clean(typed);
    assert_eq!(text::clean(&clean), clean, "cleaned twice");
    let folded = text::fold(typed);
    assert_eq!(text::fold(&folded), folded, "folded twice");
    drop(text::similar(typed, ["email", "name"].into_iter()));
    drop(text::clip(typed));
}
