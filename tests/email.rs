//! E-mail drafts: what Python's `email` reads in them, whom they go to and why, and that nobody's data is in another's.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rekisteri::letters::{Attachment, Draft};
use serde::Deserialize;

use crate::common::sandbox::TestEnv;
use crate::common::tools::{alone, fed, python_with, success};
use crate::common::transcript::Transcript;

/// A draft as a mail program shows it.
#[derive(Deserialize)]
struct Shown {
    headers: Vec<String>,
    unsent: String,
    from: Vec<[String; 2]>,
    to: Vec<[String; 2]>,
    subject: String,
    body: String,
    files: Vec<File>,
    defects: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    name: String,
    r#type: String,
    bytes: String,
}

/// What Python reads in the drafts; none where it is not installed.
fn shown(drafts: &[Vec<u8>]) -> Option<Vec<Shown>> {
    let python = python_with("email")?;
    let dir = tempfile::tempdir().unwrap();
    let lines: Vec<String> = drafts
        .iter()
        .map(|draft| STANDARD.encode(draft) + "\n")
        .collect();
    let mut command = alone(&python, dir.path());
    command.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/outside/read_eml.py"
    ));
    let said = success(fed(&mut command, lines.concat().as_bytes()));
    let said = String::from_utf8(said).unwrap();
    let shown: Vec<Shown> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(shown.len(), drafts.len());
    Some(shown)
}

/// Texts that try to be more than a name or a subject, and ordinary ones that need care.
fn texts() -> Vec<String> {
    let fixed = [
        "Aino Esimerkki",
        "Esimerkki, Aino",
        "Åke \"Ekan\" Öhman",
        "Testi Oy <toinen@example.com>",
        "a@example.com, b@example.com",
        "x\r\nBcc: all@example.com",
        "x\n\n<html>",
        "x\r\n\r\nbody",
        "(comment) ; group:",
        "\\",
        "\"",
        "=?utf-8?B?QmNjOg==?=",
        "=?utf-8?q?",
        "tab\tand\u{b}feed\0",
        "next\u{85}line\u{2028}and\u{2029}paragraph",
        "日本語の会社",
        "🐚",
    ];
    let long = [
        "Ääninauhoittamoyhdistelmä ".repeat(12),
        "Ö".repeat(300),
        "a".repeat(300),
    ];
    let mut random = fastrand::Rng::with_seed(8);
    let alphabet: Vec<char> = "aä öÅ\"\\,;:<>@()[]=?_.-\r\n\t\0\u{2028}é日"
        .chars()
        .collect();
    let some = (0..200).map(|_| {
        let length = random.usize(1..60);
        (0..length)
            .map(|_| *random.choice(&alphabet).unwrap())
            .collect()
    });
    let some: Vec<String> = some.collect();
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain(long)
        .chain(some)
        .collect()
}

/// What is to be seen of such a text: one line, its words one space apart, and no encoded word.
fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let spaced = spaced.replace("=?", "= ?");
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[test]
fn whatever_a_name_or_subject_holds_python_reads_it_back_and_nothing_else() {
    let pdf: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let texts = texts();
    let (from, to) = (
        "toimisto@example.fi".parse().unwrap(),
        "o'brien+x=y@example.com".parse().unwrap(),
    );
    let body = "Hyvä asiakas\n\nYhteensä 1\u{a0}310,00\u{a0}€.\n.\nFrom here\n";
    let make = |text: &String| {
        Draft {
            from_name: text,
            from: &from,
            to_name: text,
            to: &to,
            subject: text,
            body,
            attachment: Some(Attachment {
                name: "kirje-1042.pdf",
                pdf: &pdf,
            }),
        }
        .bytes()
    };
    let drafts: Vec<Vec<u8>> = texts.iter().map(make).collect();
    for (text, draft) in texts.iter().zip(&drafts) {
        assert_eq!(&make(text), draft);
        let draft = std::str::from_utf8(draft).unwrap();
        assert!(draft.is_ascii() && !draft.replace("\r\n", "").contains(['\r', '\n']));
        assert!(draft.split("\r\n").all(|line| line.len() <= 998));
    }
    let Some(shown) = shown(&drafts) else { return };
    for (text, shown) in texts.iter().zip(shown) {
        let said = one_line(text);
        let headers = "X-Unsent From To Subject MIME-Version Content-Type";
        assert_eq!(shown.headers.join(" "), headers, "{text:?}");
        assert_eq!(shown.defects, [""; 0], "{text:?}");
        assert_eq!(shown.from, [[said.clone(), from.to_string()]]);
        assert_eq!(shown.to, [[said.clone(), to.to_string()]]);
        assert_eq!((shown.unsent.as_str(), &shown.subject), ("1", &said));
        assert_eq!(shown.body.replace("\r\n", "\n"), body);
        let [file] = &shown.files[..] else {
            panic!("{} files", shown.files.len())
        };
        assert_eq!(file.name, "kirje-1042.pdf");
        assert_eq!(file.r#type, "application/pdf");
        assert!(STANDARD.decode(&file.bytes).unwrap() == pdf);
    }
}

/// The register of three, with an address to write from and all that letters need.
fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    let address = [
        "edit",
        "1002",
        "billing_address.street=Katu 2",
        "billing_address.postcode=92100",
        "billing_address.city=Raahe",
    ];
    env.run(&address).ok();
    env
}

const SERVICES: &str = "notice services --set 'change=Harjaus päättyy.' --set from=1.1.2027";
const INVOICE: &str = "--invoice 77 --invoice-date 1.10.2026 --due 15.10.2026 --amount 310,00";

#[test]
fn the_way_of_a_letter_is_decided_told_and_taken() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "contact.email=", "controller.email="])
        .ok();
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        let base = format!("--lang {lang} --date 2026-11-24");
        said.done(&format!("{base} {SERVICES} 1001 1003"));
        said.refused(&format!("{base} {SERVICES} 1001 --channel email"));
        said.refused(&format!("{base} {SERVICES} 1001 --channel fax"));
    }
    let env = register();
    let list = "customer;invoice;invoice_date;due_date;open;due_agreed\n\
        aino@example.fi;77;1.10.2026;15.10.2026;310,00;yes\nTesti Oy;78;1.10.2026;15.10.2026;99,50;yes\nBo Ek;79;1.10.2026;15.10.2026;20,00;yes\n";
    env.write("open.csv", list);
    let mut went = Transcript::of(&env);
    for lang in ["en", "fi"] {
        let base = format!("--lang {lang} --date 2026-11-24");
        went.run(&format!("{base} {SERVICES} 1001 1002 1003"));
        for act in ["reminder", "demand"] {
            for way in ["auto", "email", "post"] {
                went.run(&format!(
                    "{base} letter {act} 1002 {INVOICE} --channel {way}"
                ));
            }
        }
        went.run(&format!(
            "{base} --yes letter reminder --receivables open.csv"
        ));
        went.run(&format!(
            "{base} --dry-run letter demand --receivables open.csv --channel email"
        ));
    }
    said.assert("email-refused");
    went.assert("email");
}

fn drafts(env: &TestEnv, listed: &str) -> Vec<Vec<u8>> {
    let paths = listed.lines().map(|path| env.path(path));
    paths
        .map(|path| {
            assert_eq!(path.extension().unwrap(), "eml");
            let mode = path.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            fs::read(path).unwrap()
        })
        .collect()
}

/// What a stranger must not read of a debt, by another hand than the program's own list.
const TOLD: [&str; 22] = [
    "maksu",
    "lasku",
    "muistutus",
    "vaatimus",
    "velka",
    "saatava",
    "perintä",
    "korko",
    "erääntyn",
    "betalning",
    "faktura",
    "skuld",
    "krav",
    "påminnelse",
    "ränta",
    "fordran",
    "payment",
    "invoice",
    "reminder",
    "demand",
    "debt",
    "overdue",
];

#[test]
fn no_subject_and_no_file_name_tells_of_a_debt() {
    let env = register();
    let mut listed = String::new();
    for language in ["fi", "sv", "en"] {
        env.run(&["describe", &format!("language={language}")]).ok();
        for template in ["services", "prices", "contact"] {
            let mut line = vec!["--date", "2026-11-24", "notice", template, "1001", "1002"];
            line.extend(["--set", "from=1.1.2027", "--set", "change=x"]);
            listed.push_str(&env.run(&line).ok());
        }
        for act in ["reminder", "demand"] {
            let line = [
                "--date",
                "2026-11-24",
                "letter",
                act,
                "1001",
                "--channel",
                "email",
            ];
            let invoice: Vec<&str> = INVOICE.split(' ').collect();
            listed.push_str(&env.run(&[&line[..], &invoice].concat()).ok());
        }
    }
    let Some(shown) = shown(&drafts(&env, &listed)) else {
        return;
    };
    assert_eq!(shown.len(), 24);
    let subjects: Vec<String> = shown.into_iter().map(|one| one.subject).collect();
    for subject in &subjects {
        let low = subject.to_lowercase();
        assert!(
            !low.is_empty() && !TOLD.iter().any(|word| low.contains(word)),
            "{subject}"
        );
    }
    for subject in [
        "Viesti: Raahen Merihuolto Oy",
        "Message: Raahen Merihuolto Oy",
        "Hintamme muuttuvat 1.1.2027 alkaen",
        "Our contact details will change on 1 January 2027",
    ] {
        assert!(subjects.iter().any(|one| one == subject), "{subjects:?}");
    }
}

#[test]
fn nobodys_data_is_in_anothers_draft() {
    let env = register();
    let mut list = String::from(
        "name;email;billing_address.street;billing_address.postcode;billing_address.city\n",
    );
    let tag = |n: u32| format!("Äb{n:03}x");
    for n in 0..60 {
        let tag = tag(n);
        list.push_str(&format!(
            "Nimi {tag};m{n:03}x@example.com;Katu {tag};92100;Raahe\n"
        ));
    }
    env.write("many.csv", &list);
    env.run(&["import", "many.csv", "--yes"]).ok();
    let notice = |folder: &str| {
        let line = [
            "--date",
            "2026-11-24",
            "notice",
            "services",
            "1004-1063",
            "--set",
            "change=x",
            "--set",
            "from=1.1.2027",
        ];
        let listed = env.run(&[&line[..], &["--output", folder]].concat()).ok();
        drafts(&env, &listed)
    };
    let made = notice("a");
    assert!(made == notice("b"), "equal input, equal bytes");
    let Some(shown) = shown(&made) else { return };
    assert_eq!(shown.len(), 60);
    for (n, shown) in (0..60).zip(&shown) {
        assert_eq!(
            shown.to,
            [[format!("Nimi {}", tag(n)), format!("m{n:03}x@example.com")]]
        );
        assert_eq!(shown.from[0][1], "siiri@merihuolto.example.fi");
        for other in 0..60 {
            assert_eq!(shown.body.contains(&tag(other)), n == other, "{n} {other}");
        }
    }
}
