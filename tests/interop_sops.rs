//! The JSON form and SOPS itself: `sops` opens and changes what we exported, and we open what it wrote or refuse it by name.

use rekisteri::keys::{NewIdentity, Recipient, generate};
use rekisteri::sops::{Error, Leaf, Opened, Sealed, Tree, json};
use serde_json::{Value, json as tree};

use crate::common::records::test_key;
use crate::common::sealers::Sops;
use crate::common::tools::{alone, fed, node_with, success, test_secret};
use crate::common::values::{self, hard};

const CREATED: &str = "2026-11-22T10:00:00Z";

fn exported(values: &Value, recipients: &[Recipient]) -> Vec<u8> {
    let stamp = CREATED.parse().unwrap();
    let toml = Opened::new(values::to_tree(values))
        .seal(recipients, &stamp)
        .unwrap();
    json::export(&Sealed::parse(&toml).unwrap())
}

fn opened(bytes: &[u8]) -> Result<Opened, Error> {
    json::parse(bytes)?.open(&test_key())
}

fn reads(bytes: &[u8]) -> Value {
    let opened = opened(bytes).unwrap_or_else(|error| panic!("{error}"));
    let stamp = CREATED.parse().unwrap();
    let ours = opened.seal(&test_key().recipients(), &stamp).unwrap();
    let again = Sealed::parse(&ours).unwrap().open(&test_key()).unwrap();
    assert!(again.tree() == opened.tree(), "it survives our own writing");
    values::of(opened.tree())
}

fn test_recipient() -> String {
    test_key().recipients()[0].as_str().to_owned()
}

fn other() -> (NewIdentity, String) {
    let other = generate();
    let file = other.plain_file(CREATED);
    let secret = file.expose().lines().last().unwrap().to_owned();
    (other, secret)
}

#[test]
fn sops_opens_what_we_exported_with_either_key() {
    let (second, secret) = other();
    let recipients = [test_key().recipients(), vec![second.recipient().clone()]].concat();
    for secret in [test_secret(), secret] {
        let Some(sops) = Sops::with(&secret) else {
            return;
        };
        sops.write("1042.json", exported(&hard(), &recipients));
        let plain: Value = serde_json::from_slice(&sops.run(&["decrypt", "1042.json"])).unwrap();
        assert_eq!(plain, hard());
    }
}

#[test]
fn we_open_what_sops_sealed() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let (second, _) = other();
    let both = format!("{},{}", test_recipient(), second.recipient().as_str());
    let file = sops.encrypt(&hard().to_string(), &["--age", &both]);
    assert_eq!(reads(&file), hard());
    assert_eq!(json::parse(&file).unwrap().recipients().len(), 2);
}

#[test]
fn we_open_what_sops_set_edited_and_rotated() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let ours = exported(&hard(), &test_key().recipients());
    sops.write("1042.json", &ours);
    let path = r#"["billing_address"]["city"]"#;
    sops.run(&["set", "1042.json", path, "\"Åbo 🏠\""]);
    success(sops.try_run(&["edit", "1042.json"], "s/Rantakatu/Satamatie/"));
    sops.run(&["rotate", "--in-place", "1042.json"]);
    let mut wanted = hard();
    wanted["billing_address"]["city"] = "Åbo 🏠".into();
    wanted["billing_address"]["street"] = "Satamatie 5\nc/o \"Satama\" \\ A".into();
    assert_eq!(reads(&sops.read("1042.json")), wanted);
}

#[test]
fn we_open_what_sops_gave_another_recipient() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let (second, _) = other();
    let rule = format!(
        "creation_rules:\n  - age: {},{}\n",
        test_recipient(),
        second.recipient().as_str()
    );
    sops.write(".sops.yaml", rule);
    sops.write("1042.json", exported(&hard(), &test_key().recipients()));
    sops.run(&["updatekeys", "--yes", "1042.json"]);
    let file = sops.read("1042.json");
    assert_eq!(reads(&file), hard());
    let second_opens = json::parse(&file).unwrap().open(&second.into_identities());
    assert!(second_opens.is_ok());
}

/// What SOPS writes without a word and we do not take.
#[test]
fn what_sops_seals_and_we_do_not_is_refused_by_name() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    for (plain, refusal) in [
        (tree!({"a": {"b": ""}}), "`a.b` is empty"),
        (tree!({"a": {"b": null}}), "`a.b` is null"),
        (tree!({"a": {"b": "null"}}), "`a.b` is null"),
        (
            tree!({"a": {"b": true}}),
            "`a.b` has a type other than str and int",
        ),
        (
            tree!({"a": {"b": 1.5}}),
            "`a.b` does not hold what its type says",
        ),
        (
            tree!({"a": {"b": 12_345_678_901_234_567_890_u64}}),
            "`a.b` does not hold what its type says",
        ),
        (tree!({"a": {"b": ["c"]}}), "`a.b` is a list"),
        (
            tree!({"a": {"b": {"c": "d"}}}),
            "`a.b` is a table inside a table",
        ),
        (tree!({"a": "b"}), "`a` stands outside of a table"),
        (tree!({"a": {"b": "c"}, "d": {}}), "the table `d` is empty"),
        (
            tree!({"a": {"b:c": "d"}}),
            "the name `b:c` is not allowed: it contains `:`",
        ),
        (
            tree!({"a": {"b_unencrypted": "c"}}),
            "the name `b_unencrypted` is not allowed: it ends in `_unencrypted`",
        ),
    ] {
        let file = sops.encrypt(&plain.to_string(), &["--age", &test_recipient()]);
        let told = opened(&file).err().map(|error| error.to_string());
        assert_eq!(told.as_deref(), Some(refusal), "{plain}");
    }
}

/// Each is a rule that SOPS follows and nothing authenticates.
#[test]
fn the_rules_of_sops_are_refused_by_name() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    for (rule, refusal) in [
        (
            "encrypted_regex: ^b$",
            "`sops.encrypted_regex` is not allowed",
        ),
        (
            "unencrypted_regex: ^c$",
            "`sops.unencrypted_regex` is not allowed",
        ),
        (
            "encrypted_suffix: b",
            "`sops.encrypted_suffix` is not allowed",
        ),
        (
            "unencrypted_suffix: _c",
            "`sops.unencrypted_suffix` is not `_unencrypted`",
        ),
        (
            "mac_only_encrypted: true",
            "`sops.mac_only_encrypted` is not allowed",
        ),
    ] {
        let rules = format!(
            "creation_rules:\n  - age: {}\n    {rule}\n",
            test_recipient()
        );
        sops.write(".sops.yaml", rules);
        let file = sops.encrypt(r#"{"a": {"b": "c"}}"#, &[]);
        let told = opened(&file).err().map(|error| error.to_string());
        assert_eq!(told.as_deref(), Some(refusal));
    }
}

#[test]
fn a_key_that_sops_shared_between_groups_is_refused_by_name() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let (first, second) = (test_recipient(), other().0);
    let second = second.recipient().as_str();
    sops.write(
        ".sops.yaml",
        format!("creation_rules:\n  - shamir_threshold: 2\n    key_groups:\n      - age: [{first}]\n      - age: [{second}]\n"),
    );
    let file = sops.encrypt(r#"{"a": {"b": "c"}}"#, &[]);
    let told = opened(&file).err().unwrap().to_string();
    assert_eq!(told, "`sops.key_groups` is not allowed");
}

/// A second reader, by another hand and in another language.
#[test]
fn sops_age_opens_what_we_exported() {
    let Some((node, packages)) = node_with("sops-age") else {
        return;
    };
    let (second, secret) = other();
    let recipients = [test_key().recipients(), vec![second.recipient().clone()]].concat();
    for secret in [test_secret(), secret] {
        let dir = tempfile::tempdir().unwrap();
        let mut command = alone(&node, dir.path());
        command
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/outside/sops-age.cjs"
            ))
            .arg("json")
            .env("NODE_PATH", &packages)
            .env("SOPS_AGE_KEY", &secret);
        let plain = success(fed(&mut command, &exported(&hard(), &recipients)));
        let plain: Value = serde_json::from_slice(&plain).unwrap();
        assert_eq!(plain, hard());
    }
}

/// The many fields, so that no order but the sorted one gives the same MAC.
#[test]
fn sops_takes_up_to_the_largest_record() {
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let mut many = Tree::new();
    for at in 0..400 {
        let (table, key) = (format!("t{}", at % 7), format!("k{at}"));
        many.insert(&table, &key, Leaf::Int(at)).unwrap();
    }
    let values = values::of(&many);
    sops.write("1.json", exported(&values, &test_key().recipients()));
    let plain: Value = serde_json::from_slice(&sops.run(&["decrypt", "1.json"])).unwrap();
    assert_eq!(plain, values);
    let back = sops.encrypt(&plain.to_string(), &["--age", &test_recipient()]);
    assert_eq!(reads(&back), values);
}
