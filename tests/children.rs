//! What the machine and the programs beside this one do wrong: nothing hangs, nothing is guessed, nothing is shown.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rekisteri::fsio::Lock;
use rekisteri::keys::generate;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Pid, Signal, kill_process};

use crate::common::sandbox::TestEnv;
use crate::common::terminal::start;

/// A pipe that nobody writes into.
fn make_pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_relative_folder_of_the_base_directories_is_ignored() {
    let mut env = TestEnv::empty();
    env.unset("REKISTERI_IDENTITY");
    env.set("XDG_CONFIG_HOME", "conf");
    env.set("XDG_STATE_HOME", "state");
    let command = "echo kolme pitkää sanaa ja 4711 hevosta";
    env.set("REKISTERI_PASSPHRASE_COMMAND", command);
    env.run(&["init", "reg", "--controller", "Testi Oy"]).ok();
    assert!(!env.path("conf").exists() && !env.path("state").exists());
    env.enter("reg");
    env.run(&["list"]).ok();
}

#[test]
fn a_passphrase_command_ends_with_its_first_line() {
    let mut env = TestEnv::three_customers();
    env.use_sealed_key(&generate(), "sana");
    // That key opens nothing here: exit code 4 says that the passphrase was right.
    for command in [
        "exec 2>&-; echo sana; sleep 60",
        "exec 2>&-; (sleep 60 &) ; echo sana",
        "echo sana; yes",
        "exec 2>&-; trap '' PIPE; while :; do echo sana 2>/dev/null; done",
    ] {
        let start = Instant::now();
        let run = env.run(&["--passphrase-command", command, "list"]).fails(4);
        assert!(!run.stderr.contains("passphrase"), "{command}: {run}");
        assert!(start.elapsed() < Duration::from_mins(5), "{command}");
    }
    for command in ["yes | tr -d '\\n'", "echo sana; exit 3"] {
        let run = env.run(&["--passphrase-command", command, "list"]);
        assert_ne!(run.status, 0, "{command}: {run}");
        assert!(run.stderr.contains("passphrase"), "{command}: {run}");
    }
}

#[test]
fn what_is_no_file_is_refused_where_a_file_is_read() {
    let mut env = TestEnv::three_customers();
    env.describe_creditor(&[]);
    make_pipe(&env.root().join("pipe"));
    let (pipe, folder) = (env.root().join("pipe"), env.root().join("folder"));
    fs::create_dir(&folder).unwrap();
    let before = env.state();
    for line in [
        "import $TEST/pipe --yes",
        "letter reminder --receivables $TEST/pipe --yes",
        "letter reminder --receivables $TEST/folder --yes",
        "notice services --from $TEST/pipe --set from=1.1.2027 --set change=x",
        "init $TEST/new --from $TEST/pipe",
    ] {
        let root = env.root().display().to_string();
        let run = env.run_line(&line.replace("$TEST", &root)).fails(1);
        let named = run.stderr.contains("is a pipe, not a file");
        assert!(named || run.stderr.contains("is a folder"), "{line}: {run}");
    }
    for step in ["rm \"$1\"; mkfifo \"$1\"", "rm \"$1\"; mkdir \"$1\""] {
        let editor = env.root().join("editor.sh");
        fs::write(&editor, format!("{step}\n")).unwrap();
        env.set("EDITOR", &format!("sh {}", editor.display()));
        let run = env.run(&["edit", "1001"]).fails(1);
        assert!(run.stderr.contains("not a file"), "{step}: {run}");
    }
    assert_eq!(env.state(), before);
    assert!(pipe.exists());
}

#[test]
fn letters_that_wait_for_another_program_end_by_any_signal() {
    let env = TestEnv::three_customers();
    env.describe_creditor(&[]);
    let lock = env.path(".git/rekisteri/lock");
    for signal in [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP] {
        let held = Lock::acquire(&lock).unwrap();
        let mut child = env
            .rekisteri(&["notice", "services", "1001", "--format", "txt"])
            .args(["--set", "from=1.1.2027", "--set", "change=x"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut stderr = std::io::BufReader::new(child.stderr.take().unwrap());
        while !said.contains("wait") {
            let n = std::io::BufRead::read_line(&mut stderr, &mut said).unwrap();
            assert_ne!(n, 0, "it ended without waiting: {said}");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert!(!child.wait().unwrap().success());
        drop(held);
    }
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), 0);
}

#[test]
fn a_program_that_was_stopped_at_the_passphrase_hides_it_again() {
    let mut env = TestEnv::three_customers();
    env.use_sealed_key(&generate(), "sana");
    let mut terminal = start(&env, &["list"]);
    terminal.expect("Passphrase");
    terminal.until_echo(false).set_echo();
    kill_process(terminal.pid(), Signal::CONT).unwrap();
    terminal.until_echo(false).send("sana");
    let (screen, _) = terminal.finish();
    assert!(!screen.contains("sana"), "{screen}");
}
