//! How sums, percentages and dates are written: decimal commas on the screen and in Finnish and Swedish letters, decimal points in English ones.

use std::fs;

use super::{letter, register, reminder};
use crate::common::sandbox::TestEnv;

const LIST: &str = "\
customer;invoice;invoice_date;due_date;open;due_agreed;credits
Testi Oy;101;1.5.2026;15.5.2026;12 345,60;yes;
Testi Oy;102;1.5.2026;15.5.2026;-1 000,10;;101
Testi Oy;103;1.6.2026;11.6.2026;0,50;yes;
";

fn env(language: &str) -> TestEnv {
    let env = register(&[&["company=Testi Oy", "business_id=1234567-1"]]);
    let language = format!("language={language}");
    env.run(&["describe", &language, "letters.reminder_fee_business=12"])
        .ok();
    env.write("open.csv", LIST);
    env
}

/// All that a letter says, each blank a plain one.
fn said(language: &str, act: &str) -> String {
    let env = env(language);
    let rest = ["--format", "txt", "--output", "o"];
    letter(&env, &["--yes"], act, &rest).ok();
    let text = fs::read_to_string(env.path("o/1001.txt")).unwrap();
    text.replace('\u{a0}', " ")
}

/// The digits on both sides of each `sign` within the text, dates left out.
fn decimals(text: &str, sign: char) -> Vec<String> {
    let words = text
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ',', ')', ';', ':']));
    let words = words.flat_map(|word| word.split('–'));
    let is_date = |word: &&str| word.matches('.').count() == 2;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let number = |word: &str| word.trim_matches(['€', '%', '−', '(']).to_owned();
    words
        .filter(|word| !is_date(word))
        .map(number)
        .filter(|word| {
            word.split_once(sign)
                .is_some_and(|(whole, part)| digits(whole) && digits(part))
        })
        .collect()
}

/// 12 345.60 - 1 000.10 = 11 345.50; 31 days at 10.5 %: 101.176; 0.50 over 4 days: 0.0006; a day of both: 3.263 (633/1982 4 a §).
/// 11 346.00 + 101.18 + 12 = 11 459.18.
const SUMS: [&str; 7] = [
    "1 000,10",
    "11 345,50",
    "101,18",
    "11 346,00",
    "12,00",
    "11 459,18",
    "3,26",
];

#[test]
fn finnish_and_swedish_letters_have_decimal_commas() {
    for (language, day) in [("fi", "15.5.2026"), ("sv", "15 maj 2026")] {
        for act in ["reminder", "demand"] {
            let text = said(language, act);
            for sum in SUMS {
                assert!(
                    text.contains(&format!("{sum} €")),
                    "{language} {sum}\n{text}"
                );
            }
            assert!(text.contains("10,5 %") && text.contains(day), "{text}");
            assert_eq!(decimals(&text, '.'), [""; 0], "{language}\n{text}");
        }
    }
}

#[test]
fn english_letters_have_decimal_points_and_the_sign_in_front() {
    for act in ["reminder", "demand"] {
        let text = said("en", act);
        for sum in SUMS {
            let english = sum.replace(' ', "_").replace(',', ".").replace('_', ",");
            assert!(text.contains(&format!("€{english}")), "{english}\n{text}");
        }
        assert!(
            text.contains("10.5% a year") && text.contains("15 May 2026"),
            "{text}"
        );
        assert_eq!(decimals(&text, ','), [""; 0], "{text}");
        assert!(!text.contains(" €\n") && !text.contains("10.5 %"), "{text}");
    }
}

/// The plan writes numbers in one way whatever the screen's language: as the owner's own lists and bank do.
#[test]
fn the_plan_has_decimal_commas_in_every_language_of_the_screen() {
    let env = env("fi");
    for lang in ["en", "fi", "sv"] {
        let run = letter(&env, &["--lang", lang, "--dry-run"], "reminder", &[]);
        let text = run.stderr.replace('\u{a0}', " ");
        // The principal is the open sums of the invoices.
        for sum in SUMS.into_iter().filter(|sum| *sum != "11 346,00") {
            assert!(text.contains(&format!("{sum} €")), "{lang} {sum}\n{text}");
        }
        assert!(
            text.contains("10,5 %") && text.contains("15.5.2026"),
            "{text}"
        );
        assert_eq!(decimals(&text, '.'), [""; 0], "{lang}\n{text}");
    }
    // As data they are plain, for programs.
    let data = reminder(&env, &["--json", "--dry-run"], &[]).ok();
    let plan: serde_json::Value = serde_json::from_str(&data).unwrap();
    let letter = &plan["letters"][0];
    assert_eq!(
        (&letter["total"], &letter["interest_per_day"]),
        (&"11459.18".into(), &"3.26".into())
    );
    assert_eq!(letter["invoices"][0]["interest"][0]["percent"], "10.5");
}
