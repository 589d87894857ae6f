//! `--format` and `--channel` together: which files are written for whom, what goes along with a draft, and what is refused.

use std::fs;

use super::{TODAY, register, reminder};
use crate::common::sandbox::{Run, TestEnv};

/// A business and a consumer with an address, a business without.
const CUSTOMERS: [&[&str]; 3] = [
    &[
        "company=Testi Oy",
        "business_id=1234567-1",
        "email=toimisto@example.com",
    ],
    &["name=Aino Esimerkki", "email=aino@example.fi"],
    &["company=Koe Ky", "business_id=9000001-1"],
];

const LIST: &str = "\
customer;invoice;due_date;open;due_agreed
Testi Oy;1;15.5.2026;100,00;yes
Aino Esimerkki;2;15.5.2026;100,00;yes
Koe Ky;3;15.5.2026;100,00;yes
";

fn env() -> TestEnv {
    let env = register(&CUSTOMERS);
    env.write("open.csv", LIST);
    env
}

fn names(env: &TestEnv, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(env.path(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn letter(env: &TestEnv, act: &str, rest: &[&str]) -> Run {
    super::letter(env, &["--lang", "en", "--yes"], act, rest)
}

fn notice(env: &TestEnv, rest: &[&str]) -> Run {
    let base = [
        "--lang", "en", "--date", TODAY, "notice", "services", "--all",
    ];
    let set = ["--set", "from=1.1.2027", "--set", "change=x"];
    env.run(&[&base[..], &set, rest].concat())
}

/// What each pair of options writes: for a reminder, a demand (513/1999 5 § 2 mom., 5 b § 2 mom.: by post unless said) and a notice.
#[test]
fn every_pair_of_format_and_channel() {
    let env = env();
    let reminder = "1001.eml 1002.pdf 1003.pdf all.pdf";
    let paper = "1001.pdf 1002.pdf 1003.pdf all.pdf";
    let drafts = "1001.eml 1002.eml 1003.pdf";
    let cases = [
        ("", [reminder, paper, drafts]),
        ("--channel auto", [reminder, paper, drafts]),
        ("--channel post", [paper; 3]),
        ("--channel email", [drafts; 3]),
        ("--format pdf", [reminder, paper, drafts]),
        ("--format eml", [drafts; 3]),
        ("--format eml --channel email", [drafts; 3]),
        (
            "--format pdf,txt,eml",
            ["1001.eml 1002.eml 1003.pdf 1003.txt"; 3],
        ),
        ("--format txt,eml", ["1001.eml 1002.eml 1003.txt"; 3]),
        (
            "--format txt",
            [
                "1001.eml 1002.txt 1003.txt",
                "1001.txt 1002.txt 1003.txt",
                "1001.eml 1002.eml 1003.txt",
            ],
        ),
        (
            "--format txt,pdf --channel post",
            ["1001.pdf 1001.txt 1002.pdf 1002.txt 1003.pdf 1003.txt all.pdf"; 3],
        ),
    ];
    for (at, (options, wanted)) in cases.iter().enumerate() {
        for (what, wanted) in ["reminder", "demand", "notice"].into_iter().zip(wanted) {
            let folder = format!("{what}-{at}");
            let mut rest: Vec<&str> = options.split_whitespace().collect();
            rest.extend(["--output", &folder]);
            let run = if what == "notice" {
                notice(&env, &rest)
            } else {
                letter(&env, what, &rest)
            };
            let listed = run.ok();
            assert_eq!(names(&env, &folder).join(" "), *wanted, "{what} {options}");
            assert_eq!(
                listed.lines().count(),
                wanted.split(' ').count(),
                "{listed}"
            );
        }
    }
    // A PDF goes along unless text alone was asked for.
    let goes_along = |folder: &str| {
        env.read(&format!("{folder}/1001.eml"))
            .contains("application/pdf")
    };
    for (at, along) in [(0, true), (5, true), (7, true), (8, false), (9, false)] {
        assert_eq!(
            goes_along(&format!("reminder-{at}")),
            along,
            "{}",
            cases[at].0
        );
    }
}

#[test]
fn what_cannot_be_is_a_usage_error_and_writes_nothing() {
    let env = env();
    let before = env.state();
    for (options, said) in [
        (
            "--format eml --channel post",
            "`--channel post` wants paper",
        ),
        (
            "--format pdf,eml --channel post",
            "`--channel post` wants paper",
        ),
        ("--format html", "pdf or txt, drafts of e-mails as eml"),
        ("--format docx", "pdf or txt, drafts of e-mails as eml"),
        ("--format=", "pdf or txt, drafts of e-mails as eml"),
        ("--channel fax", "auto, post or email"),
    ] {
        let rest: Vec<&str> = options.split_whitespace().collect();
        for run in [letter(&env, "reminder", &rest), notice(&env, &rest)] {
            let refused = run.fails(2);
            assert!(refused.stderr.contains(said), "{options}\n{refused}");
        }
    }
    assert_eq!(env.state(), before);
    assert!(!env.path("output/2026-06-15-1").exists());
}

/// Without an address to write from everything is paper and the plan says so; who insists on e-mail is told what to set.
#[test]
fn without_a_senders_address_there_are_no_drafts() {
    let env = env();
    env.run(&["describe", "contact.email="]).ok();
    let shown = reminder(&env, &["--dry-run"], &[]);
    let why = "by post: no address to write e-mail from: `rekisteri describe contact.email=…`";
    assert_eq!(shown.stderr.matches(why).count(), 2, "{shown}");
    letter(&env, "reminder", &["--output", "paper"]).ok();
    assert_eq!(
        names(&env, "paper"),
        ["1001.pdf", "1002.pdf", "1003.pdf", "all.pdf"]
    );
    for options in [["--channel", "email"], ["--format", "eml"]] {
        let refused = letter(&env, "reminder", &options).fails(1);
        assert!(
            refused.stderr.contains("rekisteri describe contact.email="),
            "{refused}"
        );
    }
    // The company's own address will do.
    env.run(&["describe", "controller.email=toimisto@velkoja.example.fi"])
        .ok();
    letter(
        &env,
        "reminder",
        &["--channel", "email", "--output", "drafts"],
    )
    .ok();
    let draft = env.read("drafts/1001.eml");
    assert!(
        draft.contains("From: \"Velkoja Oy\" <toimisto@velkoja.example.fi>\r\n"),
        "{draft}"
    );
}
