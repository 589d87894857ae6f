//! Cases of the model as files: `tests/vectors/<what>/<verdict>.txt`, one case a line, `#` for comments.
//!
//! Adding a case is adding a line. The folder is walked, so that no file is forgotten.

use std::fs;
use std::path::Path;

use rekisteri::model::identity_code::{self, Found};
use rekisteri::model::{
    BusinessId, Customer, CustomerNumber, Declared, Email, FieldPath, Iban, Record, Schema,
    Selection,
};

/// Judges one line; an answer is what is wrong with it.
fn judge(what: &str, verdict: &str, line: &str) -> Result<(), String> {
    match (what, verdict) {
        ("business_id", _) => judge_text::<BusinessId>(verdict, line),
        ("iban", _) => judge_text::<Iban>(verdict, line),
        ("email", _) => judge_text::<Email>(verdict, line),
        ("identity_code", _) => judge_identity_code(verdict, line),
        ("address", "valid") => judge_address(line),
        ("address", "invalid") => match address(line) {
            Err(()) => Ok(()),
            Ok(_) => Err("was accepted".into()),
        },
        ("selector", "matches") => judge_selector(line),
        ("selector", "refused") => judge_refusal(line),
        // `references.rs` and `payment_codes.rs` judge these.
        ("reference" | "barcode", _) => Ok(()),
        _ => Err("no test judges this file".into()),
    }
}

fn judge_text<T: std::str::FromStr>(verdict: &str, line: &str) -> Result<(), String> {
    match (verdict, line.parse::<T>().is_ok()) {
        ("valid", true) | ("invalid", false) => Ok(()),
        (_, accepted) => Err(format!("accepted: {accepted}")),
    }
}

fn judge_identity_code(verdict: &str, line: &str) -> Result<(), String> {
    let wanted = match verdict {
        "valid" => Some(Found::Valid),
        "shape" => Some(Found::Shape),
        _ => None,
    };
    let found = identity_code::find(line);
    (found == wanted).then_some(()).ok_or(format!("{found:?}"))
}

fn address(line: &str) -> Result<Option<String>, ()> {
    let mut record = Record::new(CustomerNumber::new(1001).unwrap());
    record.set(FieldPath::NAME, "Aino Esimerkki");
    for (path, part) in FieldPath::BILLING.into_iter().zip(line.split('|')) {
        record.set(path, part);
    }
    let checked = Schema::default().parse(record).map_err(drop)?;
    let address = checked.customer.billing_address();
    Ok(address.map(|address| address.country().to_string()))
}

fn judge_address(line: &str) -> Result<(), String> {
    let (parts, wanted) = line.rsplit_once(" -> ").ok_or("no arrow")?;
    let country = address(parts).map_err(|()| "was refused")?;
    let country = country.as_deref().unwrap_or("-");
    (country == wanted).then_some(()).ok_or(country.to_owned())
}

fn schema() -> Schema {
    Schema::new(&[Declared {
        path: "customer.services".parse().unwrap(),
        label: None,
    }])
}

#[rustfmt::skip]
fn customers() -> Vec<Customer> {
    let raahe = [("billing_address.street", "Rantakatu 1"), ("billing_address.postcode", "92100"), ("billing_address.city", "Raahe")];
    let turku = [("billing_address.street", "Slottsgatan 1"), ("billing_address.postcode", "20100"), ("billing_address.city", "Åbo")];
    [
        (1001, [vec![("name", "Aino Esimerkki"), ("email", "aino@example.fi")], raahe.to_vec()].concat()),
        (1002, vec![("name", "Bo Esimerkki"), ("email", "bo@example.fi"), ("state.ended", "2026-12-03")]),
        (1003, [vec![("company", "Raahen Esimerkki Oy"), ("business_id", "0112038-9"), ("services", "verkkosivut; ylläpito")], raahe.to_vec()].concat()),
        (1004, [vec![("company", "Exempel Oy Ab"), ("services", "Ylläpito")], turku.to_vec()].concat()),
    ]
    .into_iter()
    .map(|(number, values)| {
        let mut record = Record::new(CustomerNumber::new(number).unwrap());
        for (path, value) in values {
            record.set(path.parse().unwrap(), value);
        }
        schema().parse(record).unwrap().customer
    })
    .collect()
}

fn judge_selector(line: &str) -> Result<(), String> {
    let (selectors, wanted) = line.rsplit_once("->").ok_or("no arrow")?;
    let selection =
        Selection::parse(selectors.split(" & "), &schema()).map_err(|error| error.to_string())?;
    let matching = customers()
        .into_iter()
        .filter(|customer| selection.matches(customer));
    let numbers: Vec<String> = matching
        .map(|customer| customer.number().to_string())
        .collect();
    let numbers = numbers.join(" ");
    (numbers == wanted.trim()).then_some(()).ok_or(numbers)
}

fn judge_refusal(line: &str) -> Result<(), String> {
    let (selector, wanted) = line.split_once(" -> ").ok_or("no arrow")?;
    let error = match Selection::parse([selector], &schema()) {
        Ok(_) => return Err("was accepted".into()),
        Err(error) => error.to_string(),
    };
    (error == wanted).then_some(()).ok_or(error)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the cases are our own files")]
fn every_case_is_judged_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut complaints = Vec::new();
    let mut cases = 0;
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let (what, verdict) = name.to_str().unwrap().split_once('/').unwrap();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            cases += 1;
            if let Err(why) = judge(what, verdict, line) {
                complaints.push(format!("{what}/{verdict}: `{line}`: {why}"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert!(cases > 250, "only {cases} cases were found");
}
