//! Daily work at a terminal: `add` and `import` ask, and walking away changes nothing.

use std::fs;

use crate::common::sandbox::TestEnv;
use crate::common::terminal::{CTRL_C, END_OF_INPUT, Terminal, start};

fn commits(env: &TestEnv) -> usize {
    env.git(&["log", "--format=%s"]).ok().lines().count()
}

#[test]
fn add_asks_field_by_field_in_the_readers_language() {
    let mut env = TestEnv::register();
    env.set("LANG", "fi_FI.UTF-8");
    let mut terminal = start(&env, &["add"]);
    let asks = [
        ("Nimi: ", "Åke \u{9b}Öhman"),
        // A control character is no part of a name.
        ("sisältää ohjausmerkin", "Åke Öhman"),
        ("Yritys: ", ""),
        ("Laskutuksen katuosoite: ", "Torggatan 2"),
        ("Laskutuksen maa [FI]: ", ""),
        ("Laskutuksen postinumero: ", ""),
        ("puuttuu", "2210"),
        ("ei ole viisinumeroinen postinumero", "22100"),
        ("Laskutuksen postitoimipaikka: ", ""),
        ("puuttuu", "Mariehamn"),
        // Without a street the rest of the address is not asked.
        ("Postiosoite: ", ""),
        ("Sähköposti: ", "ake@"),
        ("ei ole sähköpostiosoite", "ake@example.fi"),
        ("Y-tunnus: ", "12"),
        ("ei ole Y-tunnus", ""),
    ];
    terminal.answer(&asks);
    terminal.expect("1001\r\n");
    terminal.expect("https://merihuolto.example.fi/tietosuoja");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    let shown = env.run(&["show", "1001"]).ok();
    assert!(shown.contains("Åke Öhman"), "{shown}");
    // Enter at the country leaves it to the postcode.
    assert!(shown.contains("AX"), "{shown}");
    env.assert_clean();
}

#[test]
fn add_asks_for_a_foreign_country_before_its_postcode() {
    let env = TestEnv::register();
    let mut terminal = start(&env, &["add", "--color", "never"]);
    let asks = [
        ("Name: ", ""),
        ("Company: ", ""),
        ("name or company is required", "Beispiel GmbH"),
        ("Billing street: ", "Hafenstraße 1"),
        ("Billing country [FI]: ", "Saksa"),
        ("is not a two-letter country code", "de"),
        ("Billing postcode: ", "D-20457"),
        ("Billing town: ", "Hamburg"),
        ("Postal street: ", ""),
        ("E-mail: ", ""),
        ("Business ID: ", ""),
    ];
    terminal.answer(&asks);
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    let shown = env.run(&["--json", "show", "1001"]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["billing_address"]["country"], "DE");
    assert_eq!(shown["billing_address"]["postcode"], "D-20457");
}

/// Answers `add` with a customer who is there already.
fn add_testi(env: &TestEnv) -> Terminal {
    let mut terminal = start(env, &["add"]);
    terminal.expect("Name: ").send("");
    terminal.expect("Company: ").send("Testi");
    terminal.expect("Billing street: ").send("");
    terminal.expect("Postal street: ").send("");
    terminal.expect("E-mail: ").send("TOIMISTO@example.com");
    terminal.expect("Business ID: ").send("1234567-1");
    terminal
        .expect("warning:")
        .expect("customer 1002 has the same business ID");
    terminal.expect("Add anyway? (y/n) ");
    terminal
}

#[test]
fn a_duplicate_is_warned_of_and_asked_about() {
    let env = TestEnv::three_customers();
    let mut terminal = add_testi(&env);
    terminal
        .send("")
        .expect("Answer y or n.")
        .send("n")
        .expect("Nothing changed.");
    assert_eq!(terminal.finish().1, 0);
    assert_eq!(commits(&env), 4);
    let mut terminal = add_testi(&env);
    terminal.send("y").expect("1004\r\n");
    assert_eq!(terminal.finish().1, 0);
    assert_eq!(commits(&env), 5);
    env.assert_clean();
}

#[test]
fn leaving_add_half_way_changes_nothing() {
    let env = TestEnv::three_customers();
    for key in [CTRL_C, END_OF_INPUT] {
        let mut terminal = start(&env, &["add"]);
        terminal.expect("Name: ").send("Aino");
        terminal.expect("Company: ").press(key);
        let (screen, status) = terminal.finish();
        assert_ne!(status, 0, "{screen}");
    }
    let mut terminal = add_testi(&env);
    terminal.press(CTRL_C);
    assert_ne!(terminal.finish().1, 0);
    assert_eq!(commits(&env), 4);
    env.assert_clean();
}

#[test]
fn a_plan_is_carried_out_after_yes_only() {
    let env = TestEnv::three_customers();
    let file = env.root().join("in.csv").display().to_string();
    fs::write(
        &file,
        "name;email;\u{1b}]0;x\nAino Esimerkki;aino@example.fi;1\nUno Uusi;uno@example.fi;2\n",
    )
    .unwrap();
    for (answer, code) in [("n", 0), (CTRL_C, -1), (END_OF_INPUT, 1)] {
        let mut terminal = start(&env, &["import", &file]);
        terminal
            .expect("1 new, 0 changed, 1 unchanged, 0 faulty")
            .expect("Go on? (y/n) ");
        if answer == "n" {
            terminal.send("n").expect("Nothing changed.");
        } else {
            terminal.press(answer);
        }
        let (screen, status) = terminal.finish();
        assert_eq!(status, code, "{screen}");
        // A header is shown, not obeyed.
        assert!(!screen.contains('\u{1b}'), "{screen}");
        assert_eq!(commits(&env), 4);
        env.assert_clean();
    }
    let mut terminal = start(&env, &["-q", "import", &file]);
    // Whoever is asked is shown what about, even when quiet.
    terminal
        .expect("Uno Uusi")
        .expect("1 new")
        .expect("Go on? (y/n) ")
        .send("Yes");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert_eq!(commits(&env), 5);
    env.assert_clean();
}

#[test]
fn with_json_the_plan_is_data_and_the_question_is_not() {
    let env = TestEnv::three_customers();
    let file = env.root().join("in.csv").display().to_string();
    fs::write(&file, "name;email\nUno Uusi;uno@example.fi\n").unwrap();
    let (script, out) = (
        format!("\"$0\" --json import {file} > plan.json"),
        env.root().join("work/plan.json"),
    );
    let mut shell = env.command("sh");
    shell.current_dir(env.root().join("work"));
    shell
        .args(["-c", &script, env!("CARGO_BIN_EXE_rekisteri")])
        .env("REKISTERI_DIR", env.dir());
    let mut terminal = Terminal::start(shell);
    terminal.expect("Go on? (y/n) ").send("k");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    let plan: serde_json::Value = serde_json::from_str(&fs::read_to_string(out).unwrap()).unwrap();
    assert_eq!(plan["new"][0]["name"], "Uno Uusi");
    assert_eq!(commits(&env), 5);
}

#[test]
fn columns_are_asked_for_once_and_remembered() {
    let mut env = TestEnv::register();
    env.set("LANG", "fi_FI.UTF-8");
    let file = env.root().join("in.csv").display().to_string();
    fs::write(&file, "Kuka;Postia;Muuta\nUno Uusi;uno@example.fi;x\n").unwrap();
    let mut terminal = start(&env, &["import", &file]);
    terminal.expect("Sarake ”Kuka”: ").send("nmae");
    terminal
        .expect("`nmae` ei ole käytössä oleva kenttä")
        .expect("`name`")
        .send("name");
    terminal.expect("Sarake ”Postia”: ").send("name");
    terminal.expect("menisivät samaan kenttään").send("email");
    terminal.expect("Sarake ”Muuta”: ").send("");
    terminal
        .expect("1 uutta")
        .expect("(k/e) ")
        .send("e")
        .expect("Mitään ei muutettu.");
    assert_eq!(terminal.finish().1, 0);
    // Declined: not remembered either.
    env.assert_clean();
    let mut terminal = start(&env, &["import", &file]);
    for (column, field) in [
        ("Kuka", "name_or_company"),
        ("Postia", "email"),
        ("Muuta", ""),
    ] {
        terminal.expect(column).expect(": ").send(field);
    }
    terminal.expect("(k/e) ").send("k");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    let description = env.read("records/register.toml");
    for line in [
        "Kuka = \"name_or_company\"",
        "Postia = \"customer.email\"",
        "Muuta = \"\"",
    ] {
        assert!(description.contains(line), "{description}");
    }
    fs::write(&file, "Kuka;Postia;Muuta\nDuo Uusi;duo@example.fi;x\n").unwrap();
    let mut terminal = start(&env, &["import", &file]);
    terminal.expect("1 uutta").expect("(k/e) ").send("kyllä");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert!(!screen.contains("Sarake ”"), "{screen}");
    env.assert_clean();
}
