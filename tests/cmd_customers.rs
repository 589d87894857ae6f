//! The daily work on customers, each command leaving the register clean and its history in the fixed words.

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

#[test]
fn a_customers_life() {
    let env = TestEnv::register();
    let mut said = Transcript::of(&env);
    let address = "billing_address.postcode=92100 billing_address.city=Raahe";
    said.done(&format!(
        "--lang en add 'name=Åke Öström' email=ake@example.fi 'billing_address.street=Rantakatu 1' {address}"
    ));
    said.done("--lang en add 'company=Testi Oy' business_id=1234567-1");
    said.with_input(
        "--lang en add -",
        "# on standard input\nname = Bo Ek\nemail=ake@example.fi\n",
    );
    for line in [
        "edit 1001 email=ake.ostrom@example.fi",
        "edit 1001 email=ake.ostrom@example.fi",
        "edit 'ake ostrom' email=",
        "show 1001",
        "show 1001 --json",
        "list",
        "list --where email",
        "list --where billing_address.city=raahe --format csv",
        "find ostrom",
        "find RANTAKATU",
        "find nothing",
        "find rantakatu --json",
        "end 1002",
        "list --format ids",
        "list --where state.ended --format ids",
        "restore 1002 --field state.ended",
        "restore 1001 --field email",
        "log 1001",
        "log --json",
        "diff",
        "check",
    ] {
        said.done(&format!("--lang en --date 2026-11-24 {line}"));
    }
    said.done("--lang fi list")
        .done("--lang fi show 1001")
        .done("--lang fi find ostrom");
    said.assert("customers");
    env.assert_clean();
}

#[test]
fn find_lists_and_never_prints_a_whole_record() {
    let env = TestEnv::three_customers();
    let found = env.run(&["find", "1001"]).ok();
    assert!(
        found.contains("Aino Esimerkki") && !found.contains("Rantakatu"),
        "{found}"
    );
}

/// A number is given once, even where the record was taken away by hand.
#[test]
fn numbers_are_never_given_twice() {
    let env = TestEnv::three_customers();
    std::fs::remove_file(env.path("records/10/1003.toml")).unwrap();
    env.run(&["commit", "--yes"]).ok();
    env.assert_clean();
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
    let mut said = Transcript::of(&env);
    said.done("--lang en log 1003")
        .refused("--lang en show 1003");
    said.assert("number-gone");
}

#[test]
fn the_description_is_kept_in_order() {
    let env = TestEnv::three_customers();
    let mut said = Transcript::of(&env);
    for line in [
        "describe contact.name=Sanni 'bank.iban=FI21 1234 5600 0007 85'",
        "describe contact.name=Sanni",
        "describe fields.customer.phone=Puhelin",
        "edit 1001 'phone=+358 00 123'",
        "show 1001",
        "describe",
    ] {
        said.done(&format!("--lang en {line}"));
    }
    said.refused("--lang en describe fields.customer.phone=");
    said.assert("describe");
    assert!(
        env.read("records/register.toml")
            .contains("# Tili, jolle maksetaan.")
    );
}
