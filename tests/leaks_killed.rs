//! Ended from outside: by signals at a prompt, by a kill in an editor, read by another program of the same user.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rekisteri::keys::generate;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::common::sandbox::TestEnv;
use crate::common::terminal::{Terminal, start};

/// Says where its file is, and what a child can see of itself and of the program that started it; then waits.
const EDITOR: &str = "sh -c 'cat /proc/self/environ /proc/self/cmdline /proc/$PPID/environ /proc/$PPID/cmdline \
                      > $HOME/seen 2>&1; echo $$ > $HOME/editor; echo \"$1\" > $HOME/place; exec sleep 300' editor";

/// Lets a crash leave as large a core as the system allows, and becomes the program that is named.
const WITH_CORES: &str = r#"ulimit -S -c "$(ulimit -H -c)"; exec "$@""#;

/// An editor at work, in a program that was started where crashes leave cores. The place in memory is this test's own: any
/// program of ours that runs meanwhile would wipe what the killed one left.
fn editing() -> (TestEnv, Child, PathBuf, TempDir) {
    let mut env = TestEnv::three_customers();
    let memory = tempfile::tempdir_in("/dev/shm").unwrap();
    env.set("XDG_RUNTIME_DIR", memory.path().to_str().unwrap());
    env.set("EDITOR", EDITOR);
    let mut command = env.command("sh");
    command
        .args(["-c", WITH_CORES, "sh", env!("CARGO_BIN_EXE_rekisteri")])
        .args(["edit", "1001"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let child = command.spawn().unwrap();
    let folder = folder_of(&env);
    assert!(folder.starts_with(memory.path()));
    (env, child, folder, memory)
}

/// Waits until the editor has said where its file is.
fn folder_of(env: &TestEnv) -> PathBuf {
    let place = env.root().join("home/place");
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let said = fs::read_to_string(&place).unwrap_or_default();
        if said.ends_with('\n') {
            return Path::new(said.trim()).parent().unwrap().to_owned();
        }
        assert!(Instant::now() < deadline, "no editor came");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Ends the editor with whatever is left of the command's group.
fn end(mut child: Child) -> std::process::ExitStatus {
    let group = Pid::from_child(&child);
    let status = child.wait().unwrap();
    rustix::process::kill_process_group(group, Signal::KILL).unwrap_or_default();
    status
}

#[test]
fn what_a_killed_command_left_is_wiped_by_the_next() {
    let (env, child, folder, _memory) = editing();
    // A living one is left alone.
    env.run(&["list"]).ok();
    assert!(folder.join("1001.toml").exists());
    kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
    assert!(!end(child).success());
    assert!(folder.join("1001.toml").exists(), "the case is no case");
    let run = env.run(&["list"]);
    assert!(run.stderr.contains("wiped from memory"), "{run}");
    assert!(!folder.exists(), "{}", folder.display());
    env.assert_clean();
}

/// How large a core a process may leave.
fn core_limit(pid: impl std::fmt::Display) -> String {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let line = limits
        .lines()
        .find(|it| it.starts_with("Max core file size"));
    let soft = line.and_then(|it| it.split_whitespace().nth(4));
    soft.unwrap().to_owned()
}

/// Another program, started and crashed the same way: whether a crash leaves a core here at all.
fn cores_are_left() -> bool {
    let place = tempfile::tempdir().unwrap();
    let mut control = Command::new("sh");
    control
        .args(["-c", WITH_CORES, "sh", "sleep", "300"])
        .current_dir(place.path());
    let mut control = control.spawn().unwrap();
    let program = format!("/proc/{}/comm", control.id());
    while fs::read_to_string(&program).unwrap() != "sleep\n" {
        thread::sleep(Duration::from_millis(10));
    }
    let limit = core_limit(control.id());
    kill_process(Pid::from_child(&control), Signal::ABORT).unwrap();
    let status = control.wait().unwrap();
    assert_eq!(status.signal(), Some(6));
    limit != "0" && status.core_dumped()
}

#[test]
fn a_crash_leaves_no_core_and_the_editor_sees_no_secret() {
    if !cores_are_left() {
        crate::common::tools::skipped("no program leaves a core here, so ours proves nothing");
    }
    let (env, child, _, _memory) = editing();
    assert_eq!(core_limit(child.id()), "0");
    // What cannot be dumped belongs to root in /proc, whoever runs it; a same-user reader is refused.
    let seen = fs::read_to_string(env.root().join("home/seen")).unwrap();
    for secret in ["AGE-SECRET-KEY", "Aino", "aino@"] {
        assert!(!seen.contains(secret), "{secret}");
    }
    let editor = fs::read_to_string(env.root().join("home/editor")).unwrap();
    assert_eq!(core_limit(editor.trim()), "0", "the editor's");
    kill_process(Pid::from_child(&child), Signal::ABORT).unwrap();
    let status = end(child);
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false));
    env.run(&["list"]).ok();
    env.assert_clean();
}

#[test]
fn a_signal_at_the_passphrase_leaves_a_terminal_that_echoes() {
    for signal in [Signal::TERM, Signal::HUP] {
        let mut env = TestEnv::three_customers();
        env.use_sealed_key(&generate(), "sana");
        let mut terminal: Terminal = start(&env, &["list"]);
        terminal.expect("Passphrase");
        terminal.until_echo(false);
        kill_process(terminal.pid(), signal).unwrap();
        terminal.until_echo(true);
        assert_eq!(terminal.finish().1, -1);
    }
}

/// Another program of the same user cannot read the memory. Root can read all, so as root both become nobody.
#[test]
fn a_program_of_the_same_user_cannot_read_the_memory() {
    let env = TestEnv::empty();
    let open = fs::Permissions::from_mode(0o777);
    fs::set_permissions(env.root(), open).unwrap();
    // It waits for a writer of the pipe, with its memory closed since its first step.
    let pipe = env.root().join("pipe");
    let mut mkfifo = Command::new("mkfifo");
    mkfifo.args(["-m", "666"]).arg(&pipe);
    assert!(mkfifo.status().unwrap().success());
    let mut command = env.rekisteri_for_all(&["init", "reg", "--controller", "A Oy"]);
    command.arg("--identity").arg(&pipe);
    command.env_clear().current_dir(env.root());
    let mut control = Command::new("sleep");
    control.arg("300").current_dir(env.root());
    for (program, readable) in [(&mut control, true), (&mut command, false)] {
        let root = rustix::process::geteuid().is_root();
        if root {
            program.uid(65534).gid(65534);
        }
        let mut child = program
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(300));
        let mut reader = Command::new("sh");
        reader.args([
            "-c",
            &format!(
                "exec 3< /proc/{}/mem && head -c 0 /proc/{0}/environ",
                child.id()
            ),
        ]);
        if root {
            reader.uid(65534).gid(65534);
        }
        let output = reader.output().unwrap();
        let alive = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(alive, "it did not wait");
        assert_eq!(output.status.success(), readable, "{output:?}");
    }
}
