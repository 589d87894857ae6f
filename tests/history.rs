//! The history against real git: what one writes the other reads, and neither surprises the owner.

use std::fs;

use rekisteri::history::{Act, Dirty, Error, Kind, Obstacle, Repo};

use crate::git_sandbox::{Sandbox, author, change, message, minute, put};

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

#[test]
fn a_new_repository_is_plain_and_on_main() {
    let sandbox = Sandbox::empty();
    let repo = Repo::init(&sandbox.root()).unwrap();
    assert_eq!(repo.head().unwrap(), None);
    assert_eq!(repo.branch().unwrap(), "refs/heads/main");
    assert!(repo.log(None).unwrap().is_empty());
    assert_eq!(repo.at(minute(0)).unwrap(), None);
    assert_eq!(repo.read(None, "a").unwrap(), None);
    let hooks = fs::read_dir(repo.git_dir().join("hooks")).unwrap();
    let names: Vec<_> = hooks.map(|hook| hook.unwrap().file_name()).collect();
    assert_eq!(names, ["README.sample"]);
    assert!(matches!(
        Repo::init(&sandbox.root()),
        Err(Error::Exists { .. })
    ));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn only_the_root_of_a_work_tree_opens() {
    let sandbox = Sandbox::new();
    sandbox.write("records/10/1.toml", "x");
    let below = sandbox.root().join("records/10");
    assert_eq!(Repo::root_of(&below), Some(sandbox.root()));
    assert!(matches!(Repo::open(&below), Err(Error::NotARoot { .. })));
    let git_dir = sandbox.root().join(".git");
    assert!(Repo::open(&git_dir).is_err());
    sandbox.git(&["init", "-q", "--bare", "../bare"]);
    let bare = sandbox.root().join("../bare");
    assert!(matches!(Repo::open(&bare), Err(Error::Bare { .. })));
    let url = format!("file://{}", sandbox.root().display());
    sandbox.git(&["clone", "-q", "--depth", "1", &url, "../shallow"]);
    let shallow = sandbox.root().join("../shallow");
    assert!(matches!(
        Repo::open(&shallow),
        Err(Error::Obstacle(Obstacle::Shallow))
    ));
}

#[test]
fn a_linked_work_tree_is_a_register_of_its_own() {
    let sandbox = Sandbox::new();
    sandbox.git(&["worktree", "add", "-q", "-b", "other", "../linked"]);
    let linked = sandbox.root().join("../linked").canonicalize().unwrap();
    assert_eq!(Repo::root_of(&linked), Some(linked.clone()));
    let repo = Repo::open(&linked).unwrap();
    change(&repo, &[("records/10/1.toml", Some(&bytes("1")))], 1);
    assert_eq!(
        sandbox.git(&["-C", "../linked", "status", "--porcelain"]),
        ""
    );
    sandbox.assert_sound();
}

#[test]
fn git_reads_what_we_commit() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let prepared = repo.prepare(
        &[
            put("records/10/1001.toml", "one\r\n"),
            put("records/10/1002.toml", "two"),
        ],
        &message(Act::Add, &[1001, 1002]),
        &author(),
        minute(5),
    );
    let prepared = prepared.unwrap();
    assert_ne!(repo.head().unwrap(), Some(prepared.id()));
    repo.publish(&prepared).unwrap();
    assert_eq!(repo.head().unwrap(), Some(prepared.id()));
    let log = sandbox.git(&["log", "-1", "--format=%s|%an|%ae|%cI|%(trailers:only)"]);
    assert_eq!(
        log.trim(),
        format!(
            "add 2 customers|Maija Meikäläinen|maija@example.org|{}|\
             Register-Action: add\nRegister-Customers: 1001-1002",
            in_utc(minute(5))
        )
    );
    assert_eq!(
        sandbox.git(&["show", "HEAD:records/10/1001.toml"]),
        "one\r\n"
    );
    assert_eq!(
        sandbox.git(&["reflog", "-1", "--format=%gs"]).trim(),
        "add 2 customers"
    );
    assert_eq!(
        sandbox.git(&["fsck", "--strict", "--full", "--no-dangling"]),
        ""
    );
}

fn in_utc(moment: jiff::Timestamp) -> String {
    rekisteri::clock::rfc3339(moment).replace('Z', "+00:00")
}

#[test]
fn a_large_change_is_a_pack_of_files_and_one_of_folders() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let files: Vec<_> = (1001..1301)
        .map(|n| {
            (
                format!("records/{}/{n}.toml", n / 100),
                bytes(&format!("customer {n}\n")),
            )
        })
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(path, b)| (path.as_str(), Some(b)))
        .collect();
    change(&repo, &files, 1);
    let packs = sandbox.root().join(".git/objects/pack");
    assert_eq!(fs::read_dir(&packs).unwrap().count(), 4);
    sandbox.assert_sound();
    change(&repo, &[("records/11/1101.toml", None)], 2);
    assert_eq!(fs::read_dir(&packs).unwrap().count(), 4);
    sandbox.assert_sound();
    assert_eq!(sandbox.git(&["ls-files", "records"]).lines().count(), 299);
}

#[test]
fn a_change_of_everything_is_a_few_packs_and_as_sound() {
    let sandbox = Sandbox::new();
    let files: Vec<_> = (1001..2101)
        .map(|n| {
            (
                format!("records/{}/{n}.toml", n / 100),
                bytes(&n.to_string()),
            )
        })
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(path, b)| (path.as_str(), Some(b)))
        .collect();
    change(&sandbox.repo(), &files, 1);
    let packs = fs::read_dir(sandbox.root().join(".git/objects/pack")).unwrap();
    let packs = packs.map(|file| file.unwrap().path());
    let packs = packs.filter(|path| path.extension().is_some_and(|ending| ending == "pack"));
    assert!((2..=5).contains(&packs.count()));
    sandbox.assert_sound();
    assert_eq!(sandbox.git(&["ls-files", "records"]).lines().count(), 1100);
}

#[test]
fn the_branch_moves_once_only() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let prepare = |text| {
        let message = message(Act::Describe, &[]);
        repo.prepare(&[put("a", text)], &message, &author(), minute(1))
            .unwrap()
    };
    let (first, second) = (prepare("1"), prepare("2"));
    repo.publish(&first).unwrap();
    assert!(matches!(repo.publish(&second), Err(Error::Moved)));
    assert_eq!(repo.head().unwrap(), Some(first.id()));
}

#[test]
fn detached_heads_and_waiting_merges_are_refused() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let describe = message(Act::Describe, &[]);
    let prepare = || repo.prepare(&[put("a", "1")], &describe, &author(), minute(1));
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    fs::write(sandbox.root().join(".git/MERGE_HEAD"), &head).unwrap();
    assert!(matches!(
        prepare(),
        Err(Error::InProgress { state: "merge" })
    ));
    fs::remove_file(sandbox.root().join(".git/MERGE_HEAD")).unwrap();
    sandbox.git(&["checkout", "-q", "--detach"]);
    assert!(matches!(prepare(), Err(Error::Detached)));
}

#[test]
fn paths_that_leave_the_register_are_refused() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    for path in ["../x", "/etc/x", ".git/hooks/pre-commit", "a/../b", ""] {
        let result = repo.prepare(
            &[put(path, "1")],
            &message(Act::Describe, &[]),
            &author(),
            minute(1),
        );
        assert!(matches!(result, Err(Error::BadPath { .. })), "{path}");
    }
    let below = put(".gitattributes/x", "1");
    let result = repo.prepare(&[below], &message(Act::Describe, &[]), &author(), minute(1));
    assert!(matches!(result, Err(Error::Blocked { .. })));
}

#[test]
fn the_log_is_newest_first_with_the_files_of_each_commit() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    change(&repo, &[("records/10/1.toml", Some(&bytes("1")))], 1);
    change(
        &repo,
        &[
            ("records/10/2.toml", Some(&bytes("2"))),
            ("records/10/1.toml", None),
        ],
        2,
    );
    sandbox.write("notes.txt", "mine");
    sandbox.git(&["add", "notes.txt"]);
    sandbox.git(&["commit", "-q", "-m", "my own words"]);

    let log = repo.log(None).unwrap();
    let seen: Vec<(&str, usize, bool)> = log
        .iter()
        .map(|e| (e.subject.as_str(), e.paths.len(), e.message.is_some()))
        .collect();
    assert_eq!(
        seen,
        [
            ("my own words", 1, false),
            ("describe", 2, true),
            ("describe", 1, true),
            ("describe", 1, true)
        ]
    );
    let one = repo.log(Some(&["records/10/1.toml"])).unwrap();
    assert_eq!(one.len(), 2);
    assert_eq!((one[0].paths.len(), one[0].paths[0].new), (1, None));
    assert_eq!(repo.blob(one[0].paths[0].old.unwrap()).unwrap(), b"1");
    assert_eq!(repo.log(Some(&["records"])).unwrap().len(), 2);
    assert_eq!(repo.log(Some(&["records/99"])).unwrap().len(), 0);
    assert_eq!(one[0].time, minute(2));
}

#[test]
fn a_merge_shows_only_its_own_doing() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    sandbox.write("side", "s");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "side"]);
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("main", "m");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "main"]);
    sandbox.git(&["merge", "-q", "--no-commit", "side"]);
    sandbox.write("evil", "e");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "merge"]);
    let log = repo.log(None).unwrap();
    assert_eq!((log.len(), log[0].parents), (4, 2));
    let paths: Vec<&str> = log[0].paths.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["evil"]);
}

#[test]
fn revisions_by_prefix_and_by_moment() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    change(&repo, &[("a", Some(&bytes("1")))], 10);
    let first = repo.head().unwrap().unwrap();
    change(
        &repo,
        &[("a", Some(&bytes("2"))), ("b/c", Some(&bytes("3")))],
        20,
    );
    let second = repo.head().unwrap().unwrap();
    assert_eq!(repo.resolve(&first.to_string()[..7]).unwrap(), first);
    for text in ["HEAD~1", "refs/heads/main^"] {
        assert_eq!(repo.resolve(text).unwrap(), first, "{text}");
    }
    for text in ["HEAD", "refs/heads/main"] {
        assert_eq!(repo.resolve(text).unwrap(), second, "{text}");
    }
    for text in ["abc", "HEAD~9", "HEAD:a", "", "0000000", "main"] {
        assert!(
            matches!(repo.resolve(text), Err(Error::NoSuchCommit { .. })),
            "{text}"
        );
    }
    assert_eq!(repo.at(minute(15)).unwrap(), Some(first));
    assert_eq!(repo.at(minute(20)).unwrap(), Some(second));
    assert_eq!(repo.at(minute(-1)).unwrap(), None);
    assert_eq!(repo.read(Some(&first), "a").unwrap().unwrap(), b"1");
    let paths = |prefix| {
        repo.paths_at(second, prefix)
            .unwrap()
            .into_iter()
            .map(|p| p.0)
    };
    assert_eq!(
        paths("").collect::<Vec<_>>(),
        [".gitattributes", "a", "b/c"]
    );
    assert_eq!(paths("b/").collect::<Vec<_>>(), ["b/c"]);
    assert!(repo.descends(second, first).unwrap());
    assert!(!repo.descends(first, second).unwrap());
}

#[test]
fn status_says_what_the_owner_has_not_committed() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let files = ["changed", "deleted", "staged", "both", "same"];
    let x = bytes("x");
    let all: Vec<_> = files.iter().map(|f| (*f, Some(&x))).collect();
    change(&repo, &all, 1);
    sandbox.write("changed", "y");
    fs::remove_file(sandbox.root().join("deleted")).unwrap();
    sandbox.write("staged", "y");
    sandbox.git(&["add", "staged"]);
    sandbox.write("both", "y");
    sandbox.git(&["add", "both"]);
    sandbox.write("both", "x");
    sandbox.write("new/er/file", "y");
    sandbox.write(".git/info/exclude", "ignored\n");
    sandbox.write("ignored", "y");
    let expected = [
        ("both", Kind::Changed),
        ("changed", Kind::Changed),
        ("deleted", Kind::Deleted),
        ("new/er/file", Kind::Untracked),
        ("staged", Kind::Staged),
    ];
    let expected = expected.map(|(path, kind)| Dirty {
        path: path.to_owned(),
        kind,
    });
    assert_eq!(repo.status().unwrap(), expected);
    assert!(repo.ignored("ignored").unwrap());
    assert_eq!(repo.dirt("both").unwrap(), Some(Kind::Staged));
    assert_eq!(repo.dirt("staged").unwrap(), Some(Kind::Changed));
    assert_eq!(repo.dirt("deleted").unwrap(), Some(Kind::Deleted));
    assert_eq!(repo.dirt("new/er/file").unwrap(), Some(Kind::Untracked));
    assert_eq!(repo.dirt("same").unwrap(), None);
    assert_eq!(repo.dirt("nowhere").unwrap(), None);
}

#[test]
fn line_endings_are_left_alone_whatever_git_is_told() {
    for setting in ["true", "input"] {
        let sandbox = Sandbox::new();
        let repo = sandbox.repo();
        repo.config_set("core.autocrlf", setting).unwrap();
        let text = bytes("a\r\nb\nc\r\n");
        change(&repo, &[("records/10/1.toml", Some(&text))], 1);
        sandbox.assert_sound();
        assert_eq!(repo.read(None, "records/10/1.toml").unwrap().unwrap(), text);
        assert_eq!(repo.dirt("records/10/1.toml").unwrap(), None);
    }
}

#[test]
fn settings() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    repo.config_set("merge.rekisteri.driver", "rekisteri git-merge %O %A %B %P")
        .unwrap();
    let read = sandbox.git(&["config", "merge.rekisteri.driver"]);
    assert_eq!(read.trim(), "rekisteri git-merge %O %A %B %P");
    assert_eq!(repo.config_get("no.such").unwrap(), None);
}
