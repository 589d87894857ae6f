//! The oracle outside: `rops` opens and edits what we sealed and we open what it wrote; `age` opens our identity file and we its own.
//!
//! Each program runs with a cleared environment in a folder of its own. Where it is missing, see [`tool`]. `interop_sops.rs` has SOPS.
#![expect(clippy::disallowed_methods, reason = "tests write the programs' input")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rekisteri::keys::{self, Identities, NewIdentity, Recipient, generate};
use rekisteri::secret::Secret;
use rekisteri::sops::{Opened, Sealed, json};
use serde_json::Value;

use crate::common::sealers::rops;
use crate::common::tools::{success, tool};
use crate::common::values::{self, hard};

const CREATED: &str = "2026-11-22T10:00:00Z";

fn sealed_to(recipients: &[Recipient]) -> Vec<u8> {
    let stamp = CREATED.parse().unwrap();
    Opened::new(values::to_tree(&hard()))
        .seal(recipients, &stamp)
        .unwrap()
}

fn secret_line(key: &NewIdentity) -> String {
    let file = key.plain_file(CREATED);
    file.expose().lines().last().unwrap().to_owned()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn line<'a>(text: &'a str, key: &str) -> &'a str {
    text.lines().find(|line| line.starts_with(key)).unwrap()
}

fn toml_values(text: &str) -> Value {
    let table: toml::Table = text.parse().unwrap();
    serde_json::to_value(table).unwrap()
}

#[test]
fn rops_opens_what_we_sealed_with_either_key() {
    let Some(program) = tool("rops") else { return };
    let keys = [generate(), generate()];
    let file = sealed_to(&keys.each_ref().map(|key| key.recipient().clone()));
    for key in keys {
        let args = ["decrypt", "--format", "toml"];
        let plain = rops(&program, &secret_line(&key), &args, "", &file);
        assert_eq!(toml_values(&text(plain)), hard());
    }
}

#[test]
fn rops_opens_our_json() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let exported = json::export(&Sealed::parse(&sealed_to(&[key.recipient().clone()])).unwrap());
    let args = ["decrypt", "--format", "json"];
    let plain = rops(&program, &secret_line(&key), &args, "", &exported);
    let got: Value = serde_json::from_slice(&plain).unwrap();
    assert_eq!(got, hard());
}

#[test]
fn we_open_what_rops_sealed() {
    let Some(program) = tool("rops") else { return };
    let keys = [generate(), generate()];
    let recipients = keys.each_ref().map(|key| key.recipient().as_str());
    let plain_toml = toml::to_string(&hard()).unwrap();
    for (format, input) in [("toml", plain_toml), ("json", hard().to_string())] {
        let [first, second] = recipients;
        let args = [
            "encrypt", "--age", first, "--age", second, "--format", format,
        ];
        let file = rops(
            &program,
            &secret_line(&keys[0]),
            &args,
            "",
            input.as_bytes(),
        );
        let sealed = match format {
            "toml" => Sealed::parse(&file),
            _ => json::parse(&file),
        };
        let sealed = sealed.unwrap();
        for key in &keys {
            let keys = read_identities(key.plain_file(CREATED).expose().as_bytes(), "");
            assert_eq!(values::of(sealed.open(&keys).unwrap().tree()), hard());
        }
    }
}

/// What rops writes without a word and we do not take.
#[test]
fn what_rops_seals_and_we_do_not_is_refused_by_name() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let args = [
        "encrypt",
        "--age",
        key.recipient().as_str(),
        "--format",
        "toml",
    ];
    let keys = read_identities(key.plain_file(CREATED).expose().as_bytes(), "");
    for (plain, refusal) in [
        ("b = \"\"", "`a.b` is empty"),
        ("b = \"null\"", "`a.b` is not sealed"),
        ("b = true", "`a.b` has a type other than str and int"),
        ("b = 1.5", "`a.b` has a type other than str and int"),
        ("b = [\"c\"]", "`a.b` is a list"),
        ("b = { c = \"d\" }", "`a.b` is a table inside a table"),
        (
            "b_unencrypted = \"c\"",
            "the name `b_unencrypted` is not allowed: it ends in `_unencrypted`",
        ),
    ] {
        let input = format!("[a]\n{plain}\n");
        let file = rops(&program, &secret_line(&key), &args, "", input.as_bytes());
        let opened = Sealed::parse(&file).and_then(|sealed| sealed.open(&keys));
        let told = opened.err().map(|error| error.to_string());
        assert_eq!(told.as_deref(), Some(refusal), "{plain}");
    }
}

#[test]
fn we_open_what_rops_edited_and_write_it_again() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let ours = text(sealed_to(&[key.recipient().clone()]));
    let args = ["edit", "--format", "toml"];
    let edited = rops(
        &program,
        &secret_line(&key),
        &args,
        "s/Raahe/Oulu/",
        ours.as_bytes(),
    );
    let edited = text(edited);
    assert_ne!(line(&ours, "city"), line(&edited, "city"));
    assert_eq!(
        line(&ours, "street"),
        line(&edited, "street"),
        "our layout is its layout"
    );
    let sealed = Sealed::parse(edited.as_bytes()).unwrap();
    let keys = key.into_identities();
    let opened = sealed.open(&keys).unwrap();
    let city = opened.tree().get("billing_address", "city");
    assert_eq!(city.unwrap().as_str(), Some("Oulu"));
    let again = text(opened.seal(&sealed.recipients(), sealed.stamp()).unwrap());
    assert_eq!(line(&again, "city"), line(&edited, "city"));
    assert_ne!(line(&again, "mac"), line(&edited, "mac"));
    assert_eq!(line(&again, "version"), "version = \"3.13.2\"");
}

const PASSPHRASE: &str = "hauki uimari saunavihta";

/// Runs a command on a terminal of its own and types the passphrase whenever it is asked for.
const TERMINAL: &str = r#"
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
seen = b""
try:
    while chunk := os.read(terminal, 1024):
        seen += chunk
        if b"assphrase" in seen and seen.rstrip().endswith(b":"):
            os.write(terminal, sys.argv[1].encode() + b"\n")
            seen = b""
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"#;

fn on_terminal(python: &Path, program: &Path, args: &[&Path]) {
    let mut command = Command::new(python);
    command
        .args(["-c", TERMINAL, PASSPHRASE])
        .arg(program)
        .args(args);
    success(command.stdin(Stdio::null()).output().unwrap());
}

fn read_identities(file: &[u8], passphrase: &str) -> Identities {
    let ask = &mut || Ok::<_, keys::Error>(Secret::new(passphrase.to_owned()));
    Identities::parse(file, ask).unwrap()
}

#[test]
fn age_opens_our_identity_file() {
    let (Some(age), Some(python)) = (tool("age"), tool("python3")) else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let (ours, out) = (dir.path().join("key.age"), dir.path().join("key.txt"));
    let key = generate();
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    fs::write(&ours, key.encrypted_file(CREATED, &passphrase, 10).unwrap()).unwrap();
    on_terminal(
        &python,
        &age,
        &[Path::new("-d"), Path::new("-o"), &out, &ours],
    );
    assert_eq!(
        fs::read_to_string(&out).unwrap(),
        key.plain_file(CREATED).expose()
    );
}

#[test]
fn we_open_an_identity_file_of_age() {
    let (Some(age), Some(python)) = (tool("age"), tool("python3")) else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let (plain, out) = (dir.path().join("key.txt"), dir.path().join("key.age"));
    let key = generate();
    fs::write(&plain, key.plain_file(CREATED).expose()).unwrap();
    on_terminal(
        &python,
        &age,
        &[Path::new("-p"), Path::new("-o"), &out, &plain],
    );
    let read = read_identities(&fs::read(&out).unwrap(), PASSPHRASE);
    assert_eq!(read.recipients(), [key.recipient().clone()]);
}

#[test]
fn we_open_what_age_keygen_writes() {
    let Some(program) = tool("age-keygen") else {
        return;
    };
    let made = success(Command::new(program).output().unwrap());
    let read = read_identities(&made, "");
    let public = format!("# public key: {}", read.recipients()[0]);
    assert!(text(made).lines().any(|line| line == public));
}
