//! Sealed files, in TOML and in JSON: what parses is written again as it was, and what opens opens to the same once more.

use rekisteri::keys::Identities;
use rekisteri::sops::{Leaf, Opened, Sealed, Tree, json};

use crate::common::records::test_key;
use crate::corpus;
use crate::run::Target;

const WORDS: &[&str] = &[
    "[sops]\n",
    "[[sops.age]]\n",
    "[customer]\n",
    "[state]\n",
    "sops",
    "mac = ",
    "lastmodified = \"2026-11-22T10:00:00Z\"\n",
    "ENC[",
    "AES256_GCM,data:",
    ",iv:",
    ",tag:",
    ",type:str]",
    ",type:int]",
    ",type:float]",
    "encrypted_regex = \"x\"\n",
    "_unencrypted",
    "{}",
    "[]",
    "{ a = 1 }",
    "a.b.c",
    "\"\"\"\n",
    "-----BEGIN AGE ENCRYPTED FILE-----\n",
    "-----END AGE ENCRYPTED FILE-----",
];

pub(crate) fn target() -> Target {
    let mut corpus = corpus::files("sealed", &["tests/vectors/sealed", "records/10"]);
    let sealed = corpus.iter().filter_map(|file| Sealed::parse(file).ok());
    let in_json: Vec<Vec<u8>> = sealed.map(|sealed| json::export(&sealed)).collect();
    corpus.extend(in_json);
    let key = test_key();
    Target {
        corpus,
        words: WORDS,
        laws: Box::new(move |input| laws(input, &key)),
    }
}

fn laws(input: &[u8], key: &Identities) {
    for sealed in [Sealed::parse(input), json::parse(input)] {
        match sealed {
            Ok(sealed) => parsed(&sealed, key),
            Err(error) => assert!(error.to_string().len() < 2000, "an endless message"),
        }
    }
    // Any text at all can be a value.
    if input.len().is_multiple_of(8) && !input.is_empty() {
        resealed(input, key);
    }
}

fn parsed(sealed: &Sealed, key: &Identities) {
    let exported = json::export(sealed);
    let again = json::parse(&exported).unwrap();
    assert!(sealed.paths().eq(again.paths()), "the values in JSON");
    assert!(sealed.recipients() == again.recipients(), "recipients");
    assert!(json::export(&again) == exported, "JSON written again");
    let opened = sealed.open(key);
    let opened_again = again.open(key);
    match (opened, opened_again) {
        (Ok(opened), Ok(again)) => {
            assert!(opened.tree() == again.tree(), "the values through JSON");
            written_again(sealed, &opened, key);
        }
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (one, other) => panic!("opens: {}, in JSON: {}", one.is_ok(), other.is_ok()),
    }
}

fn written_again(sealed: &Sealed, opened: &Opened, key: &Identities) {
    assert!(!opened.is_changed());
    let bytes = opened.seal(&sealed.recipients(), sealed.stamp());
    let bytes = bytes.unwrap();
    let again = Sealed::parse(&bytes).unwrap();
    assert!(again.open(key).unwrap().tree() == opened.tree());
}

fn resealed(input: &[u8], key: &Identities) {
    let text = String::from_utf8_lossy(input).into_owned();
    let mut tree = Tree::new();
    let mut parts = text.split(['=', '\n']);
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        // What the format has no way to hold is refused here and not later.
        drop(tree.insert("customer", name, Leaf::Str(value.to_owned())));
    }
    if tree.is_empty() {
        return;
    }
    let stamp = "2026-11-22T10:00:00Z".parse().unwrap();
    let Ok(bytes) = Opened::new(tree.clone()).seal(&key.recipients(), &stamp) else {
        return;
    };
    let opened = Sealed::parse(&bytes).unwrap().open(key).unwrap();
    assert!(*opened.tree() == tree, "what was sealed");
}
