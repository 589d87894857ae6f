//! Customers in clear: in what git keeps of its own accord, and in files that lie about.

use std::fs;
use std::os::unix::fs::symlink;

use super::{findings, healthy};

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
