//! A register whose records other programs changed: `commit` takes in what rops edited, `import` what SOPS changed in an export.

use std::fs;

use crate::common::sandbox::TestEnv;
use crate::common::sealers::{Sops, rops};
use crate::common::tools::{test_secret, tool};

const RECORD: &str = "records/10/1001.toml";

/// Has rops change the record of 1001 where it stands, as `rops edit FILE` does.
fn edit_with_rops(env: &TestEnv, edit: &str) -> Option<()> {
    let program = tool("rops")?;
    let args = ["edit", "--format", "toml"];
    let edited = rops(
        &program,
        &test_secret(),
        &args,
        edit,
        env.read(RECORD).as_bytes(),
    );
    fs::write(env.path(RECORD), edited).unwrap();
    Some(())
}

/// The nonce of a value: nothing may ever be sealed under it again.
fn nonce(text: &str, key: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(key)).unwrap();
    let (_, nonce) = line.split_once(",iv:").unwrap();
    nonce.split(',').next().unwrap().to_owned()
}

/// The register as SOPS reads it, in `out` of its folder.
fn exported(env: &TestEnv, sops: &Sops) -> String {
    let out = sops.path("out").display().to_string();
    env.run(&["export", "--format", "sops-json", "--output", &out])
        .ok();
    out
}

fn stamp(text: &str) -> &str {
    text.lines()
        .find(|line| line.starts_with("lastmodified"))
        .unwrap()
}

#[test]
fn commit_takes_in_what_rops_edited() {
    let env = TestEnv::three_customers();
    let Some(()) = edit_with_rops(&env, "s/Raahe/Oulu/") else {
        return;
    };
    let refused = env.run(&["edit", "1001", "email=uusi@example.fi"]).fails(1);
    assert!(refused.stderr.contains("rekisteri commit"), "{refused}");
    let diff = env.run(&["--lang", "en", "diff", "1001"]).ok();
    assert!(diff.contains("Raahe") && diff.contains("Oulu"), "{diff}");
    env.run(&["commit", "1001"]).ok();
    env.assert_clean();
    env.assert_subject();
    let message = env.git(&["log", "-1", "--format=%B"]).ok();
    assert!(message.starts_with("adopt customer 1001"), "{message}");
    assert!(
        message.contains("Register-Fields: billing_address.city"),
        "{message}"
    );
    let shown = env.run(&["show", "1001"]).ok();
    assert!(
        shown.contains("Oulu") && !shown.contains("Raahe"),
        "{shown}"
    );
    env.run(&["undo"]).ok();
    assert!(env.run(&["show", "1001"]).ok().contains("Raahe"));
}

/// Where names change and values do not, rops 0.1.7 seals the MAC under its old nonce with new associated data, which gives the
/// authentication key away. Our next writing ends that.
#[test]
fn the_next_change_heals_the_mac_that_rops_wrote() {
    let env = TestEnv::three_customers();
    // Its stamp is a day of the past, so that it differs from the one of rops.
    env.reseal(RECORD, "billing_address", "city", "Kemi");
    let before = env.read(RECORD);
    let Some(()) = edit_with_rops(&env, "s/billing_address/postal_address/") else {
        return;
    };
    let edited = env.read(RECORD);
    let reused = nonce(&edited, "mac = ");
    assert_eq!(
        nonce(&before, "mac = "),
        reused,
        "rops has mended this: the README says otherwise"
    );
    assert_ne!(stamp(&before), stamp(&edited));
    env.run(&["commit"]).ok();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let ours = env.read(RECORD);
    assert_ne!(nonce(&ours, "mac = "), reused);
    assert_ne!(nonce(&ours, "email = "), nonce(&edited, "email = "));
    assert_eq!(nonce(&ours, "city = "), nonce(&edited, "city = "));
    assert!(ours.contains("version = \"3.13.2\""), "put back");
    env.assert_clean();
}

#[test]
fn a_record_in_the_order_of_another_program_is_a_note_until_it_changes() {
    let env = TestEnv::three_customers();
    let Some(program) = tool("rops") else { return };
    let secret = test_secret();
    let decrypt = ["decrypt", "--format", "toml"];
    let plain = rops(&program, &secret, &decrypt, "", env.read(RECORD).as_bytes());
    let plain: toml::Table = String::from_utf8(plain).unwrap().parse().unwrap();
    let order = ["customer", "billing_address"].map(|table| {
        let values = toml::to_string(&plain[table]).unwrap();
        let backwards: Vec<&str> = values.lines().rev().collect();
        format!("[{table}]\n{}\n", backwards.join("\n"))
    });
    let key = crate::common::records::test_key().recipients()[0].clone();
    let encrypt = ["encrypt", "--age", key.as_str(), "--format", "toml"];
    let sealed = rops(&program, &secret, &encrypt, "", order.concat().as_bytes());
    fs::write(env.path(RECORD), sealed).unwrap();
    env.run(&["commit", "--yes"]).ok();
    let note = "not in our order";
    let check = env.run(&["--lang", "en", "check"]).ok();
    assert!(check.contains(note), "{check}");
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let check = env.run(&["--lang", "en", "check"]).ok();
    assert!(!check.contains(note), "{check}");
    let text = env.read(RECORD);
    assert!(text.find("[billing_address]") < text.find("[customer]"));
    env.assert_clean();
}

#[test]
fn what_rops_edited_into_a_fault_is_not_committed() {
    let env = TestEnv::three_customers();
    let Some(()) = edit_with_rops(&env, "s/1001/1002/") else {
        return;
    };
    let head = env.head();
    let refused = env.run(&["commit"]).fails(1);
    assert!(
        refused
            .stderr
            .contains("customer `1001`: the number inside"),
        "{refused}"
    );
    assert_eq!(env.head(), head);
}

#[test]
fn import_takes_what_sops_changed_in_an_export() {
    let env = TestEnv::three_customers();
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let out = exported(&env, &sops);
    let set = |path: &str, value: &str| {
        sops.run(&["set", "out/1001.json", path, value]);
    };
    set(r#"["billing_address"]["city"]"#, "\"Oulu\"");
    set(r#"["billing_address"]["street"]"#, r#""Ma\u0308kikatu 1""#);
    let file = sops.path("out/1001.json");
    env.run(&["import", file.to_str().unwrap(), "--yes"]).ok();
    env.assert_clean();
    let shown = env.run(&["show", "1001"]).ok();
    assert!(
        shown.contains("Oulu") && shown.contains("Mäkikatu 1"),
        "{shown}"
    );
    let head = env.head();
    env.run(&["import", &out, "--yes"]).ok();
    assert_eq!(env.head(), head, "all is the same");
}

/// A record that was never ours: SOPS sealed a plain tree.
#[test]
fn import_takes_a_customer_that_sops_sealed() {
    let env = TestEnv::register();
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    let key = crate::common::records::test_key().recipients()[0].clone();
    let plain = r#"{"customer": {"number": 1042, "name": "Maija Mäki-Öhman", "email": "maija@example.fi"},
        "billing_address": {"street": "Rantakatu 5", "postcode": "02100", "city": "Espoo"}}"#;
    let sealed = sops.encrypt(plain, &["--age", key.as_str()]);
    sops.write("1042.json", sealed);
    let file = sops.path("1042.json");
    env.run(&["import", file.to_str().unwrap(), "--yes"]).ok();
    let shown = env.run(&["--json", "show", "1042"]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["name"], "Maija Mäki-Öhman");
    assert_eq!(shown["billing_address"]["postcode"], "02100");
    env.assert_clean();
}

#[test]
fn import_says_what_of_sops_it_does_not_take() {
    let env = TestEnv::three_customers();
    let Some(sops) = Sops::with(&test_secret()) else {
        return;
    };
    exported(&env, &sops);
    for (value, refusal) in [
        ("\"\"", "`customer.email` is empty"),
        ("true", "`customer.email` has a type other than str and int"),
        ("null", "`customer.email` is null"),
    ] {
        sops.run(&["set", "out/1001.json", r#"["customer"]["email"]"#, value]);
        let file = sops.path("out/1001.json");
        let refused = env
            .run(&["import", file.to_str().unwrap(), "--yes"])
            .fails(1);
        assert!(refused.stderr.contains(refusal), "{refused}");
    }
    env.assert_clean();
}
