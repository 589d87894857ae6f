//! `init` at a terminal: what it asks, what it makes of the answers, the key and the recovery file it leaves.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::common::sandbox::TestEnv;
use crate::common::terminal::{CTRL_C, END_OF_INPUT, Terminal, start};
use crate::common::tools::tool;

const PASSPHRASE: &str = "hauki uimari saunavihta";

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
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
    // The controller is the holder already.
    assert!(!description.contains("holder ="), "{description}");
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
        ("Postinumero: ", "9210"),
        ("ei ole viisinumeroinen postinumero", "92100"),
        ("Postitoimipaikka: ", "Raahe"),
        ("Puhelin: ", ""),
        ("Sähköposti: ", "toimisto"),
        ("ei ole sähköpostiosoite", "toimisto@example.fi"),
        ("Yhteyshenkilö: ", "Siiri Sepontytär"),
        ("Yhteyshenkilön sähköposti [toimisto@example.fi]: ", ""),
        ("(IBAN): ", "FI21 1234 5600 0007 86"),
        ("tarkistusnumerot ovat väärin", "FI21 1234 5600 0007 85"),
        ("saajan nimeä) [Raahen Merihuolto Oy]: ", ""),
        ("jos sellainen on: ", ""),
        ("Tilitoimisto", "Tili 131052-308T"),
        ("henkilötunnuksen", ""),
    ];
    terminal.answer(&asks);
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
        terminal.until_echo(false);
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
