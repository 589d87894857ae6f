//! A canary in the register: whatever fails, it is never said, and never lies about in clear.

use std::fs;
use std::path::Path;

use rekisteri::keys::generate;

use crate::common::sandbox::{Run, TestEnv};

/// Stands in the canary's name, e-mail and street; nothing else may hold it.
const CANARY: &str = "kanaria";

const RECORD: &str = "name=Kanaria Kettukangas\nemail=kanaria@example.fi\nbilling_address.street=Kanarialinnunpolku 7\n\
                      billing_address.postcode=92100\nbilling_address.city=Raahe\n";

/// Where the canary is kept in clear on purpose, for imports; outside of what is searched.
const OUTSIDE: &str = "in";

const FAULTY_EDIT: &str =
    r#"sed -i -e 's/^postcode = "92100"/postcode = "kanaria"/' -e 's/^email.*/email = "kanaria"/'"#;
const BROKEN_EDIT: &str = r#"sed -i 's/^email.*/email = "kanaria/'"#;
const FAILING_EDIT: &str = r"sh -c 'exit 1'";

const TEMPLATES: [(&str, &str); 6] = [
    ("name", "{{ customer.nmae }}"),
    ("tool", "{{ customer.name | shout }}"),
    ("sum", "{{ customer.name + 1 }}"),
    ("date", "{{ customer.name | date }}"),
    ("call", "{{ customer.name() }}"),
    ("include", "{% include customer.name %}"),
];

struct Aviary {
    env: TestEnv,
}

impl Aviary {
    fn new() -> Self {
        let env = TestEnv::register();
        env.run_with_input(&["add", "-"], RECORD).ok();
        fs::create_dir(env.root().join(OUTSIDE)).unwrap();
        let shown = env.run(&["show", "1001"]).ok();
        assert!(holds(shown.as_bytes()), "the canary is there");
        Self { env }
    }

    /// Runs what has to fail, without a word of the canary.
    fn fails(&self, arguments: &[&str]) {
        let run = self.env.run(arguments);
        assert_ne!(run.status, 0, "{arguments:?}: {run}");
        silent(&run);
    }

    fn outside(&self, name: &str, text: &str) -> String {
        let path = self.env.root().join(OUTSIDE).join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Nothing in clear in HOME, TMPDIR, the work tree and the objects of git.
    fn search(&self) {
        for folder in ["home", "tmp", "run", "work"] {
            search(&self.env.root().join(folder));
        }
        let objects = self
            .env
            .command("git")
            .args(["cat-file", "--batch-all-objects", "--batch"])
            .output()
            .unwrap();
        assert!(objects.status.success() && objects.stdout.len() > 1000);
        assert!(!holds(&objects.stdout), "an object of git");
    }
}

fn silent(run: &Run) {
    assert!(!holds(run.to_string().as_bytes()), "{run}");
}

fn search(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path);
        } else {
            assert!(!holds(&fs::read(&path).unwrap()), "{}", path.display());
        }
    }
}

/// Whether a folder for editors is left with the canary in it. Other tests' folders come and go meanwhile.
fn in_memory() -> bool {
    let folders = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let ours = folders.filter(|entry| {
        entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(b"rekisteri-")
    });
    ours.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .any(|file| fs::read(file.path()).is_ok_and(|bytes| holds(&bytes)))
}

fn holds(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    lower
        .windows(CANARY.len())
        .any(|part| part == CANARY.as_bytes())
}

#[test]
fn a_damaged_record_and_a_wrong_key_say_nothing() {
    let aviary = Aviary::new();
    let other = generate().plain_file("2026-11-22T10:00:00Z");
    let other = aviary.outside("other.txt", other.expose());
    for rest in [
        &["show", "1001"][..],
        &["list", "--format", "ids"],
        &["check"],
        &["export"],
    ] {
        aviary.fails(&[&["--identity", &other], rest].concat());
    }
    let path = "records/10/1001.toml";
    for key in ["email", "name", "street"] {
        let whole = aviary.env.read(path);
        aviary.env.tamper(path, key);
        for rest in [
            &["show", "1001"][..],
            &["list", "--format", "ids"],
            &["check"],
            &["export"],
            &["commit"],
            &["find", "x"],
            &["edit", "1001", "email="],
        ] {
            aviary.fails(rest);
        }
        let sealed = aviary.env.root().join("sealed");
        drop(aviary.env.run(&[
            "export",
            "--format",
            "sops-json",
            "--output",
            sealed.to_str().unwrap(),
        ]));
        aviary.fails(&["import", sealed.to_str().unwrap(), "--yes"]);
        aviary.env.write(path, &whole);
    }
    aviary.search();
}

#[test]
fn a_record_in_clear_is_not_repeated() {
    let aviary = Aviary::new();
    let path = "records/10/1002.toml";
    aviary.env.write(
        path,
        "[customer]\nnumber = 1002\nname = \"Kanaria\"\nemail = kanaria\n",
    );
    for rest in [
        &["show", "1002"][..],
        &["list", "--format", "ids"],
        &["check"],
        &["commit"],
        &["commit", "1002"],
    ] {
        aviary.fails(rest);
    }
    aviary
        .env
        .write(path, "[customer]\nnumber = 1002\nname = \"Kanaria\"\n");
    for rest in [
        &["show", "1002"][..],
        &["list", "--format", "ids"],
        &["check"],
        &["commit"],
    ] {
        aviary.fails(rest);
    }
    fs::remove_file(aviary.env.path(path)).unwrap();
    aviary.search();
}

#[test]
fn a_faulty_edit_goes_back_to_the_editor_only() {
    let mut aviary = Aviary::new();
    for editor in [FAULTY_EDIT, BROKEN_EDIT] {
        aviary.env.set("EDITOR", editor);
        let run = aviary.env.run(&["edit", "1001"]);
        assert!(run.stderr.contains("Nothing changed."), "{run}");
        silent(&run);
    }
    aviary.env.set("EDITOR", FAILING_EDIT);
    aviary.fails(&["edit", "1001"]);
    aviary.fails(&[
        "edit",
        "1001",
        "email=kanaria",
        "billing_address.postcode=kanaria",
    ]);
    aviary.fails(&["edit", "1001", "kanaria"]);
    aviary.fails(&["add", "email=kanaria", "business_id=kanaria"]);
    aviary.fails(&["describe", "kanaria", "bank.iban=kanaria"]);
    aviary.fails(&["describe", "bank.iban=kanaria"]);
    assert!(!in_memory(), "the editor's folder is left");
    aviary.search();
}

#[test]
fn a_faulty_import_names_lines_and_fields_only() {
    let aviary = Aviary::new();
    for (name, text) in [
        (
            "faulty.csv",
            "Nimi;Sähköposti;Laskutusmaa;Y-tunnus\nKanaria;kanaria;kanaria;kanaria\n",
        ),
        (
            "ragged.csv",
            "Nimi;Sähköposti\nKanaria;kanaria@example.fi;kanaria\n",
        ),
        (
            "torn.csv",
            "Nimi;Sähköposti\n\"Kanaria;kanaria@example.fi\n",
        ),
        (
            "broken.json",
            "[{\"number\": 1, \"name\": \"Kanaria\", kanaria",
        ),
        ("other.json", "[{\"number\": 1, \"name\": [\"Kanaria\"]}]"),
        (
            "sops.json",
            "{\"customer\": {\"name\": \"Kanaria\"}, \"sops\": {\"age\": \"kanaria\"}}",
        ),
    ] {
        let path = aviary.outside(name, text);
        aviary.fails(&["import", &path, "--yes"]);
    }
    aviary.search();
}

#[test]
fn a_template_that_fails_does_not_show_what_it_was_filled_with() {
    let aviary = Aviary::new();
    fs::create_dir(aviary.env.path("templates")).unwrap();
    for (name, text) in TEMPLATES {
        aviary
            .env
            .write(&format!("templates/{name}.fi.txt.jinja"), text);
    }
    for (name, _) in TEMPLATES {
        aviary.fails(&["notice", name, "1001"]);
    }
    let written = fs::read_dir(aviary.env.path("output")).unwrap();
    assert_eq!(written.count(), 0);
    aviary.search();
}
