//! Escape sequences and overrides of direction, wherever text of others comes from, through every command that prints it: shown
//! at a terminal, never obeyed.

use std::fs;

use crate::common::sandbox::{Run, TestEnv};
use crate::common::terminal::start;

/// Clears the screen and turns what follows around.
const EVIL: &str = "\u{1b}[2J\u{202e}";
/// A character that names may hold, and that shows nothing.
const MARK: &str = "\u{e0041}";

/// A register where everything that others may write is written by the worst of them.
fn hostile() -> TestEnv {
    let mut env = TestEnv::three_customers();
    env.set("NO_COLOR", "1");
    let name = format!("name=Ai{MARK}no Esimerkki");
    env.run(&["edit", "1001", &name]).ok();
    drop(env.git(&["config", "user.email", "eve@example.fi"]).ok());
    drop(
        env.git(&["config", "user.name", &format!("Ev{EVIL}e")])
            .ok(),
    );
    env.run(&["edit", "1003", "company=Ek"]).ok();
    let subject = format!("hello {EVIL}");
    drop(
        env.git(&["commit", "-q", "--allow-empty", "-m", &subject])
            .ok(),
    );
    env.run(&["accept", "--yes"]).ok();
    let described = env.read("records/register.toml");
    env.write(
        "records/register.toml",
        &format!(
            "{described}\n[[fields]]\npath = \"customer.phone\"\nlabel = \"Phone \\U000e0041\"\n"
        ),
    );
    fs::create_dir(env.path("templates")).unwrap();
    env.write(
        "templates/bad.fi.txt.jinja",
        &format!(
            "{{% if customer.number != \"999999\" %}}\n{{% include '{EVIL}' %}}\n{{% endif %}}"
        ),
    );
    env.write(
        "templates/name.fi.txt.jinja",
        "{% if customer.number != \"999999\" %}{{ customer.nmae }}{% endif %}",
    );
    env.run(&["-q", "commit", "--yes"]).ok();
    env.run(&["edit", "1002", "phone=0401234567"]).ok();
    fs::write(env.path(&format!("records/{EVIL}.toml")), "").unwrap();
    let csv = format!(
        "Nimi;Sähköposti;Lempi{EVIL}väri\nA{MARK}da Uusi;ada@example.fi;x\nB{EVIL}o;bo;x\n"
    );
    fs::write(env.root().join("in.csv"), csv).unwrap();
    let csv = format!("Nimi;Sähköposti;Lempi{EVIL}väri\nA{MARK}da Uusi;ada@example.fi;x\n");
    fs::write(env.root().join("good.csv"), csv).unwrap();
    fs::write(
        env.root().join("torn.csv"),
        format!("Ni{EVIL}mi;x\n\"A{EVIL};b\n"),
    )
    .unwrap();
    fs::write(
        env.root().join("nameless.csv"),
        format!("Ni{EVIL}mi;x\nA;b\n"),
    )
    .unwrap();
    fs::write(
        env.root().join("in.json"),
        format!("[{{\"number\": 1, \"na{EVIL}\": \"x\"}}]"),
    )
    .unwrap();
    fs::write(
        env.root().join(format!("{EVIL}.csv")),
        format!("{EVIL}\nx\n"),
    )
    .unwrap();
    env
}

/// A record that somebody sealed with the public key, with an escape in it.
fn forge(env: &TestEnv) {
    let value = format!("Ek{EVIL}");
    env.reseal("records/10/1003.toml", "customer", "company", &value);
}

/// The lines, and whether something hidden has to be seen written out. `EVIL` stands for it, `ROOT/` for the folder of files.
const LINES: &[(&str, bool)] = &[
    // what reads records
    ("show 1001", true),
    ("show 1002", true),
    ("--json show 1001", true),
    ("list", true),
    ("list --format csv", true),
    ("--json list", true),
    ("list --where name=*EVIL*", false),
    ("list --where EVIL=x", true),
    ("find esimerkki", true),
    ("find EVIL", false),
    ("log", true),
    ("log 1001", true),
    ("--json log", true),
    ("diff", false),
    ("diff --from EVIL", true),
    ("check", true),
    ("--json check", true),
    ("export", false),
    ("export --format json", false),
    ("git-textconv records/10/1001.toml", true),
    ("git-textconv ROOT/good.csv", true),
    ("git-textconv EVIL", true),
    // what takes text from elsewhere
    ("import ROOT/in.csv", true),
    ("import ROOT/good.csv --dry-run", true),
    ("--json import ROOT/good.csv --dry-run", true),
    ("import ROOT/good.csv --map EVIL=name --dry-run", true),
    ("import ROOT/good.csv --map Nimi=EVIL --dry-run", true),
    ("import ROOT/torn.csv", false),
    ("import ROOT/in.json", false),
    ("import ROOT/EVIL.csv", true),
    ("import EVIL-none", true),
    // what is typed
    ("show EVIL", false),
    ("show 1001 --at EVIL", true),
    ("edit 1001 EVIL=x", true),
    ("edit 1001 email=EVIL", false),
    ("add EVIL", false),
    ("end EVIL", false),
    ("restore 1001 --field EVIL --yes", true),
    ("commit EVIL", false),
    ("describe EVIL=x", true),
    ("describe name=EVIL", false),
    ("notice EVIL 1001", true),
    ("notice bad 1001", true),
    ("notice name 1001", false),
    ("notice contact 1001 --set EVIL=x", true),
    ("notice contact --from EVIL", true),
    (
        "notice contact --set change=x --set from=1.1.2027 1001 --format txt --output EVIL",
        true,
    ),
    (
        "letter reminder 1001 --invoice EVIL --invoice-date EVIL --due 1.1.2026 --amount 1",
        true,
    ),
    ("export --output EVIL/EVIL", true),
    ("-C EVIL list", true),
    ("--identity EVIL list", true),
    ("--lang EVIL list", true),
    ("--color EVIL list", true),
    ("EVIL", true),
    ("list --EVIL", true),
    ("completions EVIL", true),
    ("demo EVIL-demo/EVIL", true),
    ("init EVIL-init --from EVIL", true),
];

/// The same, where a record is forged.
const FORGED: &[(&str, bool)] = &[
    ("show 1003", false),
    ("--json show 1003", false),
    ("list", true),
    ("find ek", false),
    ("log 1003", true),
    ("diff", true),
    ("diff 1003", true),
    ("--json diff 1003", true),
    ("check", true),
    ("commit", false),
    ("export", false),
    ("edit 1003 company=Ek", false),
    ("restore 1003 --yes", false),
    (
        "notice contact 1003 --set change=x --set from=1.1.2027",
        false,
    ),
    ("git-textconv records/10/1003.toml", true),
];

fn words(env: &TestEnv, line: &str) -> Vec<String> {
    let root = env.root().display().to_string();
    line.split(' ')
        .map(|word| word.replace("EVIL", EVIL).replace("ROOT", &root))
        .collect()
}

/// Everything that a terminal would obey, or that nobody would see.
fn obeyed(text: &str) -> Option<char> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    text.chars()
        .find(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || turns(*c))
}

#[test]
fn nothing_that_is_printed_at_a_terminal_is_obeyed() {
    let mut env = hostile();
    for lang in ["C.UTF-8", "fi_FI.UTF-8"] {
        env.set("LANG", lang);
        all_shown(&env, LINES);
    }
    forge(&env);
    all_shown(&env, FORGED);
}

fn all_shown(env: &TestEnv, lines: &[(&str, bool)]) {
    let mut faults = Vec::new();
    for (line, hidden) in lines {
        let words = words(env, line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (screen, status) = answered(env, &words);
        let shown = ["\\u{", "\\u20", "\\udb40", "\\u001b"]
            .iter()
            .any(|it| screen.contains(it));
        if !(0..=4).contains(&status) || obeyed(&screen).is_some() || (*hidden && !shown) {
            faults.push(format!("{line}: exit {status}: {screen:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A question is answered by the end of input.
fn answered(env: &TestEnv, words: &[&str]) -> (String, i32) {
    let mut terminal = start(env, words);
    terminal.press("\u{4}\u{4}\u{4}");
    let (screen, status) = terminal.finish();
    // The terminal echoes what was typed.
    let screen = screen.replace("^D", "").replace('\u{8}', "");
    (without_progress(&screen), status)
}

/// The line that is written over while long work goes on (`opening customers 12/60`) is wiped away in the end.
fn without_progress(screen: &str) -> String {
    let counts = |text: &str| {
        let (done, total) = text.rsplit(' ').next()?.split_once('/')?;
        Some(done.parse::<u32>().is_ok() && total.parse::<u32>().is_ok())
    };
    let ours = |part: &&str| part.trim().is_empty() || counts(part) == Some(true);
    let lines = screen.split('\n').map(|line| {
        let kept: Vec<&str> = line.split('\r').filter(|part| !ours(part)).collect();
        kept.join("\r")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What goes to another program is data to the byte, but talk and errors are shown there too.
#[test]
fn talk_is_shown_wherever_it_goes_and_data_stays_data() {
    let mut env = hostile();
    for (line, _) in LINES {
        let words = words(&env, line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let Run { stderr, .. } = env.run(&words);
        assert_eq!(obeyed(&stderr), None, "{line}: {stderr:?}");
    }
    // Lines for the eye are shown to other programs as they are to people.
    for line in [
        "show 1001",
        "list",
        "find esimerkki",
        "log",
        "diff",
        "check",
    ] {
        let words = words(&env, line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let stdout = env.run(&words).stdout;
        assert_eq!(obeyed(&stdout), None, "{line}: {stdout:?}");
    }
    let name = format!("Ai{MARK}no Esimerkki");
    assert!(
        env.run(&["git-textconv", "records/10/1001.toml"])
            .ok()
            .contains("Ai\\u{e0041}no")
    );
    assert!(env.run(&["export"]).ok().contains(&name));
    let other = format!("other{EVIL}");
    let letter =
        "notice contact 1001 --set change=x --set from=1.1.2027 --channel post --format txt";
    let folder = env.run_line(&format!("{letter} --output {other}"));
    assert!(folder.ok().contains(&format!("{other}/1001.txt")));
    // Without a key the sealed text itself, to the byte.
    env.unset("REKISTERI_IDENTITY");
    let sealed = env.run(&["git-textconv", "records/10/1001.toml"]).ok();
    assert_eq!(sealed, env.read("records/10/1001.toml"));
}

/// Git's pager sees what `git-textconv` hands on, key or no key.
#[test]
fn git_shows_a_forged_record_without_what_it_would_do() {
    let mut env = hostile();
    forge(&env);
    env.put_in_path();
    let shown = env.git(&["diff", "--", "records/10/1003.toml"]).ok();
    assert!(
        shown.contains("Ek") && shown.contains("u202e") || shown.contains("u{202e}"),
        "{shown}"
    );
    assert_eq!(obeyed(&shown), None, "{shown:?}");
    env.unset("REKISTERI_IDENTITY");
    let text = env.read("records/10/1002.toml");
    env.write("records/10/1002.toml", &format!("# {EVIL}\n{text}"));
    let shown = env.git(&["diff", "--", "records/10/1002.toml"]).ok();
    assert!(shown.contains("+# \\u{1b}[2J\\u{202e}"), "{shown}");
    assert_eq!(obeyed(&shown), None, "{shown:?}");
}
