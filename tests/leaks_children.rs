//! What the programs see that ours starts: the editor and the passphrase command get no key, and nothing else is ever started but
//! git, once for a commit, to say who the author is.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rekisteri::keys::generate;

use crate::common::sandbox::{CREATED, KEY, TestEnv};

pub(crate) const PASSPHRASE: &str = "sinivuokko-ja-valkovuokko-7";
/// Nobody in particular, whom root becomes: root may read everything.
const NOBODY: u32 = 65534;

/// Notes what a child can see of itself and of the program that started it, each in a file of its own.
const DUMP: &str = "cat /proc/$$/environ > $HOME/own-environ; cat /proc/$$/cmdline > $HOME/own-argv; \
                    cat /proc/$PPID/environ > $HOME/environ 2> $HOME/refused; cat /proc/$PPID/cmdline > $HOME/argv;";

/// A register with a customer whose key has a passphrase, and the secret key itself, in the environment too.
pub(crate) fn with_keys() -> (TestEnv, String) {
    let mut env = TestEnv::three_customers();
    let made = generate();
    let other = env.root().join("other.txt");
    fs::write(&other, made.plain_file(CREATED).expose()).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).unwrap();
    env.set("REKISTERI_IDENTITY", other.to_str().unwrap());
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/records/register.toml");
    env.run(&["init", "sealed", "--from", from]).ok();
    env.enter("sealed");
    env.run(&["add", "name=Aino Esimerkki"]).ok();
    env.use_sealed_key(&made, PASSPHRASE);
    fs::write(env.root().join("passphrase"), PASSPHRASE).unwrap();
    fs::remove_file(other).unwrap();
    let secret = made.plain_file(CREATED);
    let secret = secret.expose().lines().last().unwrap().to_owned();
    env.set("SOPS_AGE_KEY", &secret);
    (env, secret)
}

/// Runs the program as somebody who is not root, and returns what its child noted.
fn dumped(env: &TestEnv, arguments: &[&str]) -> Vec<(&'static str, String)> {
    let mut command = env.rekisteri_for_all(arguments);
    if rustix::process::geteuid().is_root() {
        let owner = format!("{NOBODY}:{NOBODY}");
        let mut chown = std::process::Command::new("chown");
        chown.args(["-R", &owner]).arg(env.root());
        assert!(chown.status().unwrap().success());
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let read = |name| {
        let bytes = fs::read(env.root().join("home").join(name)).unwrap();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    ["own-environ", "own-argv", "environ", "refused", "argv"]
        .map(read)
        .to_vec()
}

fn holds_no_secret(dump: &[(&'static str, String)], secret: &str) {
    let of = |name| &dump.iter().find(|(known, _)| *known == name).unwrap().1;
    // The dump is one: it knows the child, and the command line of its parent.
    assert!(of("own-environ").contains("HOME="), "{dump:?}");
    assert!(of("own-argv").contains("/proc/$PPID"), "{dump:?}");
    assert!(of("argv").contains("rekisteri"), "{dump:?}");
    assert_eq!(of("environ"), "", "the environment of the program");
    assert!(of("refused").contains("ermission denied"), "{dump:?}");
    for (name, text) in dump {
        for secret in [secret, "AGE-SECRET-KEY", "SOPS_AGE_KEY", PASSPHRASE, "Aino"] {
            assert!(!text.contains(secret), "`{secret}` in {name}: {text}");
        }
    }
}

#[test]
fn the_passphrase_command_gets_no_key_and_reads_none() {
    let (mut env, secret) = with_keys();
    let command = format!("{DUMP} cat {}/passphrase", env.root().display());
    env.set("REKISTERI_PASSPHRASE_COMMAND", &command);
    let dump = dumped(&env, &["show", "1001"]);
    holds_no_secret(&dump, &secret);
}

#[test]
fn the_editor_gets_no_key_and_reads_none() {
    let (mut env, secret) = with_keys();
    let command = format!("cat {}/passphrase", env.root().display());
    env.set("REKISTERI_PASSPHRASE_COMMAND", &command);
    env.set("EDITOR", &format!("{DUMP} true"));
    let dump = dumped(&env, &["edit", "1001"]);
    holds_no_secret(&dump, &secret);
}

/// Programs that might be called, each of which would say so in `called`; the folder they are in.
fn traps(env: &TestEnv) -> PathBuf {
    let bin = env.root().join("bin");
    fs::create_dir(&bin).unwrap();
    for name in [
        "git",
        "ssh",
        "gpg",
        "gpg2",
        "age",
        "age-keygen",
        "sops",
        "rops",
        "less",
        "pager",
        "vi",
        "nano",
        "sh",
        "hook",
    ] {
        let fake = bin.join(name);
        let called = env.root().join("called");
        let mut text = format!("#!/bin/sh\necho {name} \"$@\" >> {}\n", called.display());
        if name == "git" {
            // The real one goes on, so that what it would start itself is seen.
            text.push_str("env >> $HOME/git-environ\nexec /usr/bin/git \"$@\"\n");
        }
        fs::write(&fake, text).unwrap();
        fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    }
    bin
}

/// What git itself would start in this register.
fn bait(env: &TestEnv, hook: &Path) {
    let hooks = env.path(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for name in [
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
    ] {
        fs::copy(hook, hooks.join(name)).unwrap();
    }
    env.git(&["config", "commit.gpgsign", "true"]).ok();
    env.git(&["config", "core.fsmonitor", hook.to_str().unwrap()])
        .ok();
}

/// A day's work with a key in the environment, where every program that might be called would say so.
#[test]
fn no_other_program_is_ever_started() {
    let mut env = TestEnv::three_customers();
    env.unset("REKISTERI_IDENTITY");
    let key = fs::read_to_string(KEY).unwrap();
    env.set("SOPS_AGE_KEY", key.lines().last().unwrap());
    let first = env.head();
    let bin = traps(&env);
    bait(&env, &bin.join("hook"));
    let called = env.root().join("called");
    // Plain git falls into one of the traps, or they would prove nothing.
    env.set("PATH", &format!("{}:/usr/bin:/bin", bin.display()));
    drop(env.command("/usr/bin/git").arg("status").output().unwrap());
    assert!(called.exists(), "the traps are none");
    fs::remove_file(&called).unwrap();
    env.write("../in.csv", "Nimi;Sähköposti\nCai Uusi;cai@example.fi\n");
    for line in [
        "add name=Dan",
        "edit 1001 email=toinen@example.fi",
        "import ../in.csv --yes",
        "end 1002",
        "undo --yes",
        &format!("restore 1001 --at {first} --yes"),
        "list",
        "log",
        "diff",
        "check",
        "export",
        "describe contact.phone=0401234567",
        "notice contact 1001 --set change=x --set from=1.1.2027",
        "git-textconv records/10/1001.toml",
    ] {
        let run = env.run_line(line);
        assert!(run.status == 0, "{line}: {run}");
        let calls = fs::read_to_string(&called).unwrap_or_default();
        let author =
            |call: &str| call.starts_with("git ") && call.ends_with(" var GIT_AUTHOR_IDENT");
        let reads = ["list", "log", "diff", "check", "export", "git-textconv"];
        let most = usize::from(!reads.iter().any(|read| line.starts_with(read)));
        assert!(calls.lines().count() <= most, "{line}: {calls}\n{run}");
        assert!(calls.lines().all(author), "{line}: {calls}\n{run}");
        drop(fs::remove_file(&called));
    }
    let environ = fs::read_to_string(env.root().join("home/git-environ")).unwrap();
    assert!(environ.contains("PATH=") && !environ.contains("AGE-SECRET-KEY"));
}
