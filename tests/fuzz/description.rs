//! The public files: `register.toml` and `ledger.toml`. What is taken is taken again after it was written.

use rekisteri::model::{Description, Ledger, Schema};
use rekisteri::register::DescriptionText;

use crate::corpus;
use crate::run::Target;

const WORDS: &[&str] = &[
    "[controller]\n",
    "[[fields]]\npath = \"customer.phone\"\n",
    "[[keys]]\n",
    "[[purposes]]\n",
    "[[retention]]\n",
    "[[recipients]]\n",
    "[letters]\n",
    "[import.customers]\n",
    "iban = \"FI2112345600000785\"\n",
    "last_number = 1060\n",
    "[[erased]]\nnumber = 1001\ndate = \"2026-11-22\"\nground = \"x\"\n",
    "{ fi = \"a\", sv = \"b\" }",
    "language = \"fi\"\n",
    "sample = true\n",
    "numbers = \"imported\"\n",
    "{}",
    "[]",
];

pub(crate) fn target() -> Target {
    let mut corpus = corpus::files("description", &["records/register.toml"]);
    corpus.extend(corpus::files("description", &["records/ledger.toml"]));
    corpus.push(b"last_number = 1060\n\n[[erased]]\nnumber = 1005\ndate = \"2026-11-22\"\nground = \"x\"\nids = [\"a\"]\n".to_vec());
    Target {
        corpus,
        words: WORDS,
        laws: Box::new(laws),
    }
}

fn laws(input: &[u8]) {
    match DescriptionText::from_file(input) {
        Ok(text) => described(&text, input.len().is_multiple_of(8)),
        Err(error) => drop(error.to_string()),
    }
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    if let Ok(ledger) = toml::from_str::<Ledger>(text) {
        let next = ledger.next_number([]);
        assert!(
            next.is_none_or(|next| !ledger.is_erased(next)),
            "used before"
        );
        let again: Ledger = toml::from_str(&toml::to_string(&ledger).unwrap()).unwrap();
        assert!(again == ledger, "the ledger written again");
    }
}

fn described(text: &DescriptionText, slowly: bool) {
    let description = text.description().unwrap();
    let schema = Schema::new(&description.fields);
    for field in schema.fields() {
        assert!(schema.declares(field));
    }
    drop(description.missing_for_letters());
    let written = toml::to_string(&description).unwrap();
    let again: Description = toml::from_str(&written).unwrap();
    assert!(again == description, "the description written again");
    if !slowly {
        return;
    }
    // What is said already can be said again.
    let mut same = text.clone();
    for (key, value) in text.settings() {
        drop(same.set(&key, &value));
    }
    drop(same.description().unwrap());
}
