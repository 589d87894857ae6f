//! Opening the register goes wrong: wrong key, wrong passphrase, no key at all.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use rekisteri::keys::generate;
use rekisteri::secret::Secret;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

const CREATED: &str = "2026-11-22T10:00:00Z";
const PASSPHRASE: &str = "hauki uimari saunavihta";

#[test]
fn every_way_not_to_have_the_key() {
    let mut env = TestEnv::three_customers();
    let other = generate();
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    let sealed = other.encrypted_file(CREATED, &passphrase, 10).unwrap();
    fs::write(env.root().join("encrypted.age"), sealed).unwrap();
    let plain = other.plain_file(CREATED);
    fs::write(env.root().join("other.txt"), plain.expose()).unwrap();
    fs::write(env.root().join("empty.txt"), "# nothing\n").unwrap();
    for (name, mode) in [
        ("other.txt", 0o644),
        ("empty.txt", 0o600),
        ("encrypted.age", 0o644),
    ] {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(env.root().join(name), mode).unwrap();
    }
    env.unset("REKISTERI_IDENTITY");
    let mut said = Transcript::of(&env);
    said.refused_in_both(&[
        "list",
        "--identity $TEST/other.txt show 1001",
        "--identity $TEST/empty.txt list",
        "--identity $TEST/missing.txt list",
        "--identity $TEST/encrypted.age list",
        "--identity $TEST/encrypted.age --passphrase-command 'echo ei tämä' list",
        "--identity $TEST/encrypted.age --passphrase-command 'exit 3' list",
        "--identity $TEST/encrypted.age --passphrase-command true list",
    ]);
    said.assert("keys");
}

#[test]
fn a_passphrase_command_opens_the_register() {
    let mut env = TestEnv::empty();
    let key = generate();
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    let sealed = key.encrypted_file(CREATED, &passphrase, 10).unwrap();
    let file = env.root().join("key.age");
    fs::write(&file, sealed).unwrap();
    env.set("REKISTERI_IDENTITY", file.to_str().unwrap());
    env.set(
        "REKISTERI_PASSPHRASE_COMMAND",
        &format!("echo {PASSPHRASE}"),
    );
    env.run(&["init", "reg", "--controller", "Testi Oy"]).ok();
    env.enter("reg");
    env.run(&["add", "name=Aino Esimerkki"]).ok();
    let row = env.run(&["list", "--format", "ids"]).ok();
    assert_eq!(row.lines().count(), 1);
    env.assert_clean();
}
