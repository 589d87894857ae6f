//! `edit` in the owner's editor: a shell script here, so that what it was shown and what it saved are known to the byte.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::sandbox::TestEnv;
use crate::common::terminal::Terminal;

/// A register with three customers whose editor runs `steps`, one a call; after the last, none changes the file. `$1` is the
/// file. Each call leaves in `seen-N` what was shown and in `saved-N` what was saved, N from 1.
fn with_editor(steps: &[&str]) -> TestEnv {
    let mut env = TestEnv::three_customers();
    let root = env.root().display().to_string();
    let mut script = format!(
        "#!/bin/sh\nn=$(cat {root}/calls 2>/dev/null || echo 0)\nn=$((n+1))\necho $n > {root}/calls\n\
         cp \"$1\" {root}/seen-$n\nstat -c '%a' \"$1\" \"$(dirname \"$1\")\" > {root}/modes\n\
         stat -f -c '%T' \"$1\" >> {root}/modes\necho \"$1\" > {root}/place\ncase $n in\n"
    );
    for (at, step) in steps.iter().enumerate() {
        script.push_str(&format!("{}) {step} ;;\n", at + 1));
    }
    script.push_str(&format!(
        "esac\nstatus=$?\ncp \"$1\" {root}/saved-$n\nexit $status\n"
    ));
    let file = env.root().join("editor.sh");
    fs::write(&file, script).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    env.set("EDITOR", file.to_str().unwrap());
    env
}

fn text(env: &TestEnv, name: &str) -> String {
    fs::read_to_string(env.root().join(name)).unwrap()
}

fn commits(env: &TestEnv) -> usize {
    env.git(&["log", "--format=%s"]).ok().lines().count()
}

/// Nothing of the editor's folder is left.
fn assert_gone(env: &TestEnv) {
    let place = text(env, "place");
    let folder = Path::new(place.trim()).parent().unwrap();
    assert!(!folder.exists(), "{}", folder.display());
}

/// The customer as it was, no new commit, a clean tree, nothing left in memory.
fn assert_untouched(env: &TestEnv) {
    assert_eq!(commits(env), 4);
    env.assert_clean();
    assert_gone(env);
}

#[test]
fn closing_without_a_change_changes_nothing() {
    let env = with_editor(&[]);
    let run = env.run(&["edit", "1001"]);
    assert!(run.stderr.contains("Nothing changed."), "{run}");
    assert_eq!(run.ok(), "");
    assert_untouched(&env);
    let shown = text(&env, "seen-1");
    assert!(shown.contains("name = \"Aino Esimerkki\""), "{shown}");
    // Fields that are not set stand there to be filled in; the number and the state do not.
    assert!(shown.contains("company = \"\""), "{shown}");
    assert!(
        !shown.contains("[state]") && !shown.contains("1001"),
        "{shown}"
    );
}

#[test]
fn the_text_lies_in_memory_outside_the_register_for_the_owner_only() {
    let env = with_editor(&[]);
    env.run(&["edit", "1001"]).ok();
    assert_eq!(text(&env, "modes"), "600\n700\ntmpfs\n");
    let place = text(&env, "place");
    assert!(!place.starts_with(env.root().to_str().unwrap()), "{place}");
    assert!(!place.contains("Aino"), "{place}");
    assert_gone(&env);
}

#[test]
fn a_good_edit_is_one_commit() {
    let env = with_editor(&["sed -i 's/Rantakatu 1/Rantakatu 12/' \"$1\""]);
    env.run(&["edit", "1001"]).ok();
    assert!(env.run(&["show", "1001"]).ok().contains("Rantakatu 12"));
    assert_eq!(commits(&env), 5);
    let last = env.git(&["log", "-1", "--format=%B"]).ok();
    assert!(last.starts_with("edit customer 1001\n"), "{last}");
    assert!(
        last.contains("Register-Fields: billing_address.street\n"),
        "{last}"
    );
    env.assert_clean();
    assert_gone(&env);
}

#[test]
fn a_fault_opens_the_same_bytes_again_with_the_fault_on_top() {
    let env = with_editor(&[
        "sed -i 's/aino@example.fi/aino/; s/92100/9210/' \"$1\"; echo '# mine ' >> \"$1\"",
        "sed -i 's/\"aino\"/\"aino@example.com\"/; s/9210/92100/' \"$1\"",
    ]);
    let run = env.run(&["edit", "1001"]);
    assert!(run.stderr.contains("2 values are not right"), "{run}");
    let told = run.stderr.lines().next().unwrap().to_owned();
    assert!(!told.contains("aino"), "{run}");
    drop(run.ok());
    let (saved, again) = (text(&env, "saved-1"), text(&env, "seen-2"));
    let faults: Vec<&str> = again
        .lines()
        .take_while(|line| line.starts_with("# ! "))
        .collect();
    assert_eq!(faults.len(), 2, "{again}");
    assert!(
        faults[1].contains("email is not an e-mail address"),
        "{again}"
    );
    assert!(again.ends_with(&saved), "{again}");
    assert!(env.run(&["show", "1001"]).ok().contains("aino@example.com"));
    assert_eq!(commits(&env), 5);
    env.assert_clean();
    assert_gone(&env);
}

#[test]
fn faults_are_told_in_the_readers_language() {
    let mut env = with_editor(&[
        "sed -i 's/aino@example.fi/aino/' \"$1\"; printf '[customer2]\\nphone = \"1\"\\n' >> \"$1\"",
    ]);
    env.set("LANG", "fi_FI.UTF-8");
    let run = env.run(&["edit", "1001"]);
    assert!(run.stderr.contains("2 arvoa ei kelpaa"), "{run}");
    assert!(run.stderr.contains("Mitään ei muutettu."), "{run}");
    let again = text(&env, "seen-2");
    assert!(
        again.contains("# ! email ei ole sähköpostiosoite"),
        "{again}"
    );
    assert!(
        again.contains("# ! `customer2.phone` ei ole käytössä oleva kenttä"),
        "{again}"
    );
    assert_untouched(&env);
}

#[test]
fn leaving_the_faulty_text_as_it_is_changes_nothing() {
    let env = with_editor(&["sed -i 's/aino@example.fi/aino/' \"$1\""]);
    let run = env.run(&["edit", "1001"]);
    assert!(run.stderr.contains("Nothing changed."), "{run}");
    drop(run.ok());
    assert_eq!(text(&env, "calls"), "2\n");
    assert_untouched(&env);
}

#[test]
fn faults_do_not_pile_up() {
    let worse = "sed -i 's/\"aino.*\"/\"aino@\"/' \"$1\"";
    let env = with_editor(&[worse, "sed -i 's/aino@/aino@@/' \"$1\""]);
    env.run(&["edit", "1001"]).ok();
    let third = text(&env, "seen-3");
    let faults = third.lines().filter(|line| line.starts_with("# ! "));
    assert_eq!(faults.count(), 1, "{third}");
}

#[test]
fn text_that_is_no_toml_comes_back_too() {
    let env = with_editor(&[
        "echo 'nonsense' >> \"$1\"",
        "sed -i '/^nonsense/d; s/Rantakatu 1/Rantakatu 2/' \"$1\"",
    ]);
    env.run(&["edit", "1001"]).ok();
    assert!(text(&env, "seen-2").starts_with("# ! "));
    assert_eq!(commits(&env), 5);
}

#[test]
fn an_unknown_key_is_named_with_a_near_one() {
    let env = with_editor(&["sed -i 's/^email = /emial = /' \"$1\""]);
    let run = env.run(&["edit", "1001"]);
    assert!(run.stderr.contains("Nothing changed."), "{run}");
    let again = text(&env, "seen-2");
    assert!(
        again.starts_with("# ! `customer.emial` is not a declared field"),
        "{again}"
    );
    assert!(
        again
            .lines()
            .next()
            .unwrap()
            .contains("did you mean `email`?"),
        "{again}"
    );
    assert_untouched(&env);
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    for step in [
        "sed -i 's/Rantakatu 1/Rantakatu 2/' \"$1\"; false",
        "sed -i 's/Rantakatu 1/Rantakatu 2/' \"$1\"; cp \"$1\" \"$1~\"; kill -9 $$",
    ] {
        let env = with_editor(&[step]);
        let run = env.run(&["edit", "1001"]).fails(1);
        assert!(run.stderr.contains("nothing was changed"), "{run}");
        assert_untouched(&env);
    }
}

#[test]
fn an_editor_that_is_not_there_or_removes_the_file_changes_nothing() {
    let mut env = with_editor(&["rm \"$1\"; true"]);
    drop(env.run(&["edit", "1001"]).fails(1));
    assert_untouched(&env);
    env.set("EDITOR", "/nonexistent/editor");
    drop(env.run(&["edit", "1001"]).fails(1));
    assert_untouched(&env);
}

#[test]
fn the_editor_may_have_arguments_and_visual_goes_first() {
    let mut env = with_editor(&[]);
    env.set("VISUAL", "sed -i -e 's/Rantakatu 1/Rantakatu 3/'");
    env.run(&["edit", "1001"]).ok();
    assert!(env.run(&["show", "1001"]).ok().contains("Rantakatu 3"));
    assert!(!env.root().join("calls").exists());
}

#[test]
fn what_is_not_shown_survives_an_edit() {
    let env = with_editor(&["sed -i 's/Rantakatu 1/Rantakatu 4/' \"$1\""]);
    env.run(&["end", "1001", "--date", "2026-11-01"]).ok();
    env.run(&["edit", "1001"]).ok();
    let shown = env.run(&["--json", "show", "1001"]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["state"]["ended"], "2026-11-01");
    assert_eq!(shown["billing_address"]["street"], "Rantakatu 4");
}

#[test]
fn an_emptied_value_removes_the_field() {
    let env = with_editor(&["sed -i 's/^email = .*/email = \"\"/' \"$1\""]);
    env.run(&["edit", "1001"]).ok();
    assert!(!env.run(&["show", "1001"]).ok().contains("aino@"));
    assert_eq!(commits(&env), 5);
}

#[test]
fn values_come_from_standard_input_too() {
    let mut env = TestEnv::three_customers();
    env.unset("EDITOR");
    let lines = "# new\nemail=aino@example.com\n\nbilling_address.street=Rantakatu 5\n";
    env.run_with_input(&["edit", "1001", "-"], lines).ok();
    let shown = env.run(&["show", "1001"]).ok();
    assert!(
        shown.contains("aino@example.com") && shown.contains("Rantakatu 5"),
        "{shown}"
    );
    assert_eq!(commits(&env), 5);
    let run = env
        .run_with_input(&["edit", "1001", "-"], "email=aino\n")
        .fails(1);
    assert!(!run.stderr.contains("aino"), "{run}");
    assert_eq!(commits(&env), 5);
    env.assert_clean();
}

/// Waits until the editor has said where its file is, and returns the folder.
fn folder_of_editor(env: &TestEnv) -> std::path::PathBuf {
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let place = fs::read_to_string(env.root().join("place")).unwrap_or_default();
        if place.ends_with('\n') {
            return Path::new(place.trim()).parent().unwrap().to_owned();
        }
        assert!(Instant::now() < deadline, "no editor came");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_signal_while_the_editor_is_open_leaves_nothing() {
    for signal in [Signal::TERM, Signal::HUP] {
        let env = with_editor(&["exec sleep 300"]);
        let mut child = env
            .rekisteri(&["edit", "1001"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        assert!(folder_of_editor(&env).exists());
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1));
        assert_untouched(&env);
    }
}

#[test]
fn ctrl_c_is_the_editors() {
    let env = with_editor(&["exec sleep 300"]);
    let mut terminal = Terminal::start(env.rekisteri(&["edit", "1001"]));
    assert!(folder_of_editor(&env).exists());
    // The script writes the place just before it becomes the sleeping program; either way it ends.
    terminal.press("\u{3}");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 1, "{screen}");
    assert!(screen.contains("nothing was changed"), "{screen}");
    assert_untouched(&env);
}
