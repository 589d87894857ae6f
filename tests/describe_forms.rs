//! `register.toml` may be written by hand in any form that TOML has; `describe` changes each, or says that it cannot.

use crate::common::sandbox::TestEnv;

const TOML: &str = "records/register.toml";

/// A register whose description begins with these lines and has none of the parts that they are about.
fn with(lines: &str, without: &[&str]) -> TestEnv {
    let env = TestEnv::three_customers();
    let text = env.read(TOML);
    let (id, _) = text.split_once('\n').unwrap();
    let mut document: toml_edit::DocumentMut = text.parse().unwrap();
    document.remove("id");
    for part in without {
        document.remove(part);
    }
    env.write(TOML, &format!("{id}\n{lines}\n{document}"));
    env.run(&["commit", "--yes"]).ok();
    env
}

#[test]
fn inline_tables_are_changed_where_they_stand() {
    let env = with(
        "contact = { name = \"Siiri\", phone = \"018 1\" } # mine\nbank = { iban = \"FI2112345600000785\" }",
        &["contact", "bank"],
    );
    env.run(&[
        "describe",
        "contact.phone=018 2",
        "contact.city=Raahe",
        "bank.iban=FI5810171000000122",
        "bank.bic=NDEAFIHH",
    ])
    .ok();
    let text = env.read(TOML);
    assert!(
        text.contains("contact = { name = \"Siiri\", phone = \"018 2\", city = \"Raahe\" } # mine"),
        "{text}"
    );
    assert!(
        text.contains("bank = { iban = \"FI5810171000000122\", bic = \"NDEAFIHH\" }"),
        "{text}"
    );
    env.run(&["describe", "contact.phone="]).ok();
    assert!(!env.read(TOML).contains("018 2"));
    env.assert_clean();
}

#[test]
fn dotted_keys_and_tables_inside_inline_ones() {
    let env = with(
        "contact.name = \"Siiri\"\nimport = { customers = { Nimi = \"customer.name\" } }",
        &["contact", "import"],
    );
    env.run(&[
        "describe",
        "contact.phone=018 2",
        "import.customers.Kauppa=customer.company",
        "import.receivables.Lasku=invoice",
    ])
    .ok();
    let shown: toml::Table = env.read(TOML).parse().unwrap();
    assert_eq!(shown["contact"]["phone"].as_str(), Some("018 2"));
    assert_eq!(
        shown["import"]["customers"]["Kauppa"].as_str(),
        Some("customer.company")
    );
    assert_eq!(
        shown["import"]["receivables"]["Lasku"].as_str(),
        Some("invoice")
    );
}

#[test]
fn lists_on_one_line() {
    let env = with(
        "fields = [{ path = \"customer.phone\", label = \"Puhelin\" }]\nrates = []",
        &["fields", "rates"],
    );
    env.run(&["describe", "fields.customer.language=Kieli"])
        .ok();
    env.run(&["describe", "fields.customer.phone=Puhelinnumero"])
        .ok();
    env.run(&["rates", "add", "2027-H1", "2,5"]).ok();
    env.run(&["edit", "1001", "phone=018 1", "language=sv"])
        .ok();
    let shown: toml::Table = env.read(TOML).parse().unwrap();
    let labels: Vec<&str> = shown["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Puhelinnumero", "Kieli"]);
    assert_eq!(shown["rates"][0]["half"].as_str(), Some("2027-H1"));
    env.assert_clean();
}
