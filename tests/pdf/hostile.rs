//! Names that would be typst, minijinja or HTML if they were let: each is printed as it is, by every template.

use super::page::Printed;
use super::sheets::{self, LANGUAGES, TEMPLATES};

const NAMES: [&str; 22] = [
    "#panic(\"x\") <b>",
    "#let x = 1",
    "$x^2$",
    "*b* _i_ `r`",
    "= Heading",
    "- item",
    "+ item",
    "/ term: x",
    "1. one",
    "@ref <label>",
    "// comment",
    "/* comment */",
    "a\\b \\u{41}",
    "~ -- --- ...",
    "[x] ]",
    "\"quoted\" 'x'",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "#import \"/x\"",
    "http://example.fi",
    "<script>&amp;",
    "); #read(\"x\")",
];

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[test]
fn every_name_is_printed_as_it_is() {
    for (at, name) in NAMES.into_iter().enumerate() {
        let template = TEMPLATES[at % TEMPLATES.len()];
        let language = LANGUAGES[at % LANGUAGES.len()];
        check(template, language, name);
    }
    for template in TEMPLATES {
        for language in LANGUAGES {
            check(template, language, NAMES[0]);
        }
    }
}

/// The name of customer, company, street and sender, in what the owner sets, and as an invoice's number and description.
fn check(template: &str, language: &str, name: &str) {
    let text = quoted(name);
    let own = format!(
        "[customer]\nnumber = '1042'\nname = {text}\ncompany = {text}\n[postal_address]\nstreet = {text}\npostcode = '90100'\n\
         city = 'Oulu'\ncountry = 'FI'\n[contact]\nname = {text}\nphone = {text}\nemail = {text}\n"
    );
    let rest = if sheets::is_debt(template) {
        format!(
            "[[invoices]]\nnumber = {text}\ndescription = {text}\namount = '310.00'\ndate = '2026-10-01'\ndue = '2026-10-15'\n[claim]\nrate = '2.5'\n"
        )
    } else {
        format!("[set]\nfrom = '1.1.2027'\nchange = {text}\n")
    };
    let context = crate::letters::context(&format!("{own}{rest}"));
    let printed = Printed::new(&sheets::print(template, language, &context));
    let Some(flow) = printed.flow() else { return };
    let wanted = if sheets::is_debt(template) { 9 } else { 7 };
    let (flow, name) = (packed(&flow), packed(name));
    let found = flow.matches(&name).count();
    assert!(
        found >= wanted,
        "{template}.{language}: `{name}` {found} times in {flow}"
    );
}

/// Without spaces: where a line may break is not the question.
fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
