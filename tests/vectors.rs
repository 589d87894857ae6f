//! Sealed files with what must become of them: adding a case is adding a file under `tests/vectors/sealed`.
//!
//! The first line says `# expect: opens` or `# expect: ` and the refusal, word for word; the key is the published test key.
#![expect(clippy::disallowed_methods, reason = "tests read their own cases")]

use std::error::Error as _;
use std::fs;
use std::path::Path;

use rekisteri::keys::{self, Identities};
use rekisteri::sops::{Error, Opened, Sealed, json};

fn test_key() -> Identities {
    let file = include_bytes!("common/keys/test-key.txt");
    let ask = &mut || -> Result<_, keys::Error> { panic!("the test key is plain") };
    Identities::parse(file, ask).unwrap()
}

fn open(bytes: &[u8], keys: &Identities) -> Result<Opened, Error> {
    Sealed::parse(bytes)?.open(keys)
}

fn told(error: &Error) -> String {
    let cause = error.source().map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

/// What opens must also survive our own writing, and the way through JSON.
fn check_rewrite(bytes: &[u8], opened: &Opened, keys: &Identities) {
    let stamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let sealed = Sealed::parse(bytes).unwrap();
    let again = opened.seal(&sealed.recipients(), &stamp).unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(*open(&again, keys).unwrap().tree() == *opened.tree());
    for line in String::from_utf8(again).unwrap().lines() {
        let value = line.split('"').find(|part| part.starts_with("ENC["));
        let is_kept = line.starts_with("mac = ") || value.is_none_or(|value| text.contains(value));
        assert!(is_kept, "a value was sealed anew");
    }
    let through = json::parse(&json::export(&sealed))
        .unwrap()
        .open(keys)
        .unwrap();
    assert!(*through.tree() == *opened.tree());
}

#[test]
fn sealed_files_become_what_they_say() {
    let keys = test_key();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sealed");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let wanted = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# expect: "));
        let got = match open(&bytes, &keys) {
            Ok(opened) => {
                check_rewrite(&bytes, &opened, &keys);
                "opens".to_owned()
            }
            Err(error) => told(&error),
        };
        assert_eq!(Some(&*got), wanted, "{}", path.display());
        count += 1;
    }
    assert!(count >= 40, "the folder was found");
}
