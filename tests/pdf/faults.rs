//! What cannot be printed: told by template, line and words that are nobody's, and without a value of the record.

use rekisteri::letters::{Engine, Error};

use crate::letters::context;

const OWN: &str = "case.fi.typ.jinja";

fn refused(source: &str) -> Error {
    let engine = Engine::new(vec![(OWN.to_owned(), source.to_owned())]);
    match engine.print(&OWN.parse().unwrap(), &context("")) {
        Ok(_) => panic!("`{source}` is printed"),
        Err(error) => error,
    }
}

#[test]
fn typsts_faults_name_file_and_line() {
    let said: Vec<String> = [
        "Hello\n\n#colour and {{ customer.name }}",
        "#let f(x) = f(x)\n#f({{ customer.name | typ }})",
        "#while true {}",
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#image(\"x.png\")",
        "#datetime.today().display()",
        "{% for n in range(150) %}\n#pagebreak()\n{% endfor %}\n",
        "#text(",
    ]
    .map(|source| refused(source).to_string())
    .into();
    insta::assert_snapshot!(said.join("\n"), @r#"
    `case.fi.typ.jinja` line 3: unknown variable: colour, in `#colour and {{ customer.name }}`
    `case.fi.typ.jinja` line 1: maximum function call depth exceeded, in `#let f(x) = f(x)`
    `case.fi.typ.jinja` line 1: condition is always true, in `#while true {}`
    `case.fi.typ.jinja` line 1: failed to load file (letters read no files), in `#read("/etc/passwd")`
    `case.fi.typ.jinja` line 1: failed to load file (letters read no files), in `#import "@preview/cetz:0.3.0"`
    `case.fi.typ.jinja` line 1: failed to load file (letters read no files), in `#image("x.png")`
    `case.fi.typ.jinja` line 1: unable to get the current date, in `#datetime.today().display()`
    `case.fi.typ.jinja` makes a letter of more than 100 pages
    `case.fi.typ.jinja` line 1: unclosed delimiter, in `#text(`
    "#);
}

#[test]
fn no_fault_tells_a_value() {
    for source in [
        "#panic({{ customer.name | typ }})",
        "#{{ customer.name }}",
        "#({{ customer.name | typ }}.first() + 1)",
        "#panic({{ customer.name | typ }}.split(\" \").first())",
        "#int({{ customer.name | typ }})",
        "#read({{ customer.name | typ }})",
        "#label({{ customer.name | typ }}) @{{ customer.name }}",
        "#assert.eq({{ customer.name | typ }}, \"x\")",
    ] {
        let error = refused(source);
        let all = format!("{error}\n{error:?}\n{error:#?}").to_lowercase();
        for part in ["maija", "meikäläinen", "meika"] {
            assert!(!all.contains(part), "`{source}` tells {all}");
        }
    }
}

#[test]
fn a_character_that_no_font_has_names_the_customer_by_number() {
    for name in ["山田太郎", "Aino 😀", "ไทย"] {
        let own = format!(
            "[customer]\nnumber = '1042'\nname = '{name}'\n[set]\nfrom = '1.1.2027'\nchange = 'x'\n"
        );
        let name = "services.fi.typ".parse().unwrap();
        let error = Engine::new(Vec::new())
            .print(&name, &context(&own))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the fonts of PDF letters lack a character of the letter to customer `1042`"
        );
    }
    // Greek, Cyrillic and Vietnamese are there, Arabic and Hebrew too.
    for name in [
        "Ελένη Παπαδοπούλου",
        "Анна Ковалёва",
        "Nguyễn Thị Hạnh",
        "Łukasz Żółć",
        "ليلى",
        "שרה",
        "ẞ ½ № € ™",
    ] {
        let own = format!(
            "[customer]\nnumber = '1042'\nname = '{name}'\n[set]\nfrom = '1.1.2027'\nchange = 'x'\n"
        );
        let file = "services.fi.typ".parse().unwrap();
        let printed = Engine::new(Vec::new()).print(&file, &context(&own));
        assert!(printed.is_ok(), "{name}: {}", printed.unwrap_err());
    }
}
