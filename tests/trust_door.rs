//! Whatever brings another tree into force shows its effect and asks (see `trust`): two commits that cancel each other change nothing,
//! and an `undo` or a `restore` that would bring one of them back is asked about like what it is.

use std::fs;

use rekisteri::sops::{Opened, Sealed};

use crate::common::records::{Replace as _, test_key};
use crate::common::sandbox::TestEnv;
use crate::trust::{RECORD, git, handed_on, other_account, publish, pushed, replace};

const TEMPLATE: &str = "templates/reminder.fi.txt.jinja";
const DESCRIBE: &str = "describe\n\nRegister-Action: describe\n";

/// What the attacker commits in the program's form and takes back in another commit; the owner pulls both and accepts.
fn pair(env: &TestEnv, message: &str, attack: impl FnOnce(), back: &str) {
    attack();
    git(env, &["-C", "../evil", "add", "-A"]);
    git(env, &["-C", "../evil", "commit", "-q", "-m", message]);
    git(
        env,
        &["-C", "../evil", "checkout", "-q", "HEAD~1", "--", "."],
    );
    for path in ["templates", "records/10/1004.toml"] {
        drop(fs::remove_file(env.path("../evil").join(path)));
        drop(fs::remove_dir_all(env.path("../evil").join(path)));
    }
    handed_on(env, back);
    env.run(&["accept", "--yes"]).ok();
}

/// The act shows the effect by name and changes nothing without a yes.
fn stops(env: &TestEnv, act: &[&str], effect: &str) {
    let before = env.state();
    let stopped = env.run(&[&["--lang", "en"], act].concat()).fails(2);
    for part in [effect, "never in force in this folder"] {
        assert!(stopped.stderr.contains(part), "{part}: {stopped}");
    }
    assert_eq!(env.state(), before);
}

/// The act shows the effect by name and stops without a yes, and with `--yes` it shows the same.
fn asked(env: &TestEnv, act: &[&str], said: &str) {
    stops(env, act, said);
    let before = env.state();
    let act = [&["--lang", "en"], act].concat();
    let dry = env.run(&[&act[..], &["--dry-run"]].concat());
    assert!(dry.status == 0 && dry.stderr.contains(said), "{dry}");
    assert_eq!(env.state(), before);
    let done = env.run(&[&act[..], &["--yes"]].concat());
    assert!(done.stderr.contains(said), "{done}");
    done.ok();
}

#[test]
fn undo_of_a_strangers_pair_names_the_account() {
    let env = pushed();
    pair(&env, DESCRIBE, || other_account(&env), DESCRIBE);
    asked(
        &env,
        &["undo"],
        "bank.iban: FI2112345600000785 → FI5810171000000122",
    );
}

#[test]
fn undo_of_a_strangers_pair_names_the_key_and_the_template() {
    let env = pushed();
    let key = rekisteri::keys::generate().recipient().to_string();
    let attack = || {
        let file = env.path("../evil/records/register.toml");
        let text = fs::read_to_string(&file).unwrap();
        let more = format!("{text}\n[[keys]]\nname = \"X\"\nrecipient = \"{key}\"\n");
        fs::write(file, more).unwrap();
    };
    pair(&env, DESCRIBE, attack, DESCRIBE);
    asked(&env, &["undo"], &format!("can open the register: {key}"));

    let env = pushed();
    let attack = || {
        fs::create_dir(env.path("../evil/templates")).unwrap();
        fs::write(env.path("../evil").join(TEMPLATE), "Maksa FI58").unwrap();
    };
    pair(&env, DESCRIBE, attack, DESCRIBE);
    asked(&env, &["undo"], &format!("`{TEMPLATE}` was added"));
}

/// A record that the owner has, sealed with the public key alone.
fn reseal_as_stranger(env: &TestEnv, to: &str) {
    let sealed = Sealed::parse(env.read(RECORD).as_bytes()).unwrap();
    let mut tree = sealed.open(&test_key()).unwrap().tree().clone();
    tree.insert_or_replace("customer", "email", "mallory@example.org");
    let stamp = "2099-12-01T10:00:00Z".parse().unwrap();
    let bytes = Opened::new(tree)
        .seal(&sealed.recipients(), &stamp)
        .unwrap();
    fs::write(env.path("../evil").join(to), bytes).unwrap();
}

fn edit(number: u32) -> String {
    format!(
        "edit customer {number}\n\nRegister-Action: edit\nRegister-Customers: {number}\nRegister-Fields: customer.email\n"
    )
}

#[test]
fn undo_and_restore_show_a_strangers_record() {
    let env = pushed();
    let attack = || reseal_as_stranger(&env, RECORD);
    pair(&env, &edit(1002), attack, &edit(1002));
    let said = "email: toimisto@example.com → mallory@example.org";
    let shown = env.run(&["--lang", "en", "undo"]).fails(2);
    assert!(shown.stderr.contains("a new data key"), "{shown}");
    for act in [
        &["restore", "1002", "--field", "email"][..],
        &["restore", "1002"],
        &["restore", "1002", "--at", "HEAD~1"],
    ] {
        stops(&env, act, said);
    }
    asked(&env, &["undo"], said);
    // Now it is in force, by the owner's own yes: another undo is of her own act.
    env.run(&["undo"]).ok();
}

/// The owner's own acts are taken back as they always were: told, and not asked about where nothing is grave.
#[test]
fn the_owners_own_acts_are_told_and_not_asked_about() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let run = env.run(&["undo"]);
    assert!(
        run.stderr.contains("uusi@example.fi → aino@example.fi"),
        "{run}"
    );
    run.ok();
    env.run(&["restore", "1001", "--field", "email"]).ok();
    env.run(&["add", "name=Uusi"]).ok();
    env.run(&["undo"]).ok();
    env.run(&["restore", "1004"]).ok();
    env.run(&["describe", "controller.phone=0401234567"]).ok();
    let run = env.run(&["undo"]);
    assert!(run.stderr.contains("controller.phone"), "{run}");
    run.ok();
    // The account is asked about, whoever changed it.
    env.run(&["describe", "bank.iban=FI5810171000000122"]).ok();
    drop(env.run(&["undo"]).fails(2));
    env.run(&["undo", "--yes"]).ok();
}

/// A pin of an earlier version knows one commit: what came before it is not known to have been in force, and is said so.
#[test]
fn a_pin_of_an_earlier_version_still_serves() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let file = &env.pin_files()[0];
    let text = fs::read_to_string(file).unwrap();
    let old: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("first"))
        .collect();
    fs::write(file, old.join("\n") + "\n").unwrap();
    env.run(&["edit", "1002", "email=uusi2@example.fi"]).ok();
    env.run(&["undo"]).ok();
    let asked = env
        .run(&["--lang", "en", "restore", "1001", "--field", "email"])
        .fails(2);
    assert!(asked.stderr.contains("never in force"), "{asked}");
    env.run(&["restore", "1001", "--field", "email", "--yes"])
        .ok();
}

/// The account is the last thing shown, whatever comes with it, and ordinary records are counted where they are many.
#[test]
fn the_account_stands_last_and_records_are_bounded() {
    let env = pushed();
    let mut list = "number;name;email\n".to_owned();
    for number in 1010..1040 {
        list += &format!("{number};Asiakas {number};a{number}@example.fi\n");
    }
    fs::write(env.path("../list.csv"), list).unwrap();
    env.run(&["import", "../list.csv", "--yes"]).ok();
    git(&env, &["push", "-q"]);
    git(&env, &["-C", "../evil", "pull", "-q", "--ff-only"]);
    // On the attacker's side, so that all of it is new to the owner.
    git(&env, &["reset", "-q", "--hard", "HEAD~1"]);
    env.run(&["accept", "--yes"]).ok();
    other_account(&env);
    fs::write(env.path("../evil/run.sh"), "x").unwrap();
    std::os::unix::fs::symlink("/etc", env.path("../evil/etc")).unwrap();
    handed_on(&env, "x");
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    let lines: Vec<&str> = shown.stderr.lines().collect();
    let at = |said: &str| lines.iter().position(|line| line.contains(said));
    let more = at("`rekisteri accept --all` shows them").unwrap();
    assert!(lines[more].contains("10 more"), "{shown}");
    let (link, file) = (at("`etc` (a link)").unwrap(), at("`run.sh`").unwrap());
    assert!(more < link && link < file, "{shown}");
    let account = "  bank.iban: FI2112345600000785 → FI5810171000000122";
    assert_eq!(lines[lines.len() - 2], account, "{shown}");
    let all = env.run(&["--lang", "en", "accept", "--dry-run", "--all"]);
    assert!(all.stderr.contains("customer 1039 was"), "{all}");
}

/// What is no age recipient is named, whole, and nothing is sealed to it.
#[test]
fn a_key_that_is_none_is_named() {
    let mut env = pushed();
    let key = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    let file = env.path("../evil/records/register.toml");
    let text = fs::read_to_string(&file).unwrap();
    let more = format!("{text}\n[[keys]]\nname = \"M\"\nrecipient = \"{key}\"\n");
    fs::write(file, more).unwrap();
    handed_on(&env, "x");
    for folder in [".", "../evil"] {
        env.enter(folder);
        let run = env.run(&["--lang", "en", "accept", "--yes"]);
        let said = format!("no age recipient, so nothing is sealed to it: {key} (M)");
        assert!(run.status == 0 && run.stderr.contains(&said), "{run}");
    }
}

/// A list where a table is meant would be read by one reader and not seen by another.
#[test]
fn a_list_in_the_place_of_a_table_is_refused() {
    for (from, to) in [
        (
            "[bank]\niban = \"FI2112345600000785\"",
            "[[bank]]\niban = \"FI2112345600000785\"",
        ),
        ("[controller]", "[[controller]]"),
        ("language = ", "import = [[]]\nlanguage = "),
    ] {
        let env = pushed();
        replace(&env, "records/register.toml", from, to);
        handed_on(&env, "x");
        let refused = env.run(&["accept", "--yes"]).fails(1);
        assert!(refused.stderr.contains("register.toml"), "{to}: {refused}");
        drop(env.run(&["list"]).fails(1));
    }
}

#[test]
fn values_that_are_drawn_alike_are_told_apart() {
    let env = pushed();
    let file = "records/register.toml";
    let name = "Raahen Merihuolto Oy";
    replace(
        &env,
        file,
        &format!("name = \"{name}\""),
        "name = \"Raahen M\u{435}rihuolto Oy\"",
    );
    handed_on(&env, "x");
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    let said = format!("controller.name: {name} → Raahen M\\u{{435}}rihuolto Oy");
    assert!(shown.stderr.contains(&said), "{shown}");
}

/// An ordinary pull of the owner's own second machine raises no alarm of its own.
#[test]
fn an_ordinary_pull_is_no_alarm() {
    let mut env = TestEnv::three_customers();
    publish(&env);
    env.enter("../evil");
    env.run(&["doctor", "--fix"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
    env.run(&["add", "name=Viides"]).ok();
    env.run(&["describe", "controller.phone=0401234567"]).ok();
    git(&env, &["push", "-q", "origin", "main"]);
    env.enter("../reg");
    git(&env, &["pull", "-q"]);
    let shown = env.run(&["--json", "accept", "--dry-run"]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    for difference in shown["differences"].as_array().unwrap() {
        assert_eq!(difference["grave"], false, "{shown}");
        assert!(
            difference["remarks"].as_array().is_none_or(Vec::is_empty),
            "{shown}"
        );
    }
}

/// Nothing that can be pushed takes the place of another meaning of `--at`.
#[test]
fn a_branch_or_tag_is_spelt_out() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let old = env.git(&["rev-parse", "HEAD~1"]).ok().trim().to_owned();
    for name in [
        "main",
        "abcd",
        "2026-11-30",
        "MERGE_HEAD",
        "stash",
        "HEAD~0",
        "kept",
    ] {
        let file = env.path(".git/refs/tags").join(name);
        fs::write(file, format!("{old}\n")).unwrap();
    }
    let email = |at: &str| env.run(&["show", "1001", "--at", at]);
    for name in ["main", "abcd", "MERGE_HEAD", "stash", "kept"] {
        drop(email(name).fails(1));
    }
    for (at, value) in [
        ("HEAD", "uusi"),
        ("HEAD~0", "uusi"),
        ("HEAD~1", "aino"),
        ("refs/heads/main", "uusi"),
        ("refs/tags/kept", "aino"),
        ("refs/heads/main^", "aino"),
        (&old[..8], "aino"),
    ] {
        assert!(
            email(at).ok().contains(&format!("{value}@example.fi")),
            "{at}"
        );
    }
    // `undo` takes the same names.
    drop(env.run(&["undo", "main"]).fails(1));
    env.run(&["undo", "HEAD"]).ok();
}

/// An owner's template is tried before it is accepted, and before it is committed.
#[test]
fn a_template_that_does_not_render_is_not_accepted() {
    let broken = [
        (
            "templates/omat.fi.txt.jinja",
            "Hei\n{{ nobody.knows }}\n",
            "line 2",
        ),
        (
            "templates/omat.fi.txt.jinja",
            "{% for n in range(9) %}",
            "line 1",
        ),
        (
            "templates/reminder.fi.txt.jinja",
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}",
            "reminder.fi.txt.jinja",
        ),
    ];
    for (path, source, said) in broken {
        let env = pushed();
        fs::create_dir(env.path("templates")).unwrap();
        env.write(path, source);
        let refused = env.run(&["--lang", "en", "commit", "--yes"]).fails(1);
        let name = path.rsplit('/').next().unwrap();
        assert!(
            refused.stderr.contains(name) && refused.stderr.contains(said),
            "{refused}"
        );
        fs::create_dir(env.path("../evil/templates")).unwrap();
        fs::copy(env.path(path), env.path("../evil").join(path)).unwrap();
        fs::remove_dir_all(env.path("templates")).unwrap();
        handed_on(&env, "x");
        let refused = env.run(&["--lang", "en", "accept", "--yes"]).fails(1);
        assert!(refused.stderr.contains(name), "{refused}");
        drop(env.run(&["edit", "1001", "email=a@example.fi"]).fails(1));
    }
    // What takes settings, dates and sums, and a debt, is tried with some.
    let env = TestEnv::three_customers();
    fs::create_dir(env.path("templates")).unwrap();
    env.write(
        "templates/omat.fi.txt.jinja",
        "{# setting from: first day #}\n{{ set.from | date }} {{ set.sum | money }} {{ customer.name | upper }}\n",
    );
    env.write(
        "templates/reminder.fi.txt.jinja",
        "{{ payment.total | money }} {{ invoices[0].due | date }}\n",
    );
    env.run(&["commit", "--yes"]).ok();
}
