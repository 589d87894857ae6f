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
        .run(&["edit", "1001", "sähköposti=x@example.fi"])
        .fails(1);
    assert!(run.stderr.contains("did you mean `email`?"), "{run}");
    let run = env.run(&["notice", "hinnat", "1001"]).fails(1);
    assert!(
        run.stderr
            .contains("the templates are contact, prices, reminder, services"),
        "{run}"
    );
}
