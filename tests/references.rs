//! Reference numbers by the vectors under `tests/vectors/reference`: a new case is a new line, a new kind a new file.
#![expect(clippy::disallowed_methods, reason = "tests read their own cases")]

use std::fs;
use std::path::Path;

use rekisteri::receivables::Reference;

fn check(expect: &str, line: &str, case: &str) {
    let (given, wanted) = line.split_once(" = ").unwrap_or((line, ""));
    let parsed = given.parse::<Reference>();
    match expect {
        "valid" => assert_eq!(
            parsed.unwrap_or_else(|e| panic!("{case}: {e}")).to_string(),
            wanted,
            "{case}"
        ),
        "rf" => assert_eq!(
            parsed
                .unwrap_or_else(|e| panic!("{case}: {e}"))
                .to_rf()
                .compact(),
            wanted,
            "{case}"
        ),
        "refused" => assert!(parsed.is_err(), "{case}"),
        other => panic!("{case}: unknown expectation `{other}`"),
    }
}

#[test]
fn every_vector_holds() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/reference");
    let mut cases = 0;
    for entry in walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap) {
        if !entry.file_type().is_file() {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let expect = text
            .lines()
            .next()
            .unwrap()
            .strip_prefix("# expect: ")
            .unwrap();
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#'))
        {
            check(
                expect,
                line,
                &format!("{}:{}", entry.path().display(), at + 1),
            );
            cases += 1;
        }
    }
    assert!(cases > 40, "only {cases} vectors were found");
}

#[test]
fn what_an_rf_form_became_reads_back() {
    let national: Reference = "1234561".parse().unwrap();
    let rf: Reference = national.to_rf().to_string().parse().unwrap();
    assert_eq!(rf.compact(), "RF341234561");
    assert!(rf.is_rf() && !national.is_rf());
}
