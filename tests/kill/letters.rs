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

/// What lies in the output folder, and how many letters the journal knows.
pub(crate) struct Letters {
    documents: BTreeMap<PathBuf, Vec<u8>>,
    pub(crate) noted: usize,
}

pub(crate) fn look(env: &TestEnv) -> Letters {
    let files = walkdir::WalkDir::new(env.path("output")).into_iter();
    let files = files
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    let documents = files.filter(|path| path.extension().is_some_and(|it| it == "txt"));
    let json = env.run(&["show", "1001", "--journal", "--json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    Letters {
        documents: documents
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
        assert_eq!(made.len(), 1, "a letter noted whose document is not there");
        return false;
    }
    assert!(made.len() <= 1, "{made:?}");
    let Some(document) = made.first() else {
        return false;
    };
    let next = acts::letter(env, "next", &["--lang", "en"]).fails(1);
    assert!(next.stderr.contains("are in no journal"), "{next}");
    let name = document.file_name().unwrap().to_str().unwrap();
    assert!(next.stderr.contains(name), "{next}");
    // What the hint says: other findings are none of the letter's.
    let mended = env.run(&["doctor", "--fix"]);
    assert!(!document.exists(), "{mended}");
    true
}
