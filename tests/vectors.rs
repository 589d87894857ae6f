//! Sealed files with what must become of them: adding a case is adding a file under `tests/vectors/sealed` or `sealed_json`.
//!
//! The first line says `# expect: opens` or `# expect: ` and the refusal, word for word; the key is the published test key. Where another
//! program wrote the file the second line names it (`make-foreign.sh` ran it). In JSON, which has no comments, the header is cut off first.
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

/// How a file of one folder is read.
type Parse = fn(&[u8]) -> Result<Sealed, Error>;

fn told(error: &Error) -> String {
    let cause = error.source().map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

/// What opens must also survive our own writing, and the way through JSON.
fn check_rewrite(sealed: &Sealed, text: &str, opened: &Opened, keys: &Identities) {
    let stamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let again = opened.seal(&sealed.recipients(), &stamp).unwrap();
    let opened_again = Sealed::parse(&again).unwrap().open(keys).unwrap();
    assert!(*opened_again.tree() == *opened.tree());
    for line in String::from_utf8(again).unwrap().lines() {
        let value = line.split('"').find(|part| part.starts_with("ENC["));
        let is_kept = line.starts_with("mac = ") || value.is_none_or(|value| text.contains(value));
        assert!(is_kept, "a value was sealed anew");
    }
    let through = json::parse(&json::export(sealed))
        .unwrap()
        .open(keys)
        .unwrap();
    assert!(*through.tree() == *opened.tree());
}

/// What follows the header lines.
fn without_header(text: &str) -> &str {
    let lines = text.split_inclusive('\n');
    let header = lines.take_while(|line| line.starts_with("# "));
    &text[header.map(str::len).sum()..]
}

/// What becomes of a file, in the words of its first line.
fn becomes(parse: Parse, bytes: &[u8], keys: &Identities) -> String {
    let tried = parse(bytes).and_then(|sealed| Ok((sealed.open(keys)?, sealed)));
    match tried {
        Ok((opened, sealed)) => {
            check_rewrite(&sealed, &String::from_utf8_lossy(bytes), &opened, keys);
            "opens".to_owned()
        }
        Err(error) => told(&error),
    }
}

fn check_folder(folder: &str, parse: Parse, cut: bool) -> usize {
    let keys = test_key();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut count = 0;
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let wanted = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# expect: "));
        let file = if cut {
            without_header(&text).as_bytes()
        } else {
            &bytes
        };
        let got = becomes(parse, file, &keys);
        assert_eq!(Some(&*got), wanted, "{}", path.display());
        count += 1;
    }
    count
}

#[test]
fn sealed_files_become_what_they_say() {
    let count = check_folder("sealed", Sealed::parse, false);
    assert!(count >= 80, "only {count} were found");
}

#[test]
fn sealed_json_becomes_what_it_says() {
    let count = check_folder("sealed_json", json::parse, true);
    assert!(count >= 20, "only {count} were found");
}
