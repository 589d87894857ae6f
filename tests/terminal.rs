//! The program at a terminal: what it asks, what it makes of the answers, and that walking away changes nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::common::sandbox::TestEnv;
use crate::common::terminal::Terminal;
use crate::common::tool;

const PASSPHRASE: &str = "hauki uimari saunavihta";
const CTRL_C: &str = "\u{3}";
const END_OF_INPUT: &str = "\u{4}";

fn start(env: &TestEnv, arguments: &[&str]) -> Terminal {
    Terminal::start(env.rekisteri(arguments))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn commits(env: &TestEnv) -> usize {
    env.git(&["log", "--format=%s"]).ok().lines().count()
}

/// The one file in a folder.
fn only_file(folder: &Path) -> std::path::PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

#[test]
fn init_asks_in_finnish_and_the_recovery_file_opens_the_register() {
    let mut env = TestEnv::empty();
    env.set("LANG", "fi_FI.UTF-8");
    asked_in_finnish(&env);
    let key = only_file(&env.root().join("home/.config/rekisteri"));
    let recovery = env.path("oma rekisteri-recovery.txt");
    assert_eq!((mode(&key), mode(&recovery)), (0o600, 0o600));
    let text = fs::read_to_string(&recovery).unwrap();
    assert!(
        text.contains("Rekisteri:      Raahen Merihuolto Oy"),
        "{text}"
    );
    for secret in [PASSPHRASE, "AGE-SECRET-KEY"] {
        assert!(!text.contains(secret));
    }
    assert!(text.contains(fs::read_to_string(&key).unwrap().trim()));
    let description = env.read("oma rekisteri/records/register.toml");
    for line in [
        "language = \"fi\"",
        "business_id = \"1234567-1\"",
        "iban = \"FI2112345600000785\"",
    ] {
        assert!(description.contains(line), "{description}");
    }
    the_passphrase_is_asked_for_by_name(&mut env);
    the_recovery_file_opens_it(&env, &text);
}

fn asked_in_finnish(env: &TestEnv) {
    let mut terminal = start(env, &["init", "oma rekisteri"]);
    let asks = [
        ("Yrityksen nimi (rekisterinpitäjä): ", ""),
        ("on pakollinen", "Raahen Merihuolto Oy"),
        ("Rekisterin nimi [", ""),
        ("Y-tunnus: ", "1234567-2"),
        ("tarkistusnumero on väärin", "1234567-1"),
        ("Katuosoite: ", "Merikatu 1"),
        ("Postinumero: ", "92100"),
        ("Postitoimipaikka: ", "Raahe"),
        ("Puhelin: ", ""),
        ("Sähköposti: ", "toimisto"),
        ("ei ole sähköpostiosoite", "toimisto@example.fi"),
        ("Yhteyshenkilö: ", "Siiri Sepontytär"),
        ("Yhteyshenkilön sähköposti [toimisto@example.fi]: ", ""),
        ("(IBAN): ", "FI21 1234 5600 0007 86"),
        ("tarkistusnumerot ovat väärin", "FI21 1234 5600 0007 85"),
        ("jos sellainen on: ", ""),
        ("Tilitoimisto", ""),
    ];
    for (question, answer) in asks {
        terminal.expect(question).send(answer);
    }
    let asks = [
        ("Uusi tunnuslause", "salasana"),
        ("Liian helppo arvata.", PASSPHRASE),
        ("Sama uudelleen: ", "hauki uimari"),
        ("eivät olleet samat", PASSPHRASE),
        ("Sama uudelleen: ", PASSPHRASE),
    ];
    for (question, answer) in asks {
        terminal.expect(question);
        if answer != PASSPHRASE || question.starts_with("Sama") {
            terminal.send_hidden(answer);
        } else {
            terminal.expect("Uusi tunnuslause").send_hidden(answer);
        }
    }
    terminal.expect("Avaimesi on").expect(".config/rekisteri/");
    terminal.expect("ilman tunnuslausetta rekisteriä ei avaa enää kukaan");
    terminal
        .expect("oma rekisteri-recovery.txt")
        .expect("rekisteri add");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert!(
        !screen.contains("hauki") && !screen.contains("salasana"),
        "{screen}"
    );
}

fn the_passphrase_is_asked_for_by_name(env: &mut TestEnv) {
    env.enter("oma rekisteri");
    env.assert_clean();
    for (passphrase, expected) in [(PASSPHRASE, 0), ("hauki uimari", 4)] {
        let mut terminal = start(env, &["list"]);
        terminal
            .expect("Tunnuslause (Raahen Merihuolto Oy")
            .expect(": ");
        let (screen, status) = {
            terminal.send_hidden(passphrase);
            terminal.finish()
        };
        assert_eq!(status, expected, "{screen}");
        assert!(!screen.contains("hauki"), "{screen}");
    }
    // Nothing hangs where nobody can be asked.
    let run = env.run(&["list"]).fails(2);
    assert!(run.stderr.contains("--passphrase-command"), "{run}");
    env.enter("..");
}

/// Follows the recovery file's own instructions, then gives the file itself as the key.
fn the_recovery_file_opens_it(env: &TestEnv, text: &str) {
    let typed: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| !line.starts_with("rekisteri"))
        .collect();
    if tool("age").is_some() {
        let mut shell = env.command("sh");
        shell.args(["-c", &typed.join("\n")]);
        let mut terminal = Terminal::start(shell);
        terminal.expect("passphrase").send_hidden(PASSPHRASE);
        let (screen, status) = terminal.finish();
        assert_eq!(status, 0, "{screen}");
        assert!(env.read("key.txt").contains("AGE-SECRET-KEY-1"));
        assert_eq!(mode(&env.path("key.txt")), 0o600);
        let run = env.run(&["-q", "-C", "oma rekisteri", "--identity", "key.txt", "list"]);
        assert!(run.stderr.is_empty(), "{run}");
        run.ok();
    }
    let recovery = "oma rekisteri-recovery.txt";
    let mut terminal = start(
        env,
        &["-C", "oma rekisteri", "--identity", recovery, "list"],
    );
    terminal.expect("Tunnuslause").send_hidden(PASSPHRASE);
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
}

#[test]
fn init_asks_in_english_too_and_quietly() {
    let mut env = TestEnv::empty();
    let config = env.root().join("config");
    env.set("XDG_CONFIG_HOME", config.to_str().unwrap());
    let mut terminal = start(&env, &["init", "reg", "-q", "--color", "never"]);
    terminal.expect("(the controller): ").send("Merihuolto Oy");
    terminal.expect("Name of the register [").send("Customers");
    terminal.expect("(Y-tunnus): ").send("1234567-2");
    // Why it is asked again is said even when quiet.
    terminal
        .expect("has a wrong check digit")
        .expect("(Y-tunnus): ")
        .send("");
    for question in ["Street", "Postcode", "Town", "Phone", "E-mail"] {
        terminal.expect(question).expect(": ").send("");
    }
    for question in [
        "Contact person",
        "E-mail of the contact",
        "(IBAN)",
        "Web address",
        "Accounting firm",
    ] {
        terminal.expect(question).expect(": ").send("");
    }
    terminal
        .expect("New passphrase")
        .expect(": ")
        .send_hidden("Merihuolto Oy");
    terminal
        .expect("Too easily guessed.")
        .expect(": ")
        .send_hidden(PASSPHRASE);
    terminal.expect("The same again: ").send_hidden(PASSPHRASE);
    let (screen, status) = terminal.finish();
    assert_eq!(status, 0, "{screen}");
    assert!(
        !screen.contains('\u{1b}') && !screen.contains("Next:"),
        "{screen}"
    );
    assert_eq!(mode(&only_file(&config.join("rekisteri"))), 0o600);
    let description = env.read("reg/records/register.toml");
    assert!(
        description.contains("name = \"Customers\""),
        "{description}"
    );
}

#[test]
fn leaving_init_half_way_makes_nothing() {
    for key in [CTRL_C, END_OF_INPUT] {
        let env = TestEnv::empty();
        let mut terminal = start(&env, &["init", "reg"]);
        terminal.expect("(the controller): ").send("Merihuolto Oy");
        terminal.expect("Name of the register").press(key);
        let (screen, status) = terminal.finish();
        assert_ne!(status, 0, "{screen}");
        assert!(!env.path("reg").exists() && !env.path("reg-recovery.txt").exists());
        assert!(!env.root().join("home/.config").exists());
    }
}

#[test]
fn leaving_at_the_passphrase_makes_nothing_and_mends_the_terminal() {
    for key in [CTRL_C, END_OF_INPUT] {
        let env = TestEnv::empty();
        let mut shell = env.command("sh");
        let program = env!("CARGO_BIN_EXE_rekisteri");
        let script = format!(
            "trap : INT; {program} init reg --controller Merihuolto; echo ended $?; read answer"
        );
        shell.args(["-c", &script]);
        let mut terminal = Terminal::start(shell);
        terminal.expect("New passphrase");
        while terminal.echoes() {}
        terminal.press(key).expect("ended 1");
        assert!(terminal.echoes());
        terminal.send("");
        let (screen, _) = terminal.finish();
        assert!(!env.path("reg").exists(), "{screen}");
        assert!(!env.root().join("home/.config").exists(), "{screen}");
    }
}

#[test]
fn a_recovery_file_in_the_way_is_told_before_the_questions() {
    let env = TestEnv::empty();
    env.write("reg-recovery.txt", "precious");
    let (screen, status) = start(&env, &["init", "reg"]).finish();
    assert_eq!(status, 1, "{screen}");
    assert!(screen.contains("exists already"), "{screen}");
    assert_eq!(env.read("reg-recovery.txt"), "precious");
}

#[test]
fn add_asks_field_by_field_in_the_readers_language() {
    let mut env = TestEnv::register();
    env.set("LANG", "fi_FI.UTF-8");
    let mut terminal = start(&env, &["add"]);
    let asks = [
        ("Nimi: ", "Åke \u{202e}Öhman"),
        // An override of the reading direction is no part of a name.
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
    for (question, answer) in asks {
        terminal.expect(question).send(answer);
    }
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
    for (question, answer) in asks {
        terminal.expect(question).send(answer);
    }
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
