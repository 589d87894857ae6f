//! Notices and reminders: what is written, and everything that keeps a letter from being written.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

const SERVICES: &str =
    "notice services --format txt --set 'change=Harjaus päättyy.' --set from=1.1.2027";
const INVOICE: &str = "letter reminder 1001 --format txt --invoice 77 --invoice-date 1.10.2026 --due 15.10.2026 --amount 310,00";

#[test]
fn letters_are_private_files_in_a_dated_folder() {
    let env = TestEnv::three_customers();
    let mut said = Transcript::of(&env);
    said.done(&format!("--lang en --date 2026-11-24 {SERVICES} 1001 1003"));
    said.done(&format!(
        "--lang fi --date 2026-11-24 {INVOICE} --reference 1232"
    ));
    said.done(&format!(
        "--lang en --date 2026-11-24 {SERVICES} --where billing_address.city --output $TEST/letters"
    ));
    said.assert("letters");
    let mut files = 0;
    for run in ["output/2026-11-24-1", "output/2026-11-24-2"] {
        for file in fs::read_dir(env.path(run)).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            files += 1;
        }
    }
    assert_eq!(files, 3);
}

#[test]
fn everything_that_keeps_a_letter_back() {
    let env = TestEnv::three_customers();
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        for rest in [
            "notice servises 1001",
            "notice services --format txt 1001",
            "notice services --format txt 1001 --set from=1.1.2027",
            "notice services --format txt 1001 --set 'change=Harjaus päättyy.' --set from=soon",
            "notice services --format txt 1001 --set 'change=x' --set from=1.1.2027 --set colour=red",
            "notice services --format txt 1001 --set change",
            "notice services",
            "letter reminder",
            "letter demand --format txt",
            "notice services --format txt 1001 --all",
        ] {
            said.refused(&format!("--lang {lang} --date 2026-11-24 {rest}"));
        }
        said.refused(&format!("--lang {lang} --date 2026-11-24 {SERVICES} 1002"));
        said.refused(&format!("--lang {lang} --date 2026-10-15 {INVOICE}"));
        said.refused(&format!(
            "--lang {lang} --date 2026-11-24 {INVOICE} --reference 1233"
        ));
    }
    for (from, to) in [
        ("310,00", "-1"),
        ("310,00", "much"),
        ("15.10.2026", "31.9.2026"),
        ("1.10.2026", "1.11.2026"),
    ] {
        said.refused(&format!(
            "--lang en --date 2026-11-24 {}",
            INVOICE.replacen(from, to, 1)
        ));
    }
    said.assert("letters-refused");
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), 0);
}

#[test]
fn a_sender_without_an_address_writes_nothing() {
    let mut env = TestEnv::empty();
    env.use_test_key();
    env.run(&["init", "reg", "--controller", "Testi Oy"]).ok();
    env.enter("reg");
    let address = [
        "billing_address.street=Katu 1",
        "billing_address.postcode=92100",
        "billing_address.city=Raahe",
    ];
    env.run(&[&["add", "name=Aino Esimerkki"][..], &address].concat())
        .ok();
    let number = env.run(&["list", "--format", "ids"]).ok();
    let number = number.trim();
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        said.refused(&format!(
            "--lang {lang} --date 2026-11-24 {SERVICES} {number}"
        ));
        said.refused(&format!(
            "--lang {lang} --date 2026-11-24 {}",
            INVOICE.replace("1001", number)
        ));
    }
    said.run("--lang en check");
    said.assert("sender-incomplete");
}

/// A run names all customers whose letters the fonts cannot set, and writes the others'.
#[cfg(feature = "pdf")]
#[test]
fn whose_name_no_font_has_is_named_and_the_others_are_written() {
    let env = TestEnv::three_customers();
    env.describe_creditor(&[]);
    for name in [
        "Bioscoop \u{1f4a9}",
        "\u{e01} Koe",
        "Teşti ŉ ĸŦ",
        "محمد علي",
    ] {
        let name = format!("name={name}");
        let street = "billing_address.street=Rantakatu 1";
        let postcode = "billing_address.postcode=92100";
        env.run(&["add", &name, street, postcode, "billing_address.city=Raahe"])
            .ok();
    }
    let line = "notice contact 1003-1007 --format pdf --set change=x --set from=1.1.2027";
    let run = env.run_line(&format!("{line} --dry-run"));
    let named = "1004, 1005";
    assert!(run.stderr.contains(named), "{run}");
    drop(env.run_line(line).fails(2));
    let paths = env.run_line(&format!("{line} --yes")).ok();
    for number in ["1003", "1006", "1007"] {
        assert!(paths.contains(&format!("/{number}.pdf")), "{paths}");
    }
    for number in ["1004", "1005"] {
        assert!(!paths.contains(&format!("/{number}.pdf")), "{paths}");
        let noted = env.run(&["show", number, "--journal", "--json"]).ok();
        assert_eq!(noted.trim(), "[]");
    }
    let alone = "notice contact 1004 1005 --format pdf --set change=x --set from=1.1.2027 --yes";
    let alone = env.run_line(alone).fails(1);
    assert!(
        alone.stderr.contains("`1004`") && alone.stderr.contains("`1005`"),
        "{alone}"
    );
    env.assert_clean();
}
