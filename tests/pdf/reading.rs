//! What a program reads from a letter: words in order, title, language, tags; and what independent checkers say of the file.

use std::process::Command;

use super::page::Printed;
use super::sheets::{self, LANGUAGES, TEMPLATES};
use crate::common::tools::{pinned, present, python_with, success, tool};

#[test]
fn words_come_in_reading_order() {
    let printed = Printed::new(&sheets::print(
        "reminder",
        "fi",
        &sheets::letter("reminder", ""),
    ));
    let Some(flow) = printed.flow() else { return };
    let order = [
        "Esimerkkisepät Oy",
        "MAKSUMUISTUTUS",
        "24.11.2026",
        "Meikäläisen Saha Oy",
        "90100 OULU",
        "Hyvä asiakas",
        "Pyydämme maksamaan saatavan",
        "Saatavan erittely",
        "Eräpäivä",
        "310,00 €",
        "Pääoma",
        "Maksettava yhteensä",
        "318,23 €",
        "Viivästyskorko on 9,5 %",
        "Ystävällisin terveisin",
        "Siiri Seppälä",
        "TILISIIRTO",
        "FI21 1234 5600 0007 85",
        "Virtuaaliviivakoodi",
    ];
    let mut at = 0;
    for words in order {
        let found = flow[at..].find(words);
        at += found.unwrap_or_else(|| panic!("`{words}` does not follow in {flow}"));
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    for template in TEMPLATES {
        let context = sheets::letter(template, "");
        let first = sheets::print(template, "fi", &context);
        // Others are set in between, and on other threads.
        let again: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let one = || {
                drop(sheets::print(
                    "services",
                    "sv",
                    &sheets::letter("services", ""),
                ));
                sheets::print(template, "fi", &context)
            };
            let threads = [scope.spawn(one), scope.spawn(one)];
            threads.map(|thread| thread.join().unwrap()).into()
        });
        assert!(again.iter().all(|bytes| *bytes == first), "{template}");
        let text = String::from_utf8_lossy(&first);
        assert!(
            text.contains("D:20261124000000"),
            "{template}: the letter's date is the only clock"
        );
    }
}

#[test]
fn title_and_language_are_set_and_the_file_is_tagged() {
    for (language, title) in [
        ("fi", "Maksumuistutus"),
        ("sv", "Betalningspåminnelse"),
        ("en", "Payment reminder"),
    ] {
        let bytes = sheets::print("reminder", language, &sheets::letter("reminder", ""));
        let printed = Printed::new(&bytes);
        assert!(String::from_utf8_lossy(&bytes).contains(&format!("/Lang({language})")));
        let Some(info) = printed.info() else { return };
        let says = |key: &str, value: &str| {
            info.lines()
                .any(|line| line.starts_with(key) && line.ends_with(value))
        };
        assert!(
            says("Title:", title) && says("Author:", "Esimerkkisepät Oy"),
            "{info}"
        );
        assert!(
            says("Tagged:", "yes") && says("JavaScript:", "no") && says("Encrypted:", "no"),
            "{info}"
        );
        assert!(
            info.contains("A4") && says("Creator:", "rekisteri"),
            "{info}"
        );
    }
}

/// One of each template and language, and ten invoices.
fn all() -> Vec<Printed> {
    let each = LANGUAGES
        .iter()
        .flat_map(|language| TEMPLATES.map(|template| (template, *language)));
    let mut all: Vec<Printed> = each
        .map(|(template, language)| {
            Printed::new(&sheets::print(
                template,
                language,
                &sheets::letter(template, ""),
            ))
        })
        .collect();
    let ten = crate::letters::context(&sheets::invoices(10));
    all.push(Printed::new(&sheets::print("demand", "sv", &ten)));
    all
}

/// PDF/A-2a and PDF/UA-1, as veraPDF sees them.
#[test]
fn verapdf_finds_nothing() {
    let jars = pinned("verapdf")
        .map(|dir| dir.join("lib"))
        .filter(|dir| dir.is_dir());
    let Some(jars) = present("verapdf", jars) else {
        return;
    };
    let Some(java) = tool("java") else { return };
    let all = all();
    for flavour in ["2a", "ua1"] {
        let mut command = Command::new(&java);
        command.arg("-cp").arg(jars.join("*")).args([
            "org.verapdf.apps.GreenfieldCliWrapper",
            "--flavour",
            flavour,
            "--format",
            "text",
        ]);
        let run = command
            .args(all.iter().map(Printed::path))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        let passed = said
            .lines()
            .filter(|line| line.starts_with("PASS "))
            .count();
        assert_eq!(
            passed,
            all.len(),
            "{flavour}: {said}{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

/// qpdf, as pikepdf brings it, checks structure and streams.
pub(super) fn qpdf_finds_nothing(files: &[std::path::PathBuf]) {
    let Some(python) = python_with("pikepdf") else {
        return;
    };
    let script = "import sys, pikepdf\nfor file in sys.argv[1:]:\n    with pikepdf.open(file) as pdf:\n        print(*pdf.check_pdf_syntax())";
    let run = Command::new(python)
        .arg("-c")
        .arg(script)
        .args(files)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(success(run)).unwrap().trim(), "");
}

#[test]
fn qpdf_finds_nothing_in_single_letters() {
    let all = all();
    qpdf_finds_nothing(&all.iter().map(Printed::path).collect::<Vec<_>>());
}

/// The sentences of a text letter: what stands at the margin, below the heading.
fn sentences(text: &str) -> Vec<String> {
    let paragraphs = text.split("\n\n");
    let prose = paragraphs.filter(|one| one.trim().ends_with('.') && !one.starts_with(' '));
    let words = |one: &str| one.split_whitespace().collect::<Vec<_>>().join(" ");
    let each = prose.flat_map(|one| {
        let one = words(one);
        one.split_inclusive(". ")
            .map(|said| said.trim().to_owned())
            .collect::<Vec<_>>()
    });
    each.collect()
}

/// The PDF is what most debtors get: it says all that the text says.
#[test]
fn a_letter_says_as_pdf_what_it_says_as_text() {
    for language in LANGUAGES {
        for template in TEMPLATES {
            let context = sheets::letter(template, "");
            let engine = rekisteri::letters::Engine::new(Vec::new());
            let name = format!("{template}.{language}.txt").parse().unwrap();
            let text = engine.render(&name, &context).unwrap();
            let printed = Printed::new(&sheets::print(template, language, &context));
            let Some(flow) = printed.flow() else { return };
            let said = sentences(&text);
            assert!(said.len() >= 4, "{template}.{language}: {said:?}");
            for sentence in &said {
                assert!(
                    flow.contains(sentence.as_str()),
                    "{template}.{language}: {sentence}\n{flow}"
                );
            }
        }
    }
}

/// What was taken off an invoice stands in the PDF, too, so that its debtor can check what is left (513/1999 5 a §).
#[test]
fn what_was_paid_and_credited_is_read() {
    let debts = sheets::debts();
    let (_, own) = debts.iter().find(|(kind, _)| *kind == "paid").unwrap();
    for (language, said) in [
        (
            "fi",
            [
                "Laskun summa 600,00 €",
                "Maksettu 289,99 €",
                "Hyvitetty 50,00 €",
            ],
        ),
        (
            "sv",
            [
                "Fakturabelopp 600,00 €",
                "Betalt 289,99 €",
                "Krediterat 50,00 €",
            ],
        ),
        (
            "en",
            ["Invoice amount €600.00", "Paid €289.99", "Credited €50.00"],
        ),
    ] {
        for template in ["reminder", "demand"] {
            let context = crate::letters::context(own);
            let printed = Printed::new(&sheets::print(template, language, &context));
            let Some(flow) = printed.flow() else { return };
            let flow = flow.replace('\u{a0}', " ");
            for said in said {
                assert!(flow.contains(said), "{template}.{language}: {said}\n{flow}");
            }
        }
    }
}
