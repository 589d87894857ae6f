//! The law as cases: one file each under `tests/cases/law`, with its section; what a case expects is all that is compared.

mod case;
mod properties;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use case::{Case, came, expected, plan};

/// Every rule of law that decides who is asked, how much and by when; each has a case.
const RULES: [&str; 25] = [
    "513/1999 2 §",
    "513/1999 3 §",
    "513/1999 4 §",
    "513/1999 4 § 3 mom.",
    "513/1999 4 b §",
    "513/1999 4 c §",
    "513/1999 10 a §",
    "513/1999 10 b §",
    "513/1999 10 e §",
    "513/1999 10 f §",
    "513/1999 10 i §",
    "30/2013 1 §",
    "30/2013 2 §",
    "622/1947 5 § 2 mom.",
    "633/1982 4 §",
    "633/1982 4 a §",
    "633/1982 5 §",
    "633/1982 6 §",
    "633/1982 6 § 2 mom.",
    "633/1982 12 §",
    "728/2003 4 §",
    "728/2003 5 §",
    "728/2003 6 §",
    "728/2003 10 §",
    "728/2003 13 §",
];

/// What no section says, and what a decision of the Consumer Ombudsman does.
const NO_SECTION: [&str; 2] = ["custom", "KKV/378/14.08.01.05/2022"];

/// `513/1999 10 e and 10 f §` cites two sections, `;` and `,` part acts, and what stands in parentheses is a remark.
fn cited(section: &str) -> Vec<String> {
    let acts = section.split('(').next().unwrap_or_default();
    let acts = acts.split([';', ',']).map(str::trim);
    let acts = acts.filter(|act| !NO_SECTION.contains(act));
    acts.flat_map(|act| {
        let (number, sections) = act.split_once(' ').unwrap();
        let (sections, rest) = sections.split_once(" §").unwrap();
        let each = sections.split(" and ");
        each.map(move |one| format!("{number} {one} §{}", rest.trim_end()))
    })
    .collect()
}

/// Every case with its name.
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/law");
    let files = fs::read_dir(folder).unwrap();
    files
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let case = toml::from_str(&fs::read_to_string(&path).unwrap());
            let case = case.unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, case)
        })
        .collect()
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let cases = cases();
    let sections = cases.iter().flat_map(|(_, case)| cited(&case.section));
    let sections: BTreeSet<String> = sections.collect();
    let rules = RULES.map(str::to_owned).into();
    assert_eq!(sections, rules);
}

#[test]
fn every_case_of_the_law_holds() {
    let (cases, mut wrong) = (cases(), Vec::new());
    for (name, case) in &cases {
        assert!(!case.section.is_empty() && !case.says.is_empty(), "{name}");
        let found = came(&plan(case));
        let expected = expected(&case.expect);
        assert!(!expected.is_empty(), "{name}");
        for pair in expected {
            if !found.contains(&pair) {
                let instead = found.iter().find(|(name, _)| *name == pair.0);
                wrong.push(format!("{name}: {pair:?}, came {instead:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases.len() > 110, "only {} cases", cases.len());
}
