//! At a terminal: what doubtful debtors are is asked, the plan is shown and asked about, and a no writes nothing.

use std::fs;

use super::{TODAY, ask, letter, register, reminder};
use crate::common::sandbox::TestEnv;
use crate::common::terminal::{CTRL_C, END_OF_INPUT, start};

/// A sole trader, an association, a housing company and a foreign company; a company and a person, of whom nothing is asked.
const DOUBTFUL: [&[&str]; 6] = [
    &["company=Tmi Sepon Sähkö", "business_id=9000003-8"],
    &["company=Raahen Soutajat ry"],
    &["company=As Oy Raahen Helmi", "business_id=9000001-1"],
    &[
        "company=Göteborgs Ångsåg AB",
        "billing_address.street=Avenyn 3",
        "billing_address.postcode=411 36",
        "billing_address.city=Göteborg",
        "billing_address.country=SE",
    ],
    &["company=Testi Oy", "business_id=1234567-1"],
    &["name=Aino Esimerkki"],
];

const LIST: &str = "\
Asiakas;Lasku;Eräpäivä;Avoinna;Sovittu eräpäivä
Tmi Sepon Sähkö;1;15.5.2026;100,00;kyllä
Raahen Soutajat ry;2;15.5.2026;100,00;kyllä
As Oy Raahen Helmi;3;15.5.2026;100,00;kyllä
Göteborgs Ångsåg AB;4;15.5.2026;100,00;kyllä
Testi Oy;5;15.5.2026;100,00;kyllä
Aino Esimerkki;6;15.5.2026;100,00;kyllä
";

fn doubtful() -> TestEnv {
    let env = register(&DOUBTFUL);
    env.write("open.csv", LIST);
    env
}

fn nothing_written(env: &TestEnv) {
    assert!(!env.path("output").join("2026-06-15-1").exists());
    let status = env.git(&["status", "--porcelain"]).ok();
    assert_eq!(status, "?? open.csv\n");
}

#[test]
fn each_doubtful_debtor_is_asked_about_and_nobody_else() {
    let env = doubtful();
    let mut terminal = ask(&env, &["--lang", "en"]);
    for (question, answer) in [
        (
            "Is 1001 Tmi Sepon Sähkö a consumer (c), a business or sole trader (b), a public body such as a municipality, \
             parish or state office (p), or other, such as a housing company or association (o) [c]: ",
            "yes",
        ),
        ("Answer c, b, p or o.", "B"),
        (
            "Is 1002 Raahen Soutajat ry a consumer (c), a business or sole trader (b), a public body such as a municipality, \
             parish or state office (p), or other, such as a housing company or association (o) [o]: ",
            "",
        ),
        ("Is 1003 As Oy Raahen Helmi a consumer", "c"),
        (
            "Is 1004 Göteborgs Ångsåg AB a consumer (c), a business or sole trader (b), a public body such as a municipality, \
             parish or state office (p), or other, such as a housing company or association (o) [c]: ",
            "yritys",
        ),
    ] {
        terminal.expect(question).send(answer);
    }
    // 100 x 0.105 x 31 / 365 = 0.892 and 100 x 0.095 x 31 / 365 = 0.807 (633/1982 4 a and 4 §).
    for line in [
        "1001 Tmi Sepon Sähkö: 100,89\u{a0}€ by 22.6.2026; business (you said so)",
        "1002 Raahen Soutajat ry: 100,81\u{a0}€ by 29.6.2026; other (you said so)",
        "1003 As Oy Raahen Helmi: 100,81\u{a0}€ by 2.7.2026; consumer (you said so)",
        "1004 Göteborgs Ångsåg AB: 100,89\u{a0}€ by 22.6.2026; business (you said so)",
        "1005 Testi Oy: 100,89\u{a0}€ by 22.6.2026; business (business ID and legal form)",
        "1006 Aino Esimerkki: 100,81\u{a0}€ by 2.7.2026; consumer (no company in the register)",
        "Go on? (y/n) ",
    ] {
        terminal.expect(line);
    }
    terminal.send("y").expect("6 documents in");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert_eq!(screen.matches("Is 100").count(), 5, "{screen}");
    let asked = fs::read_to_string(env.path("output/2026-06-15-1/1001.txt")).unwrap();
    assert!(asked.contains("100,89\u{a0}€"), "{asked}");
}

#[test]
fn a_finnish_screen_asks_in_finnish_and_a_no_writes_nothing() {
    let mut env = doubtful();
    env.set("LANG", "fi_FI.UTF-8");
    let mut terminal = ask(&env, &[]);
    terminal
        .expect(
            "Onko 1001 Tmi Sepon Sähkö kuluttaja (k), yritys tai toiminimi (y), julkisyhteisö, kuten kunta, \
             seurakunta tai virasto (j), vai muu, kuten taloyhtiö tai yhdistys (m) [k]: ",
        )
        .send("kauppias")
        .expect("Vastaa k, y, j tai m.")
        .expect("Onko 1001")
        .send("y")
        .expect("Onko 1002")
        .send("muu")
        .expect("Onko 1003")
        .send("kuluttaja")
        .expect("Onko 1004")
        .send("");
    for line in [
        "1001 Tmi Sepon Sähkö: 100,89\u{a0}€ viimeistään 22.6.2026; yritys (niin sanoit)",
        "korko 16.5.2026–15.6.2026, 31 päivää, 10,5 %: 0,89\u{a0}€ (633/1982 5 §)",
        "viivästyskorko 0,89\u{a0}€, sen jälkeen 0,02\u{a0}€ päivässä 31.12.2026 asti (633/1982 4 a §)",
        "1005 Testi Oy: 100,89\u{a0}€ viimeistään 22.6.2026; yritys (Y-tunnus ja yhtiömuoto)",
        "1006 Aino Esimerkki: 100,81\u{a0}€ viimeistään 2.7.2026; kuluttaja (rekisterissä ei ole yritystä)",
        "Kirjeitä 6; erääntymättömiä 0, maksettuja 0, pois jätettyjä 0, virheellisiä 0",
        "Jatketaanko? (k/e) ",
    ] {
        terminal.expect(line);
    }
    terminal
        .send("ehkä")
        .expect("Vastaa k tai e.")
        .send("e")
        .expect("Mitään ei muutettu.");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    nothing_written(&env);
}

#[test]
fn walking_away_from_a_question_writes_nothing() {
    let env = doubtful();
    for key in [CTRL_C, END_OF_INPUT] {
        let mut terminal = ask(&env, &["--lang", "en"]);
        terminal.expect("Is 1001").send("business");
        terminal.expect("Is 1002").press(key);
        let (screen, status) = terminal.finish();
        assert_ne!(status, 0, "{screen}");
        nothing_written(&env);
    }
}

/// `--yes` asks nothing, `--dry-run` asks what the debtors are, since the plan depends on it, and writes nothing.
#[test]
fn yes_and_dry_run_at_a_terminal() {
    let env = doubtful();
    let mut terminal = ask(&env, &["--lang", "en", "--dry-run"]);
    for number in 1001..=1004 {
        terminal.expect(&format!("Is {number}")).send("other");
    }
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("this was a dry run") && !screen.contains("Go on?"));
    nothing_written(&env);
    let (screen, status) = ask(&env, &["--lang", "en", "--yes"]).finish();
    assert_eq!(status, 0, "{screen}");
    assert!(
        !screen.contains("Is 100") && !screen.contains("Go on?"),
        "{screen}"
    );
    assert_eq!(
        fs::read_dir(env.path("output/2026-06-15-1"))
            .unwrap()
            .count(),
        6
    );
}

/// Nobody can be asked: everybody doubtful is a consumer, for whom all is capped lowest, and the plan says so (513/1999 3 and 10 a §).
#[test]
fn without_a_terminal_doubtful_debtors_are_consumers_and_the_plan_says_why() {
    let env = doubtful();
    for (lang, why) in [
        (
            "en",
            "; consumer (assumed, for the kind is not known: `--kind ",
        ),
        (
            "fi",
            "; kuluttaja (oletus, koska laji ei ole tiedossa: `--kind ",
        ),
    ] {
        let run = letter(&env, &["--lang", lang, "--dry-run"], "reminder", &[]);
        assert_eq!(run.status, 0, "{run}");
        for number in 1001..=1004 {
            let said = format!("{why}{number}=other`)");
            assert_eq!(run.stderr.matches(&said).count(), 1, "{said}\n{run}");
        }
    }
    // Neither --yes nor --dry-run: the plan is shown, and nothing is written.
    let run = reminder(&env, &[], &[]).fails(2);
    assert!(run.stderr.contains("no terminal to ask on"), "{run}");
    nothing_written(&env);
}

/// One typed invoice: what was not given is asked, with its fault on top of the next try, and so is a doubtful kind; then it is written.
#[test]
fn a_typed_invoice_is_asked_for_part_by_part() {
    let env = doubtful();
    let line = [
        "--color", "never", "--lang", "en", "--date", TODAY, "letter", "demand",
    ];
    let paper = ["1001", "--format", "txt", "--output", "o"];
    let mut terminal = start(&env, &[&line[..], &paper].concat());
    for (question, answer) in [
        ("The invoice's number: ", ""),
        ("is required", "77"),
        ("The invoice's date: ", "1.13.2026"),
        ("is a day that the calendar does not have", "1.5.2026"),
        ("The day it should have been paid by: ", "15.5.2026"),
        ("The sum still owed of it: ", "ten"),
        ("is not a sum", "100,00"),
        (
            "Is 1001 Tmi Sepon Sähkö a consumer (c), a business or sole trader (b)",
            "b",
        ),
    ] {
        terminal.expect(question).send(answer);
    }
    terminal.expect("1001 Tmi Sepon Sähkö: 100,43\u{a0}€ by 22.6.2026; business (you said so)");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert!(!screen.contains("Go on?"), "{screen}");
    // Not agreed: sent 1.5. + 30 days = 31.5., so 1.6.-15.6. is 15 days: 100 x 0.105 x 15 / 365 = 0.432 (633/1982 6 §).
    assert!(env.read("o/1001.txt").contains("100,43\u{a0}€"));
}

/// What is wrong with an answer is told where it was given, in the screen's language.
#[test]
fn a_wrong_answer_is_told_at_its_question() {
    let env = doubtful();
    let line = ["--color", "never", "--lang", "fi", "--date", TODAY];
    let letter = ["letter", "reminder", "1006", "--format", "txt"];
    let mut terminal = start(&env, &[&line[..], &letter].concat());
    for (question, answer) in [
        ("Laskun numero: ", ""),
        ("on pakollinen", "77"),
        ("Laskun päiväys: ", "eilen"),
        ("ei ole päivämäärä", "1.5.2026"),
        ("Laskun eräpäivä: ", "15.4.2026"),
        ("on ennen laskun päiväystä", "15.5.2026"),
        ("Laskusta maksamatta: ", "sata"),
        ("ei ole summa kuten 310,00", "95 euroa"),
    ] {
        terminal.expect(question).send(answer);
    }
    terminal.expect("lasku 77, eräpäivä 15.5.2026, avoinna 95,00\u{a0}€");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
}

#[test]
fn a_script_hears_of_all_missing_parts_at_once() {
    let env = doubtful();
    let line = [
        "--lang", "en", "--date", TODAY, "letter", "reminder", "1006",
    ];
    let run = env.run(&[&line[..], &["--due", "15.5.2026"]].concat());
    let run = run.fails(2);
    assert!(
        run.stderr.contains("parts of the invoice are missing"),
        "{run}"
    );
    for flag in ["--invoice", "--invoice-date", "--amount"] {
        let hint = format!("hint: give it with `{flag}`");
        assert!(run.stderr.contains(&hint), "{hint}\n{run}");
    }
    assert!(!run.stderr.contains("`--due`"), "{run}");
}

/// One day is one date, and no "1 days": 1000 x 0.105 x 1 / 365 = 0.288.
#[test]
fn one_day_of_interest_is_told_as_one_day() {
    let env = register(&[&["company=Testi Oy", "business_id=1234567-1"]]);
    env.write(
        "open.csv",
        "customer;invoice;due_date;open;due_agreed\nTesti Oy;1;11.6.2026;1000,00;yes\n",
    );
    for (lang, date, said) in [
        ("fi", "2026-06-12", "korko 12.6.2026, 1 päivä, 10,5 %: 0,29"),
        (
            "fi",
            "2026-06-15",
            "korko 12.6.2026–15.6.2026, 4 päivää, 10,5 %",
        ),
        (
            "en",
            "2026-06-12",
            "interest 12.6.2026, 1 day, 10,5 %: 0,29",
        ),
    ] {
        let list = ["letter", "reminder", "--receivables", "open.csv"];
        let globals = ["--lang", lang, "--date", date, "--dry-run"];
        let run = env.run(&[&globals[..], &list].concat());
        assert!(run.stderr.contains(said), "{said}\n{run}");
        run.ok();
    }
}
