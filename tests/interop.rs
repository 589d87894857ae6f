//! The oracle outside: `rops` opens and edits what we sealed and we open what it wrote; `age` opens our identity file and we its own.
//!
//! Each program runs with a cleared environment in a folder of its own. Where it is missing, see [`tool`].
#![expect(clippy::disallowed_methods, reason = "tests write the programs' input")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rekisteri::keys::{self, Identities, NewIdentity, generate};
use rekisteri::secret::Secret;
use rekisteri::sops::{Leaf, Opened, Sealed, Tree, json};

use crate::common::tool;

const CREATED: &str = "2026-11-22T10:00:00Z";

/// The values of [`tree`] as rops prints them.
const PLAIN: &str = r#"
    [billing_address]
    city = "Raahe"
    street = "Rantakatu 5\nc/o \"Satama\" \\ A"
    [customer]
    name = "Maija Mäki-Öhman"
    number = 1042
"#;

fn tree() -> Tree {
    let mut tree = Tree::new();
    let plain: toml::Table = PLAIN.parse().unwrap();
    for (table, keys) in plain {
        for (key, value) in keys.as_table().unwrap() {
            let leaf = match value {
                toml::Value::Integer(number) => Leaf::Int(*number),
                other => Leaf::Str(other.as_str().unwrap().to_owned()),
            };
            tree.insert(&table, key, leaf).unwrap();
        }
    }
    tree
}

fn sealed_to(key: &NewIdentity) -> Vec<u8> {
    let stamp = CREATED.parse().unwrap();
    Opened::new(tree())
        .seal(&[key.recipient().clone()], &stamp)
        .unwrap()
}

fn secret_line(key: &NewIdentity) -> String {
    let file = key.plain_file(CREATED);
    file.expose().lines().last().unwrap().to_owned()
}

/// Runs rops over `input`; `edit` is what its editor does to the plaintext.
fn rops(program: &Path, key: &NewIdentity, args: &[&str], edit: &str, input: &[u8]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    // rops refuses to work where interrupts are ignored, as they are in a shell's background jobs.
    let mut command = Command::new("env");
    command
        .arg("--default-signal=INT,QUIT")
        .arg(program)
        .args(args)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", dir.path());
    command
        .env("ROPS_AGE", secret_line(key))
        .env("EDITOR", format!("sed -i {edit}"));
    command
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    success(child.wait_with_output().unwrap())
}

fn success(output: Output) -> Vec<u8> {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn line<'a>(text: &'a str, key: &str) -> &'a str {
    text.lines().find(|line| line.starts_with(key)).unwrap()
}

#[test]
fn rops_opens_what_we_sealed() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let plain = rops(
        &program,
        &key,
        &["decrypt", "--format", "toml"],
        "",
        &sealed_to(&key),
    );
    let (got, wanted): (toml::Table, toml::Table) =
        (text(plain).parse().unwrap(), PLAIN.parse().unwrap());
    assert_eq!(got, wanted);
}

#[test]
fn rops_opens_our_json() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let exported = json::export(&Sealed::parse(&sealed_to(&key)).unwrap());
    let plain = rops(
        &program,
        &key,
        &["decrypt", "--format", "json"],
        "",
        &exported,
    );
    let (got, wanted): (serde_json::Value, toml::Table) = (
        serde_json::from_slice(&plain).unwrap(),
        PLAIN.parse().unwrap(),
    );
    assert_eq!(got, serde_json::to_value(wanted).unwrap());
}

#[test]
fn we_open_what_rops_sealed() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    for (format, input) in [("toml", PLAIN.to_owned()), ("json", plain_json())] {
        let args = [
            "encrypt",
            "--age",
            key.recipient().as_str(),
            "--format",
            format,
        ];
        let file = rops(&program, &key, &args, "", input.as_bytes());
        let sealed = if format == "toml" {
            Sealed::parse(&file)
        } else {
            json::parse(&file)
        };
        let keys = read_identities(key.plain_file(CREATED).expose().as_bytes(), "");
        assert!(
            *sealed.unwrap().open(&keys).unwrap().tree() == tree(),
            "{format}"
        );
    }
}

fn plain_json() -> String {
    let plain: toml::Table = PLAIN.parse().unwrap();
    serde_json::to_string(&plain).unwrap()
}

#[test]
fn we_open_what_rops_edited_and_write_it_again() {
    let Some(program) = tool("rops") else { return };
    let key = generate();
    let ours = text(sealed_to(&key));
    let edited = rops(
        &program,
        &key,
        &["edit", "--format", "toml"],
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
