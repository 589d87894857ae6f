//! Every column of a list is accounted for: asked about at a terminal with some of its cells, named without one, and kept.

use super::{ask, register, reminder};
use crate::common::sandbox::TestEnv;
use crate::common::terminal::Terminal;

const LIST: &str = "\
Asiakas;Lasku;Eräpäivä;Summa;Rästi;Vaihe;Huomautus;Tili
Testi Oy;118;3.6.2026;310,00;110,00;Lepää;Tunnit, ks. liite 3;FI21 1234
Koe Ky;119;3.6.2026;500,00;0,00;Maksettu;Sopimus nro 4/2026;FI22 1235
";

fn debtors() -> TestEnv {
    let env = register(&[
        &["company=Testi Oy", "business_id=1234567-1"],
        &["company=Koe Ky", "business_id=9000001-1"],
    ]);
    env.write("open.csv", LIST);
    env
}

fn subjects(env: &TestEnv) -> Vec<String> {
    let log = env.git(&["log", "--format=%s", "-2"]).ok();
    log.lines().map(str::to_owned).collect()
}

fn answer(terminal: &mut Terminal) {
    terminal
        .expect("type the part of a claim that it holds (customer, ")
        .expect("Column “Rästi” (looks like sums: 110,00 · 0,00): ")
        .send("")
        .expect("Type a part such as open")
        .send("avoinna")
        .expect("Type a part such as open")
        .send("open")
        .expect("Column “Vaihe” (looks like states: Lepää · Maksettu): ")
        .send("status")
        .expect("2 columns are not read: Huomautus, Tili")
        .expect("Is that right? (y/n) ")
        .send("y")
        .expect("What is the status “Lepää”: open, partial, paid")
        .send("resting")
        .expect("Type one of open, partial, paid")
        .send("open");
}

#[test]
fn what_is_answered_is_kept_and_next_month_nothing_is_asked() {
    let env = debtors();
    let mut terminal = ask(&env, &["--lang", "en"]);
    answer(&mut terminal);
    terminal
        .expect("110,00\u{a0}€ by")
        .expect("Not reminded because of their status: 1 paid")
        .expect("Columns that are not read: Huomautus, Tili")
        .expect("Go on? (y/n) ")
        .send("y")
        .expect("The columns are kept in register.toml.")
        .expect("1 document in");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    // The letters are the last act, so that `undo` takes them back first.
    assert_eq!(subjects(&env), ["journal 1 customers", "describe"]);
    let described = env.run(&["describe"]).ok();
    for kept in [
        "import.receivables.Rästi = open",
        "import.receivables.Vaihe = status",
        "import.receivables.Huomautus = ",
        "import.receivables.status:Lepää = open",
    ] {
        assert!(described.contains(kept), "{kept}\n{described}");
    }
    env.run(&["check"]).ok();
    let next = reminder(&env, &["--dry-run"], &[]);
    assert_eq!(next.status, 0, "{next}");
    assert!(
        next.stderr
            .contains("Columns that are not read: Huomautus, Tili"),
        "{next}"
    );
}

#[test]
fn a_no_and_a_dry_run_keep_nothing() {
    let env = debtors();
    let before = env.state();
    for (globals, end) in [
        (&["--lang", "en"][..], "n"),
        (&["--lang", "en", "--dry-run"], ""),
    ] {
        let mut terminal = ask(&env, globals);
        answer(&mut terminal);
        if !end.is_empty() {
            terminal.expect("Go on? (y/n) ").send(end);
        }
        let (screen, status) = terminal.finish();
        assert_eq!(status, 0, "{screen}");
        assert_eq!(env.state(), before);
    }
}

/// The one question for the rest is no yes to each: whoever says no is asked about them by name.
#[test]
fn who_does_not_agree_is_asked_about_the_rest_by_name() {
    let env = debtors();
    env.write(
        "open.csv",
        "Asiakas;Lasku;Eräpäivä;Avoinna;Huomautus\nTesti Oy;118;3.6.2026;310,00;Tunnit, ks. liite 3\n",
    );
    let mut terminal = ask(&env, &["--lang", "fi"]);
    terminal
        .expect("Yhtä saraketta ei lueta: Huomautus")
        .expect("Onko näin oikein? (k/e) ")
        .send("e")
        .expect("Sarake “Huomautus” (tekstiä: Tunnit, ks. liite 3): ")
        .send("description")
        .expect("Jatketaanko? (k/e) ")
        .send("k");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    let kept = env.run(&["describe"]).ok();
    assert!(
        kept.contains("import.receivables.Huomautus = description"),
        "{kept}"
    );
}

/// `--yes` agrees to a plan, not to what a list was never read for; with a terminal or without.
#[test]
fn yes_waves_no_column_through() {
    let env = debtors();
    let before = env.state();
    let (screen, status) = ask(&env, &["--lang", "en", "--yes"]).finish();
    assert_eq!(status, 2, "{screen}");
    assert!(screen.contains("not known: `Rästi`"), "{screen}");
    let run = reminder(&env, &["--yes"], &[]).fails(2);
    for cell in ["110,00", "Lepää", "FI21"] {
        assert!(!run.stderr.contains(cell), "{run}");
    }
    assert_eq!(env.state(), before);
}

/// What the error says to type is enough; a script's answers are kept like any others, also where no letter is due.
#[test]
fn what_a_script_says_is_kept_too() {
    let env = debtors();
    let said = [
        "--map",
        "Rästi=open",
        "--map",
        "Vaihe=status",
        "--map",
        "Huomautus=",
        "--map",
        "Tili=",
        "--map",
        "status:Lepää=collection",
    ];
    reminder(&env, &["--yes"], &said).ok();
    assert_eq!(subjects(&env)[0], "describe");
    let next = reminder(&env, &["--dry-run"], &[]);
    assert_eq!(next.status, 0, "{next}");
    assert!(next.stderr.contains("1 paid, 1 in collection"), "{next}");
    assert_eq!(env.git(&["status", "--porcelain"]).ok(), "?? open.csv\n");
}

#[test]
fn a_number_of_the_form_of_an_identity_code_is_asked_about() {
    let env = debtors();
    env.write(
        "open.csv",
        "Asiakas;Lasku;Eräpäivä;Avoinna\nTesti Oy;010926-9110;3.6.2026;310,00\nKoe Ky;119;3.6.2026;90,00\n",
    );
    let mut terminal = ask(&env, &["--lang", "en"]);
    terminal
        .expect("has the form of a personal identity code: 2. The letters would print it.")
        .expect("Is none of them a personal identity code? (y/n) ")
        .send("n");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 1, "{screen}");
    let mut terminal = ask(&env, &["--lang", "en"]);
    terminal
        .expect("Is none of them a personal identity code? (y/n) ")
        .send("y")
        .expect("line 2: invoice has the form of a personal identity code, and you have said that it is none")
        .expect("Go on? (y/n) ")
        .send("y")
        .expect("2 documents in");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    // The journal reads what it noted.
    let shown = env.run(&["show", "1001", "--journal"]).ok();
    assert!(shown.contains("010926-9110"), "{shown}");
    env.run(&["check"]).ok();
    let again = reminder(&env, &["--dry-run"], &["--not-identity-codes"]);
    assert_eq!(again.status, 0, "{again}");
}
