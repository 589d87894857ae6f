//! Letters by the cases under `tests/letters`: a new case is a new file.
//!
//! A case is a context in TOML, `---`, then `template: <file>` (a built-in) or the source of a template, then `---` and what
//! is to come of it: the letter, or `error: …` with its `hint: …`. `REKISTERI_UPDATE_CASES=1` writes what came instead; read it before
//! committing it.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write their own cases"
)]

mod context;

use std::error::Error as _;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rekisteri::letters::{Addressee, Context, Engine, Error, First, TemplateName};

pub(crate) use context::context;

/// The name under which a case's own template is known.
const OWN: &str = "case.fi.txt.jinja";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(dir: &str) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root().join(dir)).sort_by_file_name();
    let entries = walk.into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn told(error: &Error) -> String {
    let mut told = format!("error: {error}\n");
    if !error.similar().is_empty() {
        writeln!(told, "hint: did you mean {}", error.similar().join(" or ")).unwrap();
    }
    if let Error::MissingSettings { missing, .. } = error {
        let each = missing.iter().map(|one| format!(" --set {}=…", one.name));
        writeln!(told, "hint: add{}", each.collect::<String>()).unwrap();
    }
    told
}

/// The case's template: a built-in by name, or one or several sources, each after `=== file name` but the first.
fn render(own: &str, template: &str) -> Result<String, Error> {
    let context = context(own);
    let (mut sources, mut name) = (Vec::new(), OWN.to_owned());
    if let Some(builtin) = template.strip_prefix("template: ") {
        builtin.trim().clone_into(&mut name);
    } else {
        for (at, part) in template.split("=== ").enumerate() {
            let (file, source) = if at == 0 {
                (OWN, part)
            } else {
                part.split_once('\n').unwrap()
            };
            sources.push((file.to_owned(), source.to_owned()));
        }
    }
    Engine::new(sources).render(&name.parse::<TemplateName>()?, &context)
}

#[test]
fn every_case_comes_out_as_written() {
    let update = std::env::var_os("REKISTERI_UPDATE_CASES").is_some();
    let mut faults = Vec::new();
    let cases: Vec<PathBuf> = files("tests/letters")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    assert!(cases.len() > 20);
    for path in cases {
        let written = fs::read_to_string(&path).unwrap();
        let mut parts = written.splitn(3, "---\n");
        let (own, template) = (parts.next().unwrap(), parts.next().unwrap());
        let came = render(own, template).unwrap_or_else(|error| told(&error));
        // No-break spaces are shown, for the eye cannot tell them.
        let came = came.replace('\u{a0}', "⍽");
        if update {
            fs::write(&path, format!("{own}---\n{template}---\n{came}")).unwrap();
        } else if parts.next() != Some(came.as_str()) {
            faults.push(format!("{}\n{came}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_of_templates_is_built_in_and_whole() {
    let engine = Engine::new(Vec::new());
    for path in files("templates") {
        let file = path.file_name().unwrap().to_str().unwrap();
        // The layout is typst's own language, and no template.
        if file == "letter.typ" {
            continue;
        }
        let name: TemplateName = file.parse().unwrap();
        assert_eq!(
            engine.source(&name),
            Some(fs::read_to_string(&path).unwrap().as_str()),
            "{file}"
        );
    }
    let names: Vec<String> = engine
        .names()
        .iter()
        .map(|name| name.name().to_owned())
        .collect();
    let letters = ["contact", "demand", "prices", "reminder", "services"];
    // In three languages, as text and as typst.
    let each: Vec<&str> = letters.iter().flat_map(|one| [*one; 6]).collect();
    assert_eq!(names, each);
}

#[test]
fn no_line_of_a_built_in_letter_is_longer_than_a_page_is_wide() {
    for path in files("tests/letters/built_in") {
        for line in fs::read_to_string(&path)
            .unwrap()
            .rsplit("---\n")
            .next()
            .unwrap()
            .lines()
        {
            assert!(line.chars().count() <= 72, "{}: {line}", path.display());
        }
    }
}

#[test]
fn what_was_declared_is_listed_and_faults_are_told_without_rendering() {
    let own = [
        (
            "x.fi.txt.jinja",
            "{# setting a: first #}\n{{ set.a }}{{ set.b }}{% include '_y.fi.txt.jinja' %}",
        ),
        (
            "_y.fi.txt.jinja",
            "{% if set.c is defined %}{{ set.c }}{% endif %}",
        ),
        ("z.fi.txt.jinja", "{% if %}"),
        ("page.fi.html.jinja", "<p>"),
        ("typo.fin.txt.jinja", ""),
        ("README.md", "not ours"),
    ];
    let engine = Engine::new(
        own.map(|(file, source)| (file.to_owned(), source.to_owned()))
            .into(),
    );
    let settings = engine.settings(&"x.fi.txt".parse().unwrap());
    let listed: Vec<_> = settings
        .iter()
        .map(|one| (one.name.as_str(), one.required))
        .collect();
    assert_eq!(listed, [("a", true), ("b", false), ("c", false)]);
    assert!(engine.is_own(&"x.fi.txt".parse().unwrap()));
    assert!(!engine.is_own(&"prices.fi.txt".parse().unwrap()));
    let faults: Vec<String> = engine.faults().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(faults.join("\n"), @"
    `typo.fin.txt.jinja` is not named `<name>.<fi|sv|en>.<txt|html|eml|typ>.jinja`
    `page.fi.html.jinja`: letters cannot be made as `html` yet
    `z.fi.txt.jinja` line 1: syntax error: unexpected end of block
    ");
}

#[test]
fn a_letter_is_found_in_the_first_language_it_is_written_in() {
    use rekisteri::letters::{Format, Language};
    let own = [("offer.en.txt.jinja", ""), ("offer.fi.txt.jinja", "")];
    let engine = Engine::new(own.map(|(file, text)| (file.into(), text.into())).into());
    let wanted = [Language::Sv, Language::En, Language::Fi];
    let found = |name: &str| {
        let found = engine.find(name, &wanted, Format::Txt);
        found.unwrap().to_string()
    };
    assert_eq!(found("offer"), "offer.en.txt.jinja");
    assert_eq!(found("reminder"), "reminder.sv.txt.jinja");
    let error = |name: &str, language, format| engine.find(name, &[language], format).unwrap_err();
    insta::assert_snapshot!(told(&error("remainder", Language::Fi, Format::Txt)), @"
    error: no template `remainder`
    hint: did you mean reminder
    ");
    insta::assert_snapshot!(told(&error("offer", Language::Sv, Format::Txt)), @"error: template `offer` is not written in `sv`");
    insta::assert_snapshot!(told(&error("_letter", Language::Fi, Format::Txt)), @"error: no template `_letter`");
}

#[test]
fn templates_and_letters_have_a_size() {
    let long = format!(
        "{{% for i in range(100) %}}{}{{% endfor %}}",
        "x".repeat(20_000)
    );
    let own = vec![
        (OWN.to_owned(), long),
        ("large.fi.txt.jinja".to_owned(), "x".repeat(300_000)),
    ];
    let engine = Engine::new(own);
    let error = |file: &str| {
        let context = context("");
        engine
            .render(&file.parse().unwrap(), &context)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(error(OWN), @"`case.fi.txt.jinja` makes a letter of more than 1048576 bytes");
    insta::assert_snapshot!(error("large.fi.txt"), @"`large.fi.txt.jinja` is larger than 262144 bytes");
}

/// A value that stands in every field of the context.
const CANARY: &str = "Kanarialintu";

fn canary() -> Context {
    let all = |keys: &[&str]| {
        keys.iter()
            .map(|key| ((*key).to_owned(), Some(CANARY.to_owned())))
            .collect()
    };
    let mut context = context("");
    context.fields.insert(
        "customer".into(),
        all(&["name", "company", "email", "number"]),
    );
    context.fields.insert(
        "postal_address".into(),
        all(&["street", "postcode", "city", "country"]),
    );
    context.addressee = Addressee::of(&context.fields, First::Postal).unwrap();
    context.set.insert("word".into(), CANARY.into());
    context
}

#[test]
fn no_error_tells_a_value() {
    let faulty = fs::read_to_string(root().join("tests/letters/leaks.jinja")).unwrap();
    for line in faulty.lines().filter(|line| !line.is_empty()) {
        let source =
            format!("{{# {{{{ set.word }}}} #}}{{% if set.word %}}{{% endif %}}\n{line}\n");
        let engine = Engine::new(vec![
            (OWN.to_owned(), source),
            ("_broken.fi.txt.jinja".into(), "{{ customer.nam }}".into()),
        ]);
        let error = match engine.render(&OWN.parse().unwrap(), &canary()) {
            Ok(letter) => panic!("`{line}` is no error: {letter}"),
            Err(error) => error,
        };
        let mut all = format!(
            "{error}\n{error:#}\n{error:?}\n{error:#?}\n{:?}",
            error.similar()
        );
        let mut source = error.source();
        while let Some(inner) = source {
            write!(all, "{inner}\n{inner:?}\n{inner:#?}").unwrap();
            source = inner.source();
        }
        assert!(
            !all.to_lowercase().contains(&CANARY.to_lowercase()),
            "`{line}` tells:\n{all}"
        );
    }
}
