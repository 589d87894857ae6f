//! Folders as git makes them and the program did not: each is named by every command, with what to type, and that mends it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use serde_json::Value;

use crate::common::sandbox::{Run, TestEnv};

/// Everything that is typed here, and where, stays in the test's own folder.
fn typed(env: &TestEnv, line: &str) {
    let run = env.command("sh").args(["-c", line]).output().unwrap();
    assert!(run.status.success(), "{line}: {run:?}");
}

/// The remedies of the findings of this command.
fn remedies(env: &TestEnv, command: &str) -> Vec<String> {
    let run = env.run(&["--json", command]);
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let found = value["findings"].as_array().unwrap().iter();
    let fixes = found.map(|finding| finding["fix"].as_str().unwrap().to_owned());
    fixes.collect()
}

#[track_caller]
fn says(run: &Run, words: &[&str]) {
    let all = run.to_string();
    for word in words {
        assert!(all.contains(word), "`{word}` is missing in\n{all}");
    }
}

fn customers(env: &TestEnv) -> usize {
    let files = env.git(&["ls-tree", "-r", "--name-only", "HEAD", "records"]);
    let files = files.ok();
    files
        .lines()
        .filter(|it| it.starts_with("records/1"))
        .count()
}

/// A register with customers in two folders, 1001 to 1003 and 1100.
fn two_folders() -> TestEnv {
    let env = TestEnv::three_customers();
    let list = env.root().join("list.csv");
    fs::write(&list, "Asiakasnumero;Nimi\n1100;Testi Toinen\n").unwrap();
    env.run(&["import", list.to_str().unwrap(), "--yes"]).ok();
    env
}

/// Whatever `check` and `doctor` say to type, typed literally: no customer is lost, and it ends.
#[test]
fn advice_in_a_sparse_checkout_loses_nobody() {
    for sparse_index in [false, true] {
        let env = two_folders();
        env.git(&["sparse-checkout", "init", "--cone"]).ok();
        env.git(&["sparse-checkout", "set", "records/10"]).ok();
        if sparse_index {
            env.git(&["sparse-checkout", "reapply", "--sparse-index"])
                .ok();
        }
        assert!(!env.path("records/11/1100.toml").exists());
        let fix = "git sparse-checkout disable";
        says(&env.run(&["list"]), &[fix]);
        env.run(&["list"]).ok();
        for refused in [
            &["commit", "--yes"][..],
            &["edit", "1001", "email=a@example.fi"],
            &["add", "name=Uusi"],
            &["restore", "1100"],
            &["undo", "--yes"],
            &["accept", "--yes"],
        ] {
            says(&env.run(refused).fails(1), &[fix]);
        }
        if !sparse_index {
            assert_eq!(env.run(&["diff"]).ok(), "");
            says(&env.run(&["diff", "--from", "HEAD~1"]).fails(1), &[fix]);
        }
        for command in ["check", "doctor"] {
            if sparse_index && command == "check" {
                says(&env.run(&[command]).fails(1), &[fix]);
                continue;
            }
            let advised = remedies(&env, command);
            assert!(advised.contains(&fix.to_owned()), "{advised:?}");
            assert!(!advised.contains(&"rekisteri commit".to_owned()));
        }
        assert_eq!(customers(&env), 4);
        typed(&env, fix);
        assert!(env.path("records/11/1100.toml").exists());
        assert!(!remedies(&env, "doctor").contains(&fix.to_owned()));
        env.run(&["edit", "1100", "email=a@example.fi"]).ok();
        assert_eq!(customers(&env), 4);
        env.assert_clean();
    }
}

#[test]
fn a_split_index_stops_changes_only() {
    for is_set in [false, true] {
        let env = TestEnv::three_customers();
        if is_set {
            env.git(&["config", "core.splitIndex", "true"]).ok();
        }
        env.git(&["update-index", "--split-index"]).ok();
        env.run(&["list"]).ok();
        env.run(&["log", "1001"]).ok();
        let fix = "git update-index --no-split-index";
        let refused = env.run(&["edit", "1001", "email=a@example.fi"]).fails(1);
        says(&refused, &[fix]);
        let advised = remedies(&env, "doctor");
        let advised: Vec<_> = advised.iter().filter(|it| it.contains(fix)).collect();
        assert_eq!(advised.len(), 1);
        typed(&env, advised[0]);
        env.run(&["edit", "1001", "email=a@example.fi"]).ok();
        env.assert_clean();
    }
}

#[test]
fn a_partial_clone_is_said_like_a_shallow_one() {
    for filter in ["blob:none", "tree:0"] {
        let mut env = TestEnv::three_customers();
        env.run(&["edit", "1001", "email=a@example.fi"]).ok();
        env.run(&["edit", "1001", "email=b@example.fi"]).ok();
        env.git(&["config", "uploadpack.allowFilter", "true"]).ok();
        let from = format!("file://{}", env.dir().display());
        let filter = format!("--filter={filter}");
        env.git(&["clone", "-q", &filter, &from, "../clone"]).ok();
        env.enter("../clone");
        env.run(&["list"]).ok();
        let fix = "git fetch --refetch --no-filter origin";
        let log = env.run(&["log", "1001"]);
        assert!(!log.to_string().contains("not sealed"), "{log}");
        for refused in [
            &["show", "1001", "--at", "HEAD~2"][..],
            &["restore", "1001", "--at", "HEAD~2"],
            &["diff", "1001", "--from", "HEAD~2"],
            &["accept", "--yes"],
        ] {
            says(&env.run(refused).fails(1), &["partial clone", fix]);
        }
        let advised = remedies(&env, "doctor");
        let advised: Vec<_> = advised.iter().filter(|it| it.contains(fix)).collect();
        typed(&env, advised[0]);
        env.run(&["doctor", "--fix"]).ok();
        env.run(&["accept", "--yes"]).ok();
        says(&env.run(&["log", "1001"]), &["a@example.fi"]);
        env.run(&["diff", "1001", "--from", "HEAD~2"]).ok();
        env.run(&["restore", "1001", "--at", "HEAD~2", "--yes"])
            .ok();
        env.assert_clean();
    }
}

/// What git itself has lost is not said to be unsealed either.
#[test]
fn a_lost_version_is_said_to_be_lost() {
    let env = TestEnv::three_customers();
    let blob = env.git(&["rev-parse", "HEAD:records/10/1001.toml"]).ok();
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    let (folder, name) = blob.trim().split_at(2);
    fs::remove_file(env.path(&format!(".git/objects/{folder}/{name}"))).unwrap();
    let log = env.run(&["log", "1001"]);
    says(&log, &["has lost"]);
    assert!(!log.to_string().contains("not sealed"), "{log}");
    says(
        &env.run(&["show", "1001", "--at", "HEAD~1"]).fails(1),
        &["git fsck"],
    );
    env.run(&["diff", "1001", "--from", "HEAD~1"])
        .fails(1)
        .status
        .to_string();
}

/// Formats that no library reads: `doctor` says the same as every other command.
#[test]
fn formats_of_another_git() {
    for (settings, words, fix) in [
        (
            &[
                "repositoryformatversion 1",
                "extensions.refStorage reftable",
            ][..],
            "reftable",
            "git refs migrate --ref-format=files",
        ),
        (
            &[
                "repositoryformatversion 1",
                "extensions.objectFormat sha256",
            ],
            "sha256",
            "git fast-export --all",
        ),
        (
            &["repositoryformatversion 1", "extensions.somethingNew true"],
            "extensions.somethingnew",
            "git clone",
        ),
        (&["repositoryformatversion 2"], "format 2", "git clone"),
    ] {
        let env = TestEnv::three_customers();
        for setting in settings {
            let (key, value) = setting.split_once(' ').unwrap();
            let key = if key.contains('.') {
                key.to_owned()
            } else {
                format!("core.{key}")
            };
            typed(&env, &format!("git config -f .git/config {key} {value}"));
        }
        says(&env.run(&["list"]).fails(1), &[words, fix]);
        says(&env.run(&["check"]).fails(1), &[words, fix]);
        says(&env.run(&["doctor"]).fails(3), &[fix]);
        says(&env.run(&["doctor", "--fix"]).fails(3), &[fix]);
    }
    for harmless in [
        "preciousObjects true",
        "worktreeConfig true",
        "relativeWorktrees true",
    ] {
        let env = TestEnv::three_customers();
        typed(
            &env,
            "git config -f .git/config core.repositoryformatversion 1",
        );
        typed(
            &env,
            &format!("git config -f .git/config extensions.{harmless}"),
        );
        env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    }
}

#[test]
fn a_repository_of_sha256_is_turned_into_one_of_sha1() {
    let mut env = TestEnv::three_customers();
    typed(
        &env,
        "git init -q -b main --object-format=sha256 ../other && git fast-export --all | git -C ../other fast-import --quiet && git -C ../other reset -q --hard",
    );
    env.enter("../other");
    let advised = remedies(&env, "doctor");
    typed(&env, &advised[0]);
    env.enter("../COPY");
    env.run(&["doctor", "--fix"]).ok();
    env.run(&["accept", "--yes"]).ok();
    assert_eq!(
        env.run(&["list", "--format", "ids"]).ok().lines().count(),
        3
    );
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    env.assert_clean();
}

/// The lock of the git that runs the program is no fault, and nobody is told to remove it.
#[test]
fn check_runs_as_a_hook() {
    let mut env = TestEnv::three_customers();
    env.put_in_path();
    env.set("GIT_AUTHOR_NAME", "Maija");
    env.set("GIT_COMMITTER_NAME", "Maija");
    env.set("GIT_AUTHOR_EMAIL", "m@example.fi");
    env.set("GIT_COMMITTER_EMAIL", "m@example.fi");
    env.write("note.txt", "note\n");
    env.git(&["add", "note.txt"]).ok();
    env.git(&["commit", "-q", "-m", "note"]).ok();
    env.run(&["accept", "--yes"]).ok();
    let hook = env.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let text =
        "#!/bin/sh\nrekisteri add name=Uusi >edit.out 2>&1\nexec rekisteri check >check.out 2>&1\n";
    fs::write(&hook, text).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    for (n, arguments) in [
        &["commit", "-q", "-a", "-m", "one"][..],
        &["commit", "-q", "note.txt", "-m", "two"],
    ]
    .iter()
    .enumerate()
    {
        env.run(&["accept", "--yes"]).ok();
        env.write("note.txt", &format!("{n}\n"));
        let run = env.git(arguments);
        let check = env.read("check.out");
        assert_eq!(run.status, 0, "{run}\n{check}");
        assert!(!check.contains("index.lock"), "{check}");
        let edit = env.read("edit.out");
        assert!(
            edit.contains("ps -o pid") && !edit.contains("rm "),
            "{edit}"
        );
    }
}

/// Removal of a lock is advised only where no git runs in the folder.
#[test]
fn a_lock_that_may_be_alive_is_left_alone() {
    let env = TestEnv::three_customers();
    fs::write(env.path(".git/index.lock"), "").unwrap();
    let mut git = env.command("git");
    git.args(["cat-file", "--batch"]).stdin(Stdio::piped());
    let mut git = git.spawn().unwrap();
    let doctor = remedies(&env, "doctor").join("\n");
    let refused = env.run(&["add", "name=Uusi"]).fails(1).to_string();
    for text in [&doctor, &refused] {
        assert!(text.contains(&format!("-p {}", git.id())), "{text}");
        assert!(!text.contains("rm "), "{text}");
    }
    drop(git.stdin.take());
    git.wait().unwrap();
    assert!(remedies(&env, "doctor").contains(&"rm .git/index.lock".to_owned()));
}

/// A file that somebody left out by hand is not removed either, and `list` does not pass for the whole register.
#[test]
fn a_file_left_out_by_hand() {
    let env = TestEnv::three_customers();
    let path = "records/10/1001.toml";
    env.git(&["update-index", "--skip-worktree", path]).ok();
    fs::remove_file(env.path(path)).unwrap();
    let fix = "git sparse-checkout disable";
    says(&env.run(&["list"]), &[fix]);
    says(&env.run(&["commit", "--yes"]).fails(1), &[fix]);
    typed(&env, fix);
    env.assert_clean();
    fs::remove_file(env.path(".git/index")).unwrap();
    fs::create_dir(env.path(".git/index")).unwrap();
    env.run(&["list"]).ok();
}

#[test]
fn the_author_is_whom_git_names() {
    let mut env = TestEnv::three_customers();
    let author = |env: &TestEnv, email: &str| {
        env.run(&["edit", "1001", &format!("email={email}")]).ok();
        env.git(&["log", "-1", "--format=%an <%ae>"])
            .ok()
            .trim()
            .to_owned()
    };
    let contact = author(&env, "a@example.fi");
    assert!(
        !contact.contains("root") && contact.contains('@'),
        "{contact}"
    );
    let home = env.root().join("home");
    fs::write(
        home.join("work.inc"),
        "[user]\nname = Työ\nemail = w@example.fi\n",
    )
    .unwrap();
    let remote = "[includeIf \"hasconfig:remote.*.url:https://example.fi/**\"]\npath = work.inc\n";
    fs::write(home.join(".gitconfig"), remote).unwrap();
    assert_eq!(author(&env, "b@example.fi"), contact);
    env.git(&["remote", "add", "origin", "https://example.fi/reg.git"])
        .ok();
    assert_eq!(author(&env, "c@example.fi"), "Työ <w@example.fi>");
    env.set("GIT_AUTHOR_NAME", "Maija");
    assert_eq!(author(&env, "d@example.fi"), "Maija <w@example.fi>");
    env.set("GIT_DIR", "/nowhere");
    env.run(&["edit", "1001", "email=e@example.fi"]).ok();
    env.unset("GIT_DIR");
    assert_eq!(author(&env, "f@example.fi"), "Maija <w@example.fi>");
    // Without git there is the contact.
    env.unset("GIT_AUTHOR_NAME");
    env.set("PATH", "/nowhere");
    env.run(&["edit", "1001", "email=g@example.fi"]).ok();
    env.unset("PATH");
    let last = env.git(&["log", "-1", "--format=%an <%ae>"]).ok();
    assert_eq!(last.trim(), contact);
}

#[test]
fn a_commit_in_another_encoding_is_shown_as_git_shows_it() {
    let env = TestEnv::three_customers();
    let line = "printf 'Pävi lisäsi' | iconv -t LATIN1 > ../m && git -c i18n.commitEncoding=ISO-8859-1 -c user.name=\"$(printf 'P\\344ivi')\" -c user.email=p@example.fi commit -q --allow-empty -F ../m";
    typed(&env, line);
    says(&env.run(&["log"]), &["Päivi", "Pävi lisäsi"]);
}

/// Notepad's form of `.gitattributes` is right for git, and where a line is missing the others are not doubled.
#[test]
fn attributes_with_a_byte_order_mark() {
    let env = TestEnv::three_customers();
    for (name, value) in [("user.name", "A"), ("user.email", "a@example.fi")] {
        env.git(&["config", name, value]).ok();
    }
    let text = env.read(".gitattributes");
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    env.write(".gitattributes", &marked(&text));
    let ignored = env.read(".gitignore");
    env.write(".gitignore", &marked(&ignored));
    assert_eq!(env.run(&["doctor"]).ok(), "");
    let (first, _) = text.split_once('\n').unwrap();
    env.write(".gitattributes", &marked(&format!("{first}\n")));
    env.run(&["doctor", "--fix"]).ok();
    assert_eq!(env.read(".gitattributes"), text);
}
