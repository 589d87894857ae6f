//! Three canaries (a customer's value, the passphrase, the secret key) and every act that fails, against every place where
//! something may be left: output, work tree, temporary folders, memory, and whatever git keeps.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rekisteri::keys::{self, Identities, generate};
use rekisteri::secret::Secret;
use tempfile::TempDir;

use crate::common::sandbox::TestEnv;

const VALUE: &str = "kanaria";
const PASSPHRASE: &str = "sinivuokko-ja-valkovuokko-7";
const CREATED: &str = "2026-11-22T10:00:00Z";
const RECORD: &str = "records/10/1001.toml";

const CUSTOMER: &str = "name=Kanaria Kettukangas\nemail=kanaria@example.fi\nbilling_address.street=Kanarialinnunpolku 7\n\
                        billing_address.postcode=92100\nbilling_address.city=Raahe\n";

/// What editors do to the file in `$1`, each keeping copies beside it as editors do.
const SPOIL: &str = r#"d=$(dirname "$1"); cp "$1" "$1~"; cp "$1" "$d/.1001.toml.swp"; cp "$1" "$d/#1001.toml#"; mkdir -p "$d/undo" && cp "$1" "$d/undo/x"; "#;

/// How something is made to fail before the command, and the command; `$IN` is the folder outside of what is searched.
struct Act {
    name: &'static str,
    before: fn(&Aviary),
    environment: &'static [(&'static str, &'static str)],
    line: &'static [&'static str],
}

const fn act(name: &'static str, line: &'static [&'static str]) -> Act {
    Act {
        name,
        before: |_| {},
        environment: &[],
        line,
    }
}

const fn after(name: &'static str, before: fn(&Aviary), line: &'static [&'static str]) -> Act {
    Act {
        before,
        ..act(name, line)
    }
}

const fn with(
    name: &'static str,
    environment: &'static [(&'static str, &'static str)],
    line: &'static [&'static str],
) -> Act {
    Act {
        environment,
        ..act(name, line)
    }
}

const VALUES: &[Act] = &[
    act("a bad value", &["edit", "1001", "business_id=kanaria"]),
    act(
        "two bad values",
        &[
            "edit",
            "1001",
            "email=kanaria",
            "billing_address.postcode=kanaria",
        ],
    ),
    act("a value without a field", &["edit", "1001", "kanaria"]),
    act(
        "a field nobody declared",
        &["edit", "1001", "phone=kanaria"],
    ),
    act(
        "a new customer with a bad value",
        &["add", "name=Kanaria", "email=kanaria"],
    ),
    act("a customer nobody knows", &["show", "Kanaria Olematon"]),
    act("a setting that is none", &["describe", "bank.iban=kanaria"]),
    act("a key of no setting", &["describe", "bank.kanariaa"]),
];

const KEYS: &[Act] = &[
    act(
        "a wrong passphrase",
        &["--passphrase-command", "cat $IN/wrong", "show", "1001"],
    ),
    act(
        "a command that prints it and fails",
        &[
            "--passphrase-command",
            "cat $IN/passphrase; exit 3",
            "show",
            "1001",
        ],
    ),
    act(
        "a command that prints it too late",
        &[
            "--passphrase-command",
            "echo; cat $IN/passphrase",
            "show",
            "1001",
        ],
    ),
    act(
        "a command that prints no text",
        &[
            "--passphrase-command",
            "cat $IN/passphrase; printf '\\377'",
            "show",
            "1001",
        ],
    ),
    act(
        "a key in pieces",
        &["--identity", "$IN/broken-key.txt", "show", "1001"],
    ),
    act(
        "a key of somebody else",
        &["--identity", "$IN/other-key.txt", "show", "1001"],
    ),
    act(
        "the key taken for customers",
        &["import", "$IN/key.txt", "--yes"],
    ),
    act(
        "the key taken for a list",
        &["notice", "contact", "--from", "$IN/key.txt"],
    ),
    act(
        "the passphrase taken for a key",
        &["--identity", "$IN/passphrase", "show", "1001"],
    ),
    with(
        "a broken key in the environment",
        &[("REKISTERI_IDENTITY", ""), ("SOPS_AGE_KEY", "$BROKEN")],
        &["show", "1001"],
    ),
    with(
        "a register of another key",
        &[("REKISTERI_IDENTITY", ""), ("SOPS_AGE_KEY", "$OTHER")],
        &["list"],
    ),
];

const RECORDS: &[Act] = &[
    after(
        "a damaged value is shown",
        |it| it.env.tamper(RECORD, "name"),
        &["show", "1001"],
    ),
    after(
        "a damaged value is exported",
        |it| it.env.tamper(RECORD, "email"),
        &["export", "--output", "out.csv"],
    ),
    after(
        "a damaged value is adopted",
        |it| it.env.tamper(RECORD, "street"),
        &["commit"],
    ),
    after(
        "a sealed fault is shown",
        Aviary::seal_a_fault,
        &["show", "1001"],
    ),
    after(
        "a sealed fault is adopted",
        Aviary::seal_a_fault,
        &["commit"],
    ),
    after(
        "a sealed fault is edited",
        Aviary::seal_a_fault,
        &["edit", "1001", "email=a@example.fi"],
    ),
    after(
        "a sealed fault is checked",
        Aviary::seal_a_fault,
        &["check"],
    ),
    after(
        "a record in clear",
        |it| it.clear("[customer]\nnumber = 1001\nname = \"Kanaria\"\n"),
        &["commit"],
    ),
    after(
        "a record that is no TOML",
        |it| it.clear("[customer]\nname = \"Kanaria\nemail = kanaria"),
        &["check"],
    ),
];

const EDITORS: &[Act] = &[
    with(
        "an editor that fails",
        &[("EDITOR", "$SPOIL; exit 1")],
        &["edit", "1001"],
    ),
    with(
        "an editor that is killed",
        &[("EDITOR", "$SPOIL; kill -9 $$")],
        &["edit", "1001"],
    ),
    with(
        "an editor that removes the file",
        &[("EDITOR", "$SPOIL; rm \"$1\"")],
        &["edit", "1001"],
    ),
    with(
        "an editor that is not there",
        &[("EDITOR", "/nonexistent/kynä")],
        &["edit", "1001"],
    ),
    with(
        "an edit while another was made",
        &[(
            "EDITOR",
            "$SPOIL; $REKISTERI -q edit 1001 email=toinen@example.fi && sed -i 's/Raahe/Kanaria/' \"$1\"",
        )],
        &["edit", "1001"],
    ),
    with(
        "a file that is too long",
        &[("EDITOR", "$SPOIL; yes Kanaria | head -c 400000 >> \"$1\"")],
        &["edit", "1001"],
    ),
];

const FILES: &[Act] = &[
    act("faulty rows", &["import", "$IN/faulty.csv", "--yes"]),
    act(
        "a row with too many cells",
        &["import", "$IN/ragged.csv", "--yes"],
    ),
    act(
        "a table without headers",
        &["import", "$IN/headless.csv", "--yes"],
    ),
    act(
        "a column of another name",
        &[
            "import",
            "$IN/good.csv",
            "--map",
            "Kunta=billing_address.city",
            "--yes",
        ],
    ),
    act(
        "a sealed form that is none",
        &["import", "$IN/sops.json", "--yes"],
    ),
    act("JSON cut short", &["import", "$IN/broken.json", "--yes"]),
    act(
        "faulty rows without a place",
        &[
            "import",
            "$IN/faulty.csv",
            "--yes",
            "--skip-faulty",
            "$IN/passphrase",
        ],
    ),
    act(
        "an export into nowhere",
        &["export", "--output", "nowhere/out.csv"],
    ),
    act(
        "an export over a folder",
        &["export", "--output", "records"],
    ),
    after(
        "letters where a file is",
        |it| it.env.write("file", ""),
        &["notice", "contact", "1001", "--output", "file"],
    ),
    after(
        "a letter that was written already",
        |it| it.env.write("output/1001.txt", ""),
        &["notice", "contact", "1001", "--output", "output"],
    ),
];

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

const TEMPLATES: [(&str, &str); 5] = [
    ("name", "{{ customer.nmae }}"),
    ("tool", "{{ customer.name | shout }}"),
    ("sum", "{{ customer.name + 1 }}"),
    ("date", "{{ customer.name | date }}"),
    ("include", "{% include customer.name %}"),
];

struct Aviary {
    env: TestEnv,
    /// `XDG_RUNTIME_DIR`, in memory, this test's own.
    runtime: TempDir,
    keys: Identities,
    secret_key: String,
}

impl Aviary {
    /// A register whose key has a passphrase, with one customer; the canaries are in clear in `in` only.
    fn new() -> Self {
        let mut env = TestEnv::empty();
        let made = generate();
        let file = made.plain_file(CREATED).expose().to_owned();
        let sealed = made
            .encrypted_file(CREATED, &Secret::new(PASSPHRASE.to_owned()), 4)
            .unwrap();
        let runtime = tempfile::tempdir_in("/dev/shm").unwrap();
        let inside = env.root().join("in");
        fs::create_dir(&inside).unwrap();
        let key = env.root().join("key.age");
        fs::write(&key, sealed).unwrap();
        env.set("XDG_RUNTIME_DIR", runtime.path().to_str().unwrap());
        env.set("REKISTERI_IDENTITY", key.to_str().unwrap());
        let command = format!("cat {}/passphrase", inside.display());
        env.set("REKISTERI_PASSPHRASE_COMMAND", &command);
        for (name, text) in files(&file) {
            let path = inside.join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/records/register.toml");
        env.run(&["init", "reg", "--from", from]).ok();
        env.enter("reg");
        env.run_with_input(&["add", "-"], CUSTOMER).ok();
        assert!(holds(env.run(&["show", "1001"]).ok().as_bytes(), VALUE));
        let secret_key = file.lines().last().unwrap().to_owned();
        let no_passphrase =
            &mut || -> Result<Secret, keys::Error> { Err(keys::Error::WrongPassphrase) };
        let keys = Identities::parse(file.as_bytes(), no_passphrase).unwrap();
        Self {
            env,
            runtime,
            keys,
            secret_key,
        }
    }

    fn seal_a_fault(&self) {
        self.env
            .reseal_by(&self.keys, RECORD, ["customer", "email", "kanaria"]);
    }

    /// A record that somebody wrote in clear: the canary lies in this one file, and nowhere else.
    fn clear(&self, text: &str) {
        self.env.write(RECORD, text);
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
    fn try_out(&self, act: &Act) {
        let whole = self.env.read(RECORD);
        (act.before)(self);
        let mut command = self.env.rekisteri(&[]);
        command.args(act.line.iter().map(|word| self.filled_in(word)));
        for (name, value) in act.environment {
            command.env(name, self.script(name, value));
        }
        let output = command.stdin(Stdio::null()).output().unwrap();
        let mut said = output.stdout;
        said.extend(&output.stderr);
        let shown = String::from_utf8_lossy(&said).into_owned();
        assert!(!output.status.success(), "{}: it worked: {shown}", act.name);
        assert!(output.status.code().is_some(), "{}: {shown}", act.name);
        self.none_in(&said, &format!("{}: the output: {shown}", act.name));
        if self.env.read(RECORD) != whole {
            drop(self.env.git(&["checkout", "--", RECORD]).ok());
        }
        self.search(act.name);
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

    fn none_in(&self, bytes: &[u8], place: &str) {
        for canary in [VALUE, PASSPHRASE, &self.secret_key] {
            assert!(!holds(bytes, canary), "`{canary}` in {place}");
        }
    }

    /// All of HOME, TMPDIR, the work tree with `.git` as it lies, memory, and every object of git opened.
    fn search(&self, act: &str) {
        let folders = ["home", "tmp", "run", "work"].map(|name| self.env.root().join(name));
        for folder in folders.iter().chain([&self.runtime.path().to_owned()]) {
            self.search_folder(folder, act);
        }
        assert_eq!(
            fs::read_dir(self.runtime.path()).unwrap().count(),
            0,
            "{act}: something is left in memory"
        );
        for folder in in_memory() {
            self.search_folder(&folder, act);
        }
        let objects = self
            .env
            .command("git")
            .args(["cat-file", "--batch-all-objects", "--batch", "--unordered"])
            .output()
            .unwrap();
        assert!(objects.status.success() && objects.stdout.len() > 1000);
        self.none_in(&objects.stdout, &format!("{act}: an object of git"));
    }

    /// Names count too. What goes away meanwhile is another test's.
    fn search_folder(&self, folder: &Path, act: &str) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            self.none_in(
                name.as_encoded_bytes(),
                &format!("{act}: a name in {}", folder.display()),
            );
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.search_folder(&path, act);
            } else if let Ok(bytes) = fs::read(&path) {
                self.none_in(&bytes, &format!("{act}: {}", path.display()));
            }
        }
    }
}

/// What lies outside of what is searched.
fn files(key: &str) -> Vec<(&'static str, String)> {
    let broken = format!("{}\n", &key.trim_end()[..key.trim_end().len() - 2]);
    let other = generate().plain_file(CREATED).expose().to_owned();
    let rows = "Nimi;Sähköposti;Y-tunnus\n";
    vec![
        ("passphrase", format!("{PASSPHRASE}\n")),
        ("wrong", format!("{PASSPHRASE}x\n")),
        ("key.txt", key.to_owned()),
        ("broken-key.txt", broken),
        ("other-key.txt", other),
        ("faulty.csv", format!("{rows}Kanaria;kanaria;kanaria\n")),
        (
            "ragged.csv",
            format!("{rows}Kanaria;a@example.fi;;kanaria\n"),
        ),
        (
            "broken.json",
            "[{\"number\": 1, \"name\": \"Kanaria\", kanaria".to_owned(),
        ),
        (
            "headless.csv",
            "Kanaria Neljäs;kanaria4@example.fi\n".to_owned(),
        ),
        (
            "sops.json",
            "{\"customer\": {\"name\": \"Kanaria\"}, \"sops\": {\"age\": \"kanaria\"}}".to_owned(),
        ),
        (
            "good.csv",
            format!("{rows}Kanaria Kolmas;kanaria3@example.fi;\n"),
        ),
    ]
}

/// Folders in memory that carry the program's name.
fn in_memory() -> Vec<PathBuf> {
    let folders = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let ours = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b"rekisteri");
    folders
        .filter(|entry| ours(&entry.file_name()))
        .map(|entry| entry.path())
        .collect()
}

/// Whatever the case of the letters.
fn holds(bytes: &[u8], canary: &str) -> bool {
    let canary = canary.to_ascii_lowercase();
    let bytes = bytes.to_ascii_lowercase();
    bytes
        .windows(canary.len())
        .any(|part| part == canary.as_bytes())
}

fn try_all(acts: &[Act]) {
    let aviary = Aviary::new();
    for act in acts {
        aviary.try_out(act);
    }
}

#[test]
fn values_that_are_refused() {
    try_all(VALUES);
}

#[test]
fn keys_and_passphrases_that_do_not_open() {
    try_all(KEYS);
}

#[test]
fn records_that_cannot_be_trusted() {
    try_all(RECORDS);
}

#[test]
fn editors_that_come_to_nothing() {
    try_all(EDITORS);
}

#[test]
fn files_that_cannot_be_read_or_written() {
    try_all(FILES);
}

#[test]
fn templates_that_fail() {
    let aviary = Aviary::new();
    fs::create_dir(aviary.env.path("templates")).unwrap();
    for (name, text) in TEMPLATES {
        aviary
            .env
            .write(&format!("templates/{name}.fi.txt.jinja"), text);
        let run = aviary.env.run(&["notice", name, "1001"]).fails(1);
        aviary.none_in(run.to_string().as_bytes(), &format!("{name}: {run}"));
        aviary.search(name);
    }
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
    for blocks in [0, 1] {
        for line in FULL {
            let before = aviary.env.state();
            let mut words = vec![env!("CARGO_BIN_EXE_rekisteri").to_owned()];
            words.extend(line.iter().map(|word| aviary.filled_in(word)));
            let mut command = aviary.env.command("sh");
            let limit = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\"");
            command.args(["-c", &limit, "sh"]).args(&words);
            let output = command.stdin(Stdio::null()).output().unwrap();
            let shown = String::from_utf8_lossy(&output.stderr).into_owned();
            let act = format!("{line:?} with {blocks} blocks");
            assert!(output.status.code().is_some(), "{act}: {shown}");
            if output.status.success() {
                // What was written where the owner said is no leftover.
                drop(aviary.env.git(&["clean", "-fdxq"]).ok());
                continue;
            }
            failed += 1;
            aviary.none_in(shown.as_bytes(), &format!("{act}: {shown}"));
            aviary.search(&act);
            assert_eq!(aviary.env.state(), before, "{act}: {shown}");
        }
    }
    assert!(failed > FULL.len() + 3, "only {failed} failed");
}

/// A search that finds nothing proves nothing unless it would find something.
#[test]
fn the_search_finds_what_lies_there() {
    let aviary = Aviary::new();
    aviary.search("as it was");
    let finds = |what: &str| {
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| aviary.search(what)));
        assert!(found.is_err(), "not found: {what}");
    };
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
        finds(place);
        match before {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    }
    let left = aviary.runtime.path().join("left");
    fs::write(&left, "").unwrap();
    finds("XDG_RUNTIME_DIR");
    fs::remove_file(left).unwrap();
    aviary.search("as it was again");
    // Compressed in a loose object, then in a pack.
    fs::write(root.join("in/blob"), "xkanariax").unwrap();
    let blob = root.join("in/blob");
    let made = aviary
        .env
        .git(&["hash-object", "-w", blob.to_str().unwrap()]);
    let id = made.ok();
    finds("a loose object");
    let pack = format!(
        "echo {} | git pack-objects .git/objects/pack/pack && rm .git/objects/{}/{}",
        id.trim(),
        &id[..2],
        id[2..].trim()
    );
    let packed = aviary
        .env
        .command("sh")
        .args(["-c", &pack])
        .output()
        .unwrap();
    assert!(packed.status.success(), "{packed:?}");
    finds("a pack");
}
