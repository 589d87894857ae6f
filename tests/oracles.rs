//! An oracle for numbers, by another hand: python-stdnum judges our vectors and some thousand generated numbers as we do.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rekisteri::model::identity_code::{self, Found};
use rekisteri::model::{BusinessId, Iban};
use rekisteri::receivables::Reference;

use crate::common::tools::{alone, fed, python_with, success};

/// A kind of number, as the script has it, and the number.
type Case = (&'static str, String);

/// What python-stdnum says of each; none where it is not installed.
fn stdnum(cases: &[Case]) -> Option<Vec<bool>> {
    let python = python_with("stdnum")?;
    let dir = tempfile::tempdir().unwrap();
    let lines: Vec<String> = cases
        .iter()
        .map(|(kind, number)| format!("{kind}\t{number}\n"))
        .collect();
    let mut command = alone(&python, dir.path());
    command.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/outside/stdnum_oracle.py"
    ));
    let said = success(fed(&mut command, lines.concat().as_bytes()));
    let said: Vec<bool> = String::from_utf8(said)
        .unwrap()
        .lines()
        .map(|line| line == "yes")
        .collect();
    assert_eq!(said.len(), cases.len());
    Some(said)
}

fn ours((kind, number): &Case) -> bool {
    match *kind {
        "business_id" => number.parse::<BusinessId>().is_ok(),
        "iban" => number.parse::<Iban>().is_ok(),
        "identity_code" => identity_code::find(number) == Some(Found::Valid),
        "rf" => number.parse::<Reference>().is_ok(),
        other => panic!("unknown kind `{other}`"),
    }
}

/// Asserts that both say the same of each, and that each kind was accepted and refused at times.
fn agree(cases: &[Case]) {
    let Some(theirs) = stdnum(cases) else { return };
    let mut verdicts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (case, theirs) in cases.iter().zip(theirs) {
        assert_eq!(ours(case), theirs, "{case:?}");
        verdicts.entry(case.0).or_default()[usize::from(theirs)] += 1;
    }
    for (kind, [refused, accepted]) in verdicts {
        assert!(refused > 0 && accepted > 0, "{kind}: {refused} {accepted}");
    }
}

/// Digits that look random and are the same in every run (the multiplier is Knuth's, of MMIX).
struct Digits(u64);

impl Digits {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn text(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap()))
            .collect()
    }
}

fn vectors(file: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let text = fs::read_to_string(root.join(file)).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[test]
fn every_check_digit_of_a_business_id() {
    let mut digits = Digits(1);
    let mut cases = Vec::new();
    for _ in 0..200 {
        let serial = digits.text(7);
        let all = (0..10).map(|check| ("business_id", format!("{serial}-{check}")));
        cases.extend(all);
    }
    agree(&cases);
}

#[test]
fn every_check_character_of_an_identity_code() {
    let mut digits = Digits(2);
    let mut cases = Vec::new();
    for _ in 0..100 {
        // Days and months that do not exist are among them.
        let (day, month) = (digits.below(33), digits.below(14));
        let sign = b"+-ABCDEFUVWXYGZ_"[usize::try_from(digits.below(16)).unwrap()];
        let start = format!("{day:02}{month:02}{}{}", digits.text(2), char::from(sign));
        let start = format!("{start}{}", digits.text(3));
        let checks = "0123456789ABCDEFHJKLMNPRSTUVWXY";
        cases.extend(
            checks
                .chars()
                .map(|check| ("identity_code", format!("{start}{check}"))),
        );
    }
    agree(&cases);
}

/// python-stdnum does not know that a Finnish account number ends in a check digit of its own; those that fail it are left out.
#[test]
fn every_check_number_of_a_finnish_iban() {
    let mut digits = Digits(3);
    let mut cases = Vec::new();
    for _ in 0..20 {
        let stem = digits.text(13);
        let account = format!("{stem}{}", luhn(&stem));
        cases.extend((2..=98).map(|check| ("iban", format!("FI{check:02}{account}"))));
    }
    agree(&cases);
}

/// The digit that makes a number pass the Luhn check, written without a look at ours.
fn luhn(stem: &str) -> u32 {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = stem
        .chars()
        .rev()
        .map(|c| c.to_digit(10).unwrap())
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { doubled(digit) } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

/// Each national reference number, once in its international form with every check number.
#[test]
fn every_check_number_of_a_reference() {
    let mut digits = Digits(4);
    let mut cases = Vec::new();
    for length in 3..=19 {
        let stem = format!("{}{}", digits.below(9) + 1, digits.text(length - 1));
        let national = (0..10)
            .map(|check| format!("{stem}{check}"))
            .find(|number| number.parse::<Reference>().is_ok())
            .unwrap();
        let rf = national.parse::<Reference>().unwrap().to_rf();
        cases.push(("rf", rf.compact().to_owned()));
        cases.extend((2..=98).map(|check| ("rf", format!("RF{check:02}{national}"))));
    }
    agree(&cases);
}

#[test]
fn the_vectors_stand_before_the_oracle() {
    let kinds = [
        ("business_id", "business_id/valid.txt"),
        ("iban", "iban/valid.txt"),
        ("rf", "reference/rf_of_national.txt"),
        ("rf", "reference/rf.txt"),
    ];
    let cases: Vec<Case> = kinds
        .into_iter()
        .flat_map(|(kind, file)| vectors(file).into_iter().map(move |line| (kind, line)))
        .map(|(kind, line)| {
            let number = match (kind, line.rsplit_once(" = ")) {
                (_, Some((_, rf))) => rf.to_owned(),
                _ => line,
            };
            (kind, number)
        })
        .collect();
    let Some(theirs) = stdnum(&cases) else { return };
    for (case, theirs) in cases.iter().zip(theirs) {
        assert!(theirs && ours(case), "{case:?}");
    }
}
