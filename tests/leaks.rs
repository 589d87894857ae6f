//! Every act that fails, against every place where something may be left: output, work tree, temporary folders, memory, and
//! whatever git keeps. The acts are data (`leaks/acts.toml`).

mod aviary;
mod journal;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Output, Stdio};

use serde::Deserialize;

use crate::common::transcript::split;

use aviary::{Aviary, CUSTOMER, PASSPHRASE, RECORD, VALUE};

/// What editors do to the file in `$1`, each keeping copies beside it as editors do.
const SPOIL: &str = r#"d=$(dirname "$1"); cp "$1" "$1~"; cp "$1" "$d/.1001.toml.swp"; cp "$1" "$d/#1001.toml#"; mkdir -p "$d/undo" && cp "$1" "$d/undo/x"; "#;

/// How something is made to fail, and the line that does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    line: String,
    #[serde(default)]
    before: String,
    record: Option<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    #[serde(default)]
    unchanged: bool,
}

/// A part of the file, in its order.
fn acts(part: &str) -> Vec<(String, Act)> {
    let mut file: toml::Table = include_str!("leaks/acts.toml").parse().unwrap();
    let Some(toml::Value::Table(acts)) = file.remove(part) else {
        panic!("no acts of {part}");
    };
    acts.into_iter()
        .map(|(name, act)| (name, act.try_into().unwrap()))
        .collect()
}

/// The disk takes no more than some bytes a file: what was begun is taken back.
const FULL: &[&[&str]] = &[
    &["export", "--output", "out.csv"],
    &["export", "--format", "sops-json", "--output", "sealed"],
    &["notice", "contact", "1001"],
    &["edit", "1001", "email=kanaria@example.com"],
    &["add", "name=Kanaria Toinen"],
    &["edit", "1001"],
    &["-q", "import", "$IN/good.csv", "--yes"],
];

const TEMPLATES: [(&str, &str); 6] = [
    ("name", "{{ customer.nmae }}"),
    ("tool", "{{ customer.name | shout }}"),
    ("sum", "{{ customer.name + 1 }}"),
    ("date", "{{ customer.name | date }}"),
    ("call", "{{ customer.name() }}"),
    ("include", "{% include customer.name %}"),
];

impl Aviary {
    /// What is done to the register before the act.
    fn prepare(&self, act: &Act) {
        match act.before.split_once(' ') {
            None => {}
            Some(("tamper", key)) => self.env.tamper(RECORD, key),
            Some(("make", file)) => self.env.write(file, ""),
            Some(("seal", _)) => {
                let fault = ["customer", "email", "kanaria"];
                self.env.reseal_by(&self.keys, RECORD, fault);
            }
            Some(_) => panic!("`{}` is not known", act.before),
        }
        if let Some(text) = &act.record {
            self.env.write(RECORD, text);
        }
    }

    fn filled_in(&self, text: &str) -> String {
        let inside = self.env.root().join("in");
        let key = |name: &str| {
            let file = fs::read_to_string(inside.join(name)).unwrap();
            file.lines().last().unwrap().to_owned()
        };
        text.replace("$IN", inside.to_str().unwrap())
            .replace("$BROKEN", &key("broken-key.txt"))
            .replace("$OTHER", &key("other-key.txt"))
            .replace("$REKISTERI", env!("CARGO_BIN_EXE_rekisteri"))
    }

    /// Runs what has to fail, looks everywhere, and puts the record back.
    fn try_out(&self, name: &str, act: &Act) {
        let whole = self.env.read(RECORD);
        self.prepare(act);
        let mut command = self.env.rekisteri(&[]);
        command.args(split(&act.line).iter().map(|word| self.filled_in(word)));
        for (variable, value) in &act.environment {
            command.env(variable, self.script(variable, value));
        }
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = all_of(&output);
        let shown = String::from_utf8_lossy(&said);
        assert!(output.status.code().is_some(), "{name}: {shown}");
        assert_eq!(output.status.success(), act.unchanged, "{name}: {shown}");
        assert!(
            !act.unchanged || shown.contains("Nothing changed."),
            "{name}: {shown}"
        );
        self.none_in(&said, &format!("{name}: the output: {shown}"));
        if self.env.read(RECORD) != whole {
            self.env.git(&["checkout", "--", RECORD]).ok();
        }
        self.search(name);
    }

    /// An editor is a script of its own, as no quoting survives twice.
    fn script(&self, name: &str, value: &str) -> String {
        if name != "EDITOR" || value.starts_with('/') {
            return self.filled_in(value);
        }
        let path = self.env.root().join("in/editor.sh");
        let steps = self.filled_in(&value.replace("$SPOIL; ", SPOIL));
        fs::write(&path, format!("{steps}\n")).unwrap();
        format!("sh {}", path.display())
    }

    /// Runs a line where no file may grow beyond so many blocks of 512 bytes.
    fn run_short_of_disk(&self, line: &[&str], blocks: u32) -> Output {
        let mut command = self.env.command("sh");
        let limit = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"");
        command.args(["-c", &limit, "sh", env!("CARGO_BIN_EXE_rekisteri")]);
        command.args(line.iter().map(|word| self.filled_in(word)));
        command.stdin(Stdio::null()).output().unwrap()
    }
}

fn all_of(output: &Output) -> Vec<u8> {
    [output.stdout.as_slice(), &output.stderr].concat()
}

fn try_all(part: &str) {
    let aviary = Aviary::new();
    for (name, act) in acts(part) {
        aviary.try_out(&name, &act);
    }
}

#[test]
fn values_that_are_refused() {
    try_all("values");
}

#[test]
fn keys_and_passphrases_that_do_not_open() {
    try_all("keys");
}

#[test]
fn records_that_cannot_be_trusted() {
    try_all("records");
}

#[test]
fn editors_that_come_to_nothing() {
    try_all("editors");
}

#[test]
fn files_that_cannot_be_read_or_written() {
    try_all("files");
}

#[test]
fn templates_that_fail() {
    let aviary = Aviary::new();
    fs::create_dir(aviary.env.path("templates")).unwrap();
    for (name, text) in TEMPLATES {
        aviary
            .env
            .write(&format!("templates/{name}.fi.txt.jinja"), text);
        let tried = aviary.env.run(&["commit", "--yes"]);
        aviary.none_in(tried.to_string().as_bytes(), &format!("{name}: {tried}"));
        let run = aviary.env.run(&["notice", name, "1001"]).fails(1);
        aviary.none_in(run.to_string().as_bytes(), &format!("{name}: {run}"));
        aviary.search(name);
    }
    let written = fs::read_dir(aviary.env.path("output")).unwrap();
    assert_eq!(written.count(), 0);
}

/// The system refuses to let a file grow, as a full disk does: at the first byte, and in the middle.
#[test]
fn files_that_come_to_no_end() {
    let mut aviary = Aviary::new();
    aviary.env.set("EDITOR", "true");
    for name in ["Kanaria Kahdes", "Kanaria Kolmas", "Kanaria Neljäs"] {
        let other = CUSTOMER.replace("Kanaria Kettukangas", name);
        aviary.env.run_with_input(&["-q", "add", "-"], &other).ok();
    }
    let mut failed = 0;
    for (blocks, line) in [0, 1]
        .iter()
        .flat_map(|n| FULL.iter().map(move |line| (*n, line)))
    {
        let before = aviary.env.state();
        let output = aviary.run_short_of_disk(line, blocks);
        let shown = String::from_utf8_lossy(&output.stderr);
        let act = format!("{line:?} with {blocks} blocks: {shown}");
        assert!(output.status.code().is_some(), "{act}");
        if output.status.success() {
            // What was written where the owner said is no leftover.
            aviary.env.git(&["clean", "-fdxq"]).ok();
            continue;
        }
        failed += 1;
        aviary.none_in(&output.stderr, &act);
        aviary.search(&act);
        assert_eq!(aviary.env.state(), before, "{act}");
    }
    assert!(failed > FULL.len() + 3, "only {failed} failed");
}

/// A search that finds nothing proves nothing unless it would find something.
fn finds(aviary: &Aviary, what: &str) {
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| aviary.search(what)));
    assert!(found.is_err(), "not found: {what}");
}

#[test]
fn the_search_finds_what_lies_there() {
    let aviary = Aviary::new();
    aviary.search("as it was");
    let root = aviary.env.root();
    for (place, canary) in [
        ("home/.x", VALUE),
        ("tmp/deep", PASSPHRASE),
        ("work/reg/.git/COMMIT_EDITMSG", "KANARIA"),
        ("work/reg/.git/logs/x", aviary.secret_key.as_str()),
        ("work/reg/.git/rekisteri/journal", VALUE),
        ("work/reg/kanaria", ""),
    ] {
        let path = root.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = fs::read(&path).ok();
        fs::write(&path, format!("x{canary}x")).unwrap();
        finds(&aviary, place);
        match before {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    }
    let left = aviary.runtime.path().join("left");
    fs::write(&left, "").unwrap();
    finds(&aviary, "XDG_RUNTIME_DIR");
    fs::remove_file(left).unwrap();
    aviary.search("as it was again");
}

/// Compressed in a loose object, then in a pack.
#[test]
fn the_search_opens_what_git_keeps() {
    let aviary = Aviary::new();
    let blob = aviary.env.root().join("in/blob");
    fs::write(&blob, "xkanariax").unwrap();
    let hash = ["hash-object", "-w", blob.to_str().unwrap()];
    let id = aviary.env.git(&hash).ok();
    finds(&aviary, "a loose object");
    let (folder, file) = id.trim().split_at(2);
    let pack = format!(
        "echo {folder}{file} | git pack-objects .git/objects/pack/pack && rm .git/objects/{folder}/{file}"
    );
    let packed = aviary.env.command("sh").args(["-c", &pack]).output();
    assert!(packed.unwrap().status.success());
    finds(&aviary, "a pack");
}
