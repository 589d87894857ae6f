//! A letter whose program is killed: document and journal both, neither, or a document that the next letter names as being in none.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::acts;
use crate::common::letters::FEES;
use crate::common::sandbox::TestEnv;

pub(crate) fn describe(env: &TestEnv) {
    env.describe_creditor(&FEES);
}

/// What letters are made as; without the press there is nothing to join.
const FORMAT: &str = if cfg!(feature = "pdf") { "pdf" } else { "txt" };
/// To two debtors, and what joins their letters.
const FILES: usize = if cfg!(feature = "pdf") { 3 } else { 2 };

/// Reminders of invoices that no other round has, to two debtors: the list is the last argument.
pub(crate) fn arguments(env: &TestEnv, invoice: &str) -> Vec<String> {
    let row = |name: &str| format!("{name};{invoice}-{name};25.3.2026;15.4.2026;80,00\n");
    let rows = ["Aino Esimerkki", "Bo Ek"].map(row).concat();
    let list = format!("../open-{invoice}.csv");
    let head = "customer;invoice;invoice_date;due_date;open\n";
    fs::write(env.path(&list), format!("{head}{rows}")).unwrap();
    let base = ["--date", "2026-05-04", "letter", "reminder", "--yes"];
    let ways = ["--kind", "consumer", "--format", FORMAT, "--receivables"];
    let words = base.into_iter().chain(ways).map(ToOwned::to_owned);
    words.chain([list]).collect()
}

/// What lies in the output folder, and how many letters the journal knows.
pub(crate) struct Letters {
    documents: BTreeMap<PathBuf, Vec<u8>>,
    pub(crate) noted: usize,
}

/// Every file in the output folder but the index, hidden ones too.
pub(crate) fn files(env: &TestEnv) -> Vec<PathBuf> {
    let output = env.path("output");
    let entries = walkdir::WalkDir::new(&output).into_iter();
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path);
    files
        .filter(|path| *path != output.join("index.json"))
        .collect()
}

/// How many of them are half written.
pub(crate) fn halves(env: &TestEnv) -> usize {
    let is_half = |path: &PathBuf| path.extension().is_some_and(|it| it == "tmp");
    files(env).into_iter().filter(is_half).count()
}

pub(crate) fn look(env: &TestEnv) -> Letters {
    let json = env.run(&["show", "1001", "--journal", "--json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(halves(env), 0, "half a letter is left");
    Letters {
        documents: files(env)
            .into_iter()
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect(),
        noted: json.as_array().unwrap().len(),
    }
}

/// Judges one round, and clears up as the hint tells; says whether a document was in no journal.
pub(crate) fn judge(env: &TestEnv, before: &Letters, happened: bool) -> bool {
    let after = look(env);
    let kept = before.documents.iter();
    for (path, bytes) in kept {
        assert_eq!(after.documents.get(path), Some(bytes), "an earlier letter");
    }
    let made = after.documents.keys();
    let made: Vec<&PathBuf> = made
        .filter(|path| !before.documents.contains_key(*path))
        .collect();
    assert_eq!(after.noted, before.noted + usize::from(happened));
    if happened {
        assert_eq!(made.len(), FILES, "noted, and not there: {made:?}");
        return false;
    }
    assert!(made.len() <= FILES, "{made:?}");
    if made.is_empty() {
        return false;
    }
    let next = acts::letter(env, "next", &["--lang", "en"]).fails(1);
    assert!(next.stderr.contains("are in no journal"), "{next}");
    let check = env.run(&["check"]);
    for document in &made {
        let inside = document.strip_prefix(env.dir()).unwrap().to_str().unwrap();
        assert!(check.stdout.contains(inside), "{inside}: {check}");
    }
    // What the hint says: other findings are none of the letter's.
    let mended = env.run(&["doctor", "--fix"]);
    assert_eq!(files(env).len(), before.documents.len(), "{mended}");
    true
}
