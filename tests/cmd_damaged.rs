//! A register that somebody's hand, editor or disk has been at: refused by name, or taken in by `commit`.

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

const AINO: &str = "records/10/1001.toml";

#[test]
fn a_record_changed_elsewhere_is_taken_in_first() {
    let env = TestEnv::three_customers();
    env.reseal(AINO, "customer", "email", "aino.uusi@example.fi");
    let mut said = Transcript::of(&env);
    said.refused_in_both(&["edit 1001 'name=Aino Toinen'", "diff"]);
    said.run("--lang en check");
    said.done("--lang en commit")
        .done("--lang en edit 1001 'name=Aino Toinen'");
    said.done("--lang en log 1001");
    said.assert("changed-elsewhere");
}

#[test]
fn public_files_changed_by_hand_are_taken_in() {
    let env = TestEnv::register();
    let toml = env.read("records/register.toml");
    std::fs::create_dir(env.path("templates")).unwrap();
    env.write("templates/hello.fi.txt.jinja", "Hei {{ customer.name }}\n");
    env.write("records/register.toml", &toml.replace("Siiri", "Saara"));
    let mut said = Transcript::of(&env);
    said.refused("--lang en describe contact.name=Sanni");
    said.done("--lang en commit --yes").done("--lang en commit");
    env.write("records/register.toml", &format!("{toml}\nnonsense = 1\n"));
    said.refused("--lang en commit");
    env.write("records/register.toml", "not toml at all [");
    said.refused("--lang en list").refused("--lang fi list");
    said.assert("public-by-hand");
}

/// What is damaged in the last commit comes back from an earlier one; so does what was taken away.
#[test]
fn lost_records_come_back() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email="]).ok();
    env.tamper(AINO, "name");
    std::fs::remove_file(env.path("records/10/1003.toml")).unwrap();
    env.git_by_hand(&["commit", "-qam", "damage"]).ok();
    env.run(&["accept", "--yes"]).ok();
    let mut said = Transcript::of(&env);
    said.refused("--lang en restore 1001 --field email");
    said.done("--lang en restore 1001")
        .done("--lang en restore 1003");
    said.done("--lang en list");
    said.assert("lost");
}

#[test]
fn records_that_are_not_sound() {
    let env = TestEnv::three_customers();
    env.tamper(AINO, "email");
    env.write(
        "records/10/1002.toml",
        "[customer]\nnumber = 1002\nname = \"Testi\"\n",
    );
    env.write(
        "records/10/1004.toml",
        "[customer]\nnumber = 1004\nname = \"Testi\"\n",
    );
    env.write("records/10/1005.toml", &env.read("records/10/1003.toml"));
    env.write("records/10/notes.txt", "ring them");
    let mut said = Transcript::of(&env);
    said.refused_in_both(&[
        "show 1001",
        "show 1002",
        "show 1004",
        "show 1005",
        "list",
        "check",
        "commit 1001",
        "commit",
    ]);
    said.assert("not-sound");
}

/// A fault of `register.toml` says where and of which key it is, whether the parser or a rule found it.
#[test]
fn a_fault_of_the_description_names_its_key_and_line() {
    let env = TestEnv::register();
    let toml = env.read("records/register.toml");
    let at = |text: &str, part: &str| {
        text.lines()
            .position(|line| line.starts_with(part))
            .unwrap()
            + 1
    };
    let refused = |text: &str| {
        env.write("records/register.toml", text);
        env.run(&["--lang", "en", "list"]).fails(1).stderr
    };
    let line = at(&toml, "iban = ");
    let old = toml.lines().nth(line - 1).unwrap();
    let said = refused(&toml.replace(old, "iban = \"FI2112345600000786\""));
    let wanted = format!("line {line}: `bank.iban` is an IBAN with wrong check digits");
    assert!(said.contains(&wanted), "{said}");
    let said = refused(&toml.replace(old, "iban = 1"));
    assert!(
        said.contains(&format!("line {line}: `bank.iban`: invalid type")),
        "{said}"
    );
    let twice = "\n[[fields]]\npath = \"customer.phone\"\nlabel = \"Puhelin\"\n";
    let twice = format!("{toml}{twice}{}", twice.replace("phone", "mobile"));
    let line = twice.lines().count();
    let said = refused(&twice);
    let wanted = format!("line {line}: `fields.2.label` is the label of another field too");
    assert!(said.contains(&wanted), "{said}");
}

#[test]
fn a_second_field_of_the_same_label_is_not_declared() {
    let env = TestEnv::register();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    let again = env
        .run(&["describe", "fields.customer.mobile=puhelin"])
        .fails(1);
    assert!(
        again.stderr.contains("is the label of another field too"),
        "{again}"
    );
    assert!(!again.stderr.contains("line"), "{again}");
}
