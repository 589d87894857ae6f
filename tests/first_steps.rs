//! What a new owner runs into first: each thing is said before it costs her something.

use crate::common::sandbox::TestEnv;

#[test]
fn a_register_for_a_key_that_was_named_says_so() {
    let env = TestEnv::register();
    let made = env.run(&["init", "../other", "--controller", "Toinen Oy"]);
    assert!(
        made.stderr
            .contains("no new key and no recovery file were made"),
        "{made}"
    );
    made.ok();
    let listed = env.run(&["-C", "../other", "list"]);
    assert!(listed.stderr.contains("No customers yet"), "{listed}");
}

#[test]
fn diff_names_a_description_that_was_changed_by_hand() {
    let env = TestEnv::three_customers();
    let text = env.read("records/register.toml");
    env.write("records/register.toml", &format!("{text}# mine\n"));
    let run = env.run(&["diff"]);
    assert!(
        run.stderr
            .contains("`records/register.toml` has changes that are not committed"),
        "{run}"
    );
    assert!(!run.stderr.contains("Nothing has changed"), "{run}");
}

#[test]
fn fields_are_understood_as_people_call_them() {
    let env = TestEnv::three_customers();
    let run = env
        .run(&["edit", "1001", "sähköpostiosoite=x@example.fi"])
        .fails(1);
    assert!(run.stderr.contains("did you mean `email`?"), "{run}");
    let run = env.run(&["notice", "hinnat", "1001"]).fails(1);
    assert!(
        run.stderr
            .contains("the templates are contact, prices, services"),
        "{run}"
    );
}

#[test]
fn what_looks_like_an_identity_code_is_warned_of_and_a_real_one_refused() {
    let env = TestEnv::three_customers();
    // Of the shape, with a wrong check character; the right one is T.
    let added = env.run(&["add", "name=131052-308X"]);
    assert!(
        added
            .stderr
            .contains("looks like a personal identity code with a wrong check character"),
        "{added}"
    );
    added.ok();
    let edited = env.run(&["edit", "1001", "name=131052-308X"]);
    assert!(edited.stderr.contains("customer 1001: "), "{edited}");
    edited.ok();
    env.write(
        "../list.csv",
        "Nimi;Sähköposti\n131052-308Y;y@example.fi\n131052-308T;t@example.fi\n",
    );
    let plan = env.run(&["import", "../list.csv", "--dry-run"]).fails(1);
    assert!(
        plan.stderr.contains("wrong check character") && plan.stderr.contains("line 3: "),
        "{plan}"
    );
    drop(env.run(&["edit", "1002", "company=131052-308T"]).fails(1));
}

#[test]
fn a_letter_to_a_customer_of_the_past_is_warned_of() {
    let env = TestEnv::three_customers();
    env.run(&["end", "1001"]).ok();
    let set = ["--set", "from=1.1.2027", "--set", "change=Hinta nousee."];
    let run = env.run(&[&["notice", "prices", "1001"][..], &set].concat());
    assert!(
        run.stderr
            .contains("the relationship with customer 1001 has ended"),
        "{run}"
    );
    run.ok();
}

/// A namesake may be somebody else: told, and added all the same.
#[test]
fn a_namesake_is_told_of_when_somebody_is_added() {
    let env = TestEnv::register();
    env.run(&["add", "name=Aino Esimerkki"]).ok();
    let added = env.run(&[
        "--lang",
        "en",
        "add",
        "name=AINO ESIMERKKI",
        "email=a@example.fi",
    ]);
    assert!(
        added.stderr.contains("customer 1001 has the same name"),
        "{added}"
    );
    assert_eq!(added.ok(), "1002\n");
    let other = env.run(&["--lang", "en", "add", "name=Toinen"]);
    assert!(!other.stderr.contains("has the same"), "{other}");
    // Among those that there are, namesakes are nobody's mistake.
    let checked = env.run(&["--lang", "en", "check"]).ok();
    assert!(!checked.contains("the same name"), "{checked}");
}
