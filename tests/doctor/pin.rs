//! What was accepted in this work tree, where it cannot be read.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::{findings, healthy};

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
