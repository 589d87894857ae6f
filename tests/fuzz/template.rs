//! Templates: whatever the owner writes ends, in a letter of bounded size or in an error without a value of the customer.

use std::collections::BTreeMap;
use std::error::Error as _;

use rekisteri::letters::{Addressee, Context, Engine, Fields, First, Party, Sender, TemplateName};

use crate::corpus;
use crate::run::Target;

const NAME: &str = "oma.fi.txt.jinja";
/// The largest letter.
const LETTER: usize = 1 << 20;

/// Stand in every value of the customer, and in nothing that a template says.
const CANARIES: [&str; 6] = [
    "Qzxkana", "Wvjkari", "Zzqkatu", "90871", "Xqwkunta", "qzx@wvj",
];

const WORDS: &[&str] = &[
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "{% for a in range(9) %}",
    "{% endfor %}",
    "{% if customer.name %}",
    "{% else %}",
    "{% elif ",
    "{% endif %}",
    "{% set a = customer.name %}",
    "{% set a %}",
    "{% endset %}",
    "{% macro m(x) %}",
    "{% endmacro %}",
    "{% include customer.name %}",
    "{% include 'services.fi.txt' %}",
    "{% extends 'oma.fi.txt' %}",
    "{% block b %}",
    "{% endblock %}",
    "{% raw %}",
    "{% endraw %}",
    "customer",
    "customer.name",
    "billing_address.street",
    "recipient.lines",
    "letter.date",
    "set.x",
    "[customer.email]",
    "(customer.name)",
    " | date",
    " | money",
    " | wrap(9)",
    " | column(99)",
    " | rows(3)",
    " | int",
    " | float",
    " | format(customer.name)",
    " | list",
    " | sort",
    " | map('upper')",
    " | join(customer.email)",
    " | default(customer.city)",
    " ~ customer.name",
    " + 1",
    " / 0",
    " ** 99",
    " * 999",
    " is defined",
    " in customer",
    "loop.index",
    "self.b()",
    "caller()",
    "namespace(a=1)",
    "dict(a=customer.name)",
    "lipsum()",
];

pub(crate) fn target() -> Target {
    let mut corpus = corpus::files("template", &["templates"]);
    for case in corpus::files("template", &["tests/letters"]) {
        let case = String::from_utf8_lossy(&case).into_owned();
        corpus.extend(
            case.split("---\n")
                .nth(1)
                .map(|part| part.as_bytes().to_vec()),
        );
    }
    let context = context();
    Target {
        corpus,
        words: WORDS,
        laws: Box::new(move |input| laws(input, &context)),
    }
}

fn laws(input: &[u8], context: &Context) {
    let source = String::from_utf8_lossy(input).into_owned();
    let said = CANARIES.iter().any(|canary| source.contains(canary));
    let engine = Engine::new(vec![(NAME.to_owned(), source)]);
    drop(engine.faults());
    let name: TemplateName = NAME.parse().unwrap();
    drop(engine.settings(&name));
    match engine.render(&name, context) {
        Ok(letter) => assert!(letter.len() <= LETTER + 1, "{} bytes", letter.len()),
        Err(_) if said => {}
        Err(error) => {
            let cause = error.source().map(ToString::to_string);
            let told = format!("{error}\n{error:?}\n{cause:?}\n{:?}", error.similar());
            let leak = CANARIES
                .iter()
                .find(|canary| told.to_lowercase().contains(&canary.to_lowercase()));
            assert!(leak.is_none(), "a value is told: {told}");
        }
    }
}

fn context() -> Context {
    let [first, last, street, postcode, city, email] = CANARIES;
    let some = |text: &str| Some(text.to_owned());
    let customer = [
        ("name", Some(format!("{first} {last}"))),
        ("company", None),
        ("email", Some(format!("{email}.example"))),
        ("number", some("1001")),
    ];
    let address = [
        ("street", Some(format!("{street} 1"))),
        ("postcode", some(postcode)),
        ("city", some(city)),
        ("country", some("FI")),
    ];
    let table = |entries: &[(&str, Option<String>)]| -> BTreeMap<String, Option<String>> {
        let own = |(key, value): &(&str, Option<String>)| ((*key).to_owned(), value.clone());
        entries.iter().map(own).collect()
    };
    let fields = Fields::from([
        ("customer".to_owned(), table(&customer)),
        ("billing_address".to_owned(), table(&address)),
        ("postal_address".to_owned(), table(&address)),
    ]);
    let party = Party {
        name: some("Esimerkki Oy"),
        email: some("toimisto@example.fi"),
        ..Party::default()
    };
    Context {
        date: "2026-11-24".parse().unwrap(),
        sender: Sender {
            controller: party.clone(),
            business_id: None,
            contact: party,
            iban: None,
            bic: None,
            holder: None,
            notice_url: None,
        },
        addressee: Addressee::of(&fields, First::Billing).unwrap(),
        debt: None,
        set: BTreeMap::from([("x".to_owned(), "y".to_owned())]),
        fields,
    }
}
