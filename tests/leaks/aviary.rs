//! Where canaries are kept: a register with three of them (a customer's value, the passphrase, the secret key), and the search for
//! them in every place where something may be left.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rekisteri::keys::{self, Identities, generate};
use rekisteri::secret::Secret;
use tempfile::TempDir;

use crate::common::sandbox::{CREATED, TestEnv};

pub(super) const VALUE: &str = "kanaria";
pub(super) const PASSPHRASE: &str = "sinivuokko-ja-valkovuokko-7";
pub(super) const RECORD: &str = "records/10/1001.toml";

pub(super) const CUSTOMER: &str = "name=Kanaria Kettukangas\nemail=kanaria@example.fi\nbilling_address.street=Kanarialinnunpolku 7\n\
                        billing_address.postcode=92100\nbilling_address.city=Raahe\n";

pub(super) struct Aviary {
    pub(super) env: TestEnv,
    /// `XDG_RUNTIME_DIR`, in memory, this test's own.
    pub(super) runtime: TempDir,
    pub(super) keys: Identities,
    pub(super) secret_key: String,
}

impl Aviary {
    /// A register whose key has a passphrase, with one customer; the canaries are in clear in `in` only.
    pub(super) fn new() -> Self {
        let mut env = TestEnv::empty();
        let made = generate();
        let file = made.plain_file(CREATED).expose().to_owned();
        let runtime = tempfile::tempdir_in("/dev/shm").unwrap();
        let inside = env.root().join("in");
        fs::create_dir(&inside).unwrap();
        for (name, text) in files(&file) {
            let path = inside.join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        env.use_sealed_key(&made, PASSPHRASE);
        env.set("XDG_RUNTIME_DIR", runtime.path().to_str().unwrap());
        let command = format!("cat {}/passphrase", inside.display());
        env.set("REKISTERI_PASSPHRASE_COMMAND", &command);
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

    pub(super) fn none_in(&self, bytes: &[u8], place: &str) {
        for canary in [VALUE, PASSPHRASE, &self.secret_key] {
            assert!(!holds(bytes, canary), "`{canary}` in {place}");
        }
    }

    /// All of HOME, TMPDIR, the work tree with `.git` as it lies, memory, and every object of git opened.
    pub(super) fn search(&self, act: &str) {
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
    let rows = "Nimi;Sähköposti;Y-tunnus;Laskutusmaa\n";
    vec![
        ("passphrase", format!("{PASSPHRASE}\n")),
        ("wrong", format!("{PASSPHRASE}x\n")),
        ("key.txt", key.to_owned()),
        ("broken-key.txt", broken),
        ("other-key.txt", other),
        (
            "faulty.csv",
            format!("{rows}Kanaria;kanaria;kanaria;kanaria\n"),
        ),
        (
            "ragged.csv",
            format!("{rows}Kanaria;a@example.fi;;;kanaria\n"),
        ),
        ("torn.csv", format!("{rows}\"Kanaria;kanaria@example.fi\n")),
        (
            "other.json",
            "[{\"number\": 1, \"name\": [\"Kanaria\"]}]".to_owned(),
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
            format!("{rows}Kanaria Kolmas;kanaria3@example.fi;;\n"),
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
