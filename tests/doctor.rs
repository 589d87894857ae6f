//! Each thing that `doctor` finds, done by hand, seen, mended as the finding says, and gone.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use serde_json::Value;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

/// Severity, place and remedy of every finding.
fn findings(env: &TestEnv, arguments: &[&str]) -> Vec<(String, String, String)> {
    let run = env.run(&[&["--json"], arguments].concat());
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("").to_owned();
    let found = value["findings"].as_array().unwrap();
    let errors = found.iter().any(|finding| finding["severity"] == "error");
    assert_eq!(run.status, if errors { 3 } else { 0 }, "{run}");
    let row = |finding| {
        (
            text(finding, "severity"),
            text(finding, "field"),
            text(finding, "fix"),
        )
    };
    found.iter().map(row).collect()
}

/// A register where git knows its owner: nothing is to be found.
fn healthy() -> TestEnv {
    let env = TestEnv::three_customers();
    for setting in [["user.name", "Aino"], ["user.email", "aino@example.fi"]] {
        env.git(&["config", setting[0], setting[1]]).ok();
    }
    assert_eq!(findings(&env, &["doctor"]), []);
    env
}

/// `doctor` names it, `check` too unless it is a note, and with `--fix` it is gone, once and for all.
fn mended(env: &TestEnv, severity: &str, place: &str) {
    let fix = "rekisteri doctor --fix".to_owned();
    let row = (severity.to_owned(), place.to_owned(), fix);
    assert!(findings(env, &["doctor"]).contains(&row), "{place}");
    assert!(findings(env, &["check"]).contains(&row), "{place}");
    assert_eq!(findings(env, &["doctor", "--fix"]), [], "{place}");
    let again = env.run(&["doctor", "--fix"]);
    assert_eq!(again.stdout, "", "{place}");
}

fn mode(env: &TestEnv, place: &str, mode: u32) {
    fs::set_permissions(env.path(place), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn settings_that_call_the_program() {
    let env = healthy();
    for key in ["diff.rekisteri.textconv", "merge.rekisteri.driver"] {
        env.git(&["config", "--unset", key]).ok();
        mended(&env, "warning", key);
        let set = env.git(&["config", key]).ok();
        env.git(&["config", key, &set.replace("rekisteri' ", "gone' ")])
            .ok();
        mended(&env, "warning", key);
        env.git(&["config", key, "rekisteri git-textconv git-merge x"])
            .ok();
        mended(&env, "warning", key);
    }
}

#[test]
fn a_clone_is_set_up() {
    let mut env = healthy();
    env.git(&["clone", "-q", ".", "../clone"]).ok();
    env.enter("../clone");
    for setting in [["user.name", "Aino"], ["user.email", "aino@example.fi"]] {
        env.git(&["config", setting[0], setting[1]]).ok();
    }
    env.git(&["remote", "remove", "origin"]).ok();
    mended(&env, "warning", "merge.rekisteri.driver");
    env.assert_clean();
}

/// Text that git decrypted and kept is an error until the ref is gone, and the owner hears how to make it really go.
#[test]
fn what_git_keeps_in_clear() {
    let env = healthy();
    env.git(&["config", "diff.rekisteri.cachetextconv", "true"])
        .ok();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let shown = env.git(&["log", "-p", "-1"]).ok();
    assert!(shown.contains("uusi@example.fi"), "{shown}");
    let kept = "refs/notes/textconv/rekisteri";
    env.git(&["rev-parse", kept]).ok();
    let places: Vec<String> = findings(&env, &["doctor"])
        .into_iter()
        .map(|row| row.1)
        .collect();
    assert_eq!(places, ["diff.rekisteri.cachetextconv", kept]);
    let run = env.run(&["--lang", "en", "doctor", "--fix"]);
    assert!(run.stderr.contains("git gc --prune=now"), "{run}");
    env.git(&["rev-parse", kept]).fails(128).status.to_string();
    env.git(&["log", "-p", "-1"]).ok();
    env.git(&["rev-parse", kept]).fails(128).status.to_string();
    assert_eq!(findings(&env, &["doctor"]), []);
}

#[test]
fn attributes() {
    let env = healthy();
    let good = env.read(".gitattributes");
    env.write(".gitattributes", "# mine\n");
    mended(&env, "warning", ".gitattributes");
    assert_eq!(env.read(".gitattributes"), format!("# mine\n{good}"));
    env.git(&["config", "core.autocrlf", "true"]).ok();
    env.write(".gitattributes", "");
    mended(&env, "error", ".gitattributes");
    env.git(&["config", "--unset", "core.autocrlf"]).ok();
    env.write(
        ".gitattributes",
        &format!("{good}*.toml diff=other\n# mine\n"),
    );
    let fixed = env.run(&["--lang", "en", "doctor", "--fix"]);
    assert!(fixed.stderr.contains("rekisteri commit"), "{fixed}");
    let text = env.read(".gitattributes");
    assert_eq!(text, format!("*.toml diff=other\n# mine\n{good}"));
    env.run(&["commit"]).ok();
    env.assert_clean();
}

#[test]
fn output_stays_private_and_out_of_git() {
    let env = healthy();
    mode(&env, "output", 0o755);
    mended(&env, "warning", "output");
    env.write(".gitignore", "");
    mended(&env, "warning", ".gitignore");
    env.run(&["commit"]).ok();
    env.write("output/a.txt", "Aino");
    env.git(&["add", "-f", "output/a.txt"]).ok();
    let row = |fix: &str| {
        (
            "error".to_owned(),
            "output/a.txt".to_owned(),
            fix.to_owned(),
        )
    };
    assert_eq!(
        findings(&env, &["doctor"]),
        [row("git rm -r --cached output")]
    );
    env.git(&["rm", "-rq", "--cached", "output"]).ok();
    assert_eq!(findings(&env, &["doctor"]), []);
}

#[test]
fn the_key() {
    let mut env = healthy();
    let key = env.root().join("test-key.txt");
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    mended(&env, "warning", key.to_str().unwrap());
    let inside = env.path("key.txt");
    fs::copy(&key, &inside).unwrap();
    env.set("REKISTERI_IDENTITY", inside.to_str().unwrap());
    let row =
        |severity: &str, fix: &str| [(severity.to_owned(), "key.txt".to_owned(), fix.to_owned())];
    assert_eq!(findings(&env, &["doctor"]), row("warning", "mv key.txt ~/"));
    env.git(&["add", "key.txt"]).ok();
    assert_eq!(
        findings(&env, &["doctor"]),
        row("error", "git rm --cached key.txt")
    );
    env.git(&["rm", "-q", "--cached", "key.txt"]).ok();
    env.write(".git/info/exclude", "key.txt\n");
    assert_eq!(findings(&env, &["doctor"]), row("note", "mv key.txt ~/"));
    assert!(!env.run(&["check"]).stdout.contains("key.txt"));
    env.set("REKISTERI_IDENTITY", key.to_str().unwrap());
    assert_eq!(findings(&env, &["doctor"]), []);
}

/// The state that git is in, each put right by what the finding says.
#[test]
fn states_of_git() {
    let env = healthy();
    let places = |env: &TestEnv| -> Vec<(String, String)> {
        let rows = findings(env, &["doctor"]).into_iter();
        rows.map(|row| (row.1, row.2)).collect()
    };
    let switch = [("HEAD".to_owned(), "git switch main".to_owned())];
    env.git(&["switch", "-q", "--detach"]).ok();
    assert_eq!(places(&env), switch);
    env.git(&["switch", "-qc", "other"]).ok();
    assert_eq!(places(&env), switch);
    env.git(&["switch", "-q", "main"]).ok();
    env.git(&["config", "commit.gpgsign", "true"]).ok();
    assert_eq!(places(&env)[0].0, "commit.gpgsign");
    env.git(&["config", "--unset", "commit.gpgsign"]).ok();
    env.git(&["remote", "add", "backup", "../backup"]).ok();
    assert_eq!(places(&env)[0].0, "backup");
    let declared =
        "\n[[processors]]\nname = \"Talletus Oy\"\ncountry = \"FI\"\nremote = \"backup\"\n";
    let toml = env.read("records/register.toml");
    env.write("records/register.toml", &(toml + declared));
    env.run(&["commit"]).ok();
    assert_eq!(places(&env), []);
    let later = [("GIT_COMMITTER_DATE", "2090-01-01T00:00:00Z")];
    let mut commit = env.command("git");
    commit
        .envs(later)
        .args(["commit", "-q", "--allow-empty", "-m", "later"]);
    assert!(commit.status().unwrap().success());
    assert_eq!(places(&env), [("clock".to_owned(), "date".to_owned())]);
}

#[test]
fn a_merge_left_in_conflict() {
    let env = healthy();
    env.git(&["switch", "-qc", "other"]).ok();
    let name = ["describe", "contact.name=Saara"];
    env.run(&name).ok();
    env.git(&["switch", "-q", "main"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["describe", "contact.name=Sanni"]).ok();
    env.git(&["merge", "other"]).fails(1).status.to_string();
    let rows = findings(&env, &["doctor"]);
    assert!(rows.contains(&(
        "error".to_owned(),
        "records/register.toml".to_owned(),
        "git status".to_owned()
    )));
    assert!(rows.iter().any(|row| row.1 == ".git" && row.0 == "warning"));
    env.git(&["merge", "--abort"]).ok();
    assert_eq!(findings(&env, &["doctor"]), []);
}

/// A change that `git status` never tells of: the file is named, and what the finding says to type ends it.
#[test]
fn a_file_that_git_overlooks() {
    let env = healthy();
    let path = "records/10/1001.toml";
    for flag in ["--assume-unchanged", "--skip-worktree"] {
        env.git(&["update-index", flag, path]).ok();
        let rows = findings(&env, &["doctor"]);
        let (severity, place, fix) = rows.first().unwrap();
        assert_eq!((severity.as_str(), place.as_str()), ("error", path));
        let typed: Vec<&str> = fix.split(' ').skip(1).collect();
        env.git(&typed).ok();
        assert_eq!(findings(&env, &["doctor"]), []);
    }
}

#[test]
fn a_shallow_clone() {
    let mut env = healthy();
    let from = format!("file://{}", env.dir().display());
    env.git(&["clone", "-q", "--depth", "1", &from, "../clone"])
        .ok();
    env.enter("../clone");
    let shallow = |env: &TestEnv| {
        let rows = findings(env, &["doctor"]);
        rows.contains(&(
            "error".to_owned(),
            ".git".to_owned(),
            "git fetch --unshallow".to_owned(),
        ))
    };
    assert!(shallow(&env));
    env.git(&["fetch", "-q", "--unshallow"]).ok();
    assert!(!shallow(&env));
}

/// What stands in the place of the pin is named by itself, whatever it is, and what is typed ends it.
#[test]
fn a_pin_that_is_none() {
    type Damage = (&'static str, fn(&Path));
    let damages: [Damage; 5] = [
        ("it is a link, not a file", |pin| {
            fs::rename(pin, pin.with_extension("old")).unwrap();
            symlink(pin.with_extension("old"), pin).unwrap();
        }),
        ("it is a folder, not a file", |pin| {
            fs::remove_file(pin).unwrap();
            fs::create_dir(pin).unwrap();
        }),
        ("it is not what the program writes", |pin| {
            fs::write(pin, "garbage").unwrap();
        }),
        ("it is not what the program writes", |pin| {
            let id = pin.parent().unwrap();
            fs::remove_dir_all(id).unwrap();
            fs::write(id, "a file").unwrap();
        }),
        ("it contradicts the commit that it names", |pin| {
            let text = fs::read_to_string(pin).unwrap();
            let (head, rest) = text.split_once("recipients = [").unwrap();
            let (_, rest) = rest.split_once(']').unwrap();
            fs::write(pin, format!("{head}recipients = []{rest}")).unwrap();
        }),
    ];
    for (said, damage) in damages {
        let env = healthy();
        let pin = &env.pin_files()[0];
        damage(pin);
        let run = env.run(&["--lang", "en", "doctor"]).fails(3);
        assert!(run.stdout.contains(said), "{said}: {run}");
        drop(env.run(&["edit", "1001", "email=uusi@example.fi"]).fails(1));
        let rows = findings(&env, &["doctor"]);
        let (severity, _, fix) = rows.first().unwrap();
        assert_eq!(severity, "error");
        let (first, second) = fix.split_once("; ").unwrap();
        assert_eq!(second, "rekisteri accept");
        let typed = env.command("sh").args(["-c", first]).status().unwrap();
        assert!(typed.success(), "{first}");
        env.run(&["accept", "--yes"]).ok();
        assert_eq!(findings(&env, &["doctor"]), []);
        env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    }
}

/// The system's refusal is no work tree that is new here: everything stops, and `doctor` says where to look. A name that is too
/// long is refused to root as well, who may read all.
#[test]
fn a_pin_that_may_not_be_read() {
    let mut env = healthy();
    let long = env.root().join("x".repeat(300));
    env.set("XDG_STATE_HOME", long.to_str().unwrap());
    for command in [&["list"][..], &["edit", "1001", "email=uusi@example.fi"]] {
        let refused = env.run(&[&["--lang", "en"], command].concat()).fails(1);
        assert!(refused.stderr.contains("rekisteri doctor"), "{refused}");
    }
    let rows = findings(&env, &["doctor"]);
    assert_eq!(rows[0].0, "error");
    assert!(rows[0].2.starts_with("chmod -R u+rwX /"), "{rows:?}");
}

/// Lists of customers lie about where nobody thinks of them; in git they are an error.
#[test]
fn customers_in_clear_elsewhere() {
    let env = healthy();
    let list = "customer.name,customer.email\nAino,aino@example.fi\n";
    let record = "[customer]\nname = \"Aino\"\nnumber = 1001\n";
    let json = env.run(&["export", "--format", "json"]).ok();
    fs::create_dir_all(env.path("muut")).unwrap();
    env.write("customers.csv", list);
    env.write("muut/1001.toml", record);
    env.write("muut/kaikki.json", &json);
    env.write(
        "README.md",
        "# Name, email\n\nNothing of a customer, and nothing to see.\n",
    );
    fs::copy(env.path("records/10/1001.toml"), env.path("copy.toml")).unwrap();
    let row = |severity: &str, place: &str, fix: &str| {
        (
            severity.to_owned(),
            place.to_owned(),
            format!("{fix} {place}"),
        )
    };
    let moved = |place: &str| {
        let (severity, place, fix) = row("warning", place, "mv");
        (severity, place, fix + " ~/")
    };
    let places = ["customers.csv", "muut/1001.toml", "muut/kaikki.json"];
    for command in ["doctor", "check"] {
        assert_eq!(findings(&env, &[command]), places.map(moved), "{command}");
    }
    env.git(&["add", "customers.csv", "muut"]).ok();
    let tracked = |place: &str| row("error", place, "git rm --cached");
    for command in ["doctor", "check"] {
        assert_eq!(findings(&env, &[command]), places.map(tracked), "{command}");
    }
    env.git(&["rm", "-rq", "--cached", "customers.csv", "muut"])
        .ok();
    // What git ignores is the owner's own affair, a link leads elsewhere, and a huge file is not read.
    env.write(".git/info/exclude", "/customers.csv\n/muut\n");
    symlink(env.path("customers.csv"), env.path("link.csv")).unwrap();
    let huge = fs::File::create(env.path("huge.bin")).unwrap();
    huge.set_len(64 << 30).unwrap();
    assert_eq!(findings(&env, &["doctor"]), []);
    // In `records/` it is no stray file but customers too.
    env.write("records/list.csv", list);
    let rows = findings(&env, &["check"]);
    assert!(
        rows.iter()
            .any(|row| row.0 == "error" && row.1 == "records/list.csv"),
        "{rows:?}"
    );
}

#[test]
fn what_it_says() {
    let env = TestEnv::three_customers();
    mode(&env, "output", 0o755);
    env.git(&["config", "merge.rekisteri.driver", "/no/where git-merge %O"])
        .ok();
    env.git(&["config", "diff.rekisteri.cachetextconv", "true"])
        .ok();
    env.git(&["config", "commit.gpgsign", "true"]).ok();
    env.git(&["remote", "add", "backup", "../backup"]).ok();
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        said.refused(&format!("--lang {lang} doctor"));
    }
    said.refused("--lang en check");
    said.refused("--lang en doctor --fix --dry-run");
    said.refused("--lang en doctor --fix")
        .refused("--lang fi doctor --fix");
    said.refused("--json doctor --fix");
    env.write("records/register.toml", "not toml [");
    said.refused("--lang en doctor");
    said.assert("doctor");
}
