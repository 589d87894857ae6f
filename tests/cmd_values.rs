//! What may not be typed: names that do not exist, values of every type that are not what they should be.

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

#[test]
fn names_that_do_not_exist() {
    let env = TestEnv::three_customers();
    env.run(&["add", "name=Aino Esimerkki"]).ok();
    let mut said = Transcript::of(&env);
    said.refused_in_both(&[
        "edit 1001 emial=aino@example.fi",
        "edit 1001 phone=123",
        "edit 1001 email",
        "describe contct.name=Aino",
        "describe nothing.like.it=1",
        "describe name",
        "show 1003x",
        "show 1009",
        "show 'Aino Esimerki'",
        "show 'Aino Esimerkki'",
        "show 'Nobody At All'",
        "show nobody@example.fi",
        "show 1001-1003",
        "end 'Bo Ek'",
        "restore 1001",
        "restore 1001 --at yesterday",
        "restore 1001 --at 1.1.2020",
        "restore 1001 --at 32.11.2026",
        "list --date 31.9.2026",
        "log 1999",
        "list --where emial",
        "list --where =",
    ]);
    said.assert("unknown-names");
}

#[test]
fn values_that_are_not_what_they_should_be() {
    let env = TestEnv::three_customers();
    let mut said = Transcript::of(&env);
    let values = [
        "email=aino",
        "business_id=1234567-2",
        "business_id=12345",
        "billing_address.postcode=9210",
        "billing_address.city=",
        "billing_address.country=Suomi",
        "'name=Aino 131052-308T'",
        "'name=Aino\u{1b}[31m'",
        "name=",
        "state.ended=soon",
        "state.ended=9.13.2026",
        "customer.number=7",
    ];
    for value in values {
        said.refused(&format!("--lang en edit 1001 {value}"));
    }
    let all = "email=aino business_id=1 billing_address.postcode=9210 billing_address.country=XX";
    said.refused(&format!("--lang en edit 1001 {all}"));
    said.refused(&format!("--lang fi edit 1001 {all}"));
    said.refused("--lang fi edit 1001 'name=Aino 131052-308T'");
    said.refused("--lang en add email=aino@example.org");
    said.assert("bad-values");
}

#[test]
fn settings_that_are_not_what_they_should_be() {
    let env = TestEnv::register();
    let mut said = Transcript::of(&env);
    for value in [
        "bank.iban=FI2112345600000786",
        "bank.iban=1",
        "bank.bic=x",
        "controller.business_id=1234567-2",
        "contact.email=aino",
        "controller.postcode=1",
        "language=de",
        "notice_url=merihuolto.example.fi",
        "id=1",
        "sample=true",
        "letters.payment_days=0",
    ] {
        said.refused(&format!("--lang en describe {value}"));
    }
    said.refused("--lang fi describe bank.iban=FI2112345600000786 contact.email=aino");
    said.assert("bad-settings");
}

/// Whatever the screen calls a field may be typed in its place, in either language of the screen and in the owner's words.
#[test]
fn a_label_that_is_shown_is_a_name_of_its_field() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    let edit = [
        "Nimi=Aino Uusi",
        "SÄHKÖPOSTI=uusi@example.fi",
        "Business ID=0112038-9",
        "puhelin=040 123",
    ];
    env.run(&[&["edit", "1001"], &edit[..]].concat()).ok();
    let shown = env.run(&["show", "1001", "--json"]).ok();
    for value in ["Aino Uusi", "uusi@example.fi", "0112038-9", "040 123"] {
        assert!(shown.contains(value), "{shown}");
    }
    for selector in ["Y-tunnus=0112038-9", "Puhelin", "E-mail=uusi@*"] {
        let listed = env.run(&["list", "--format", "ids", "--where", selector]);
        assert_eq!(listed.ok(), "1001\n", "{selector}");
    }
    let without = env.run(&["list", "--format", "ids", "--where", "!Puhelin"]);
    assert_eq!(without.ok(), "1002\n1003\n");
    env.run(&["restore", "1001", "--field", "Sähköposti"]).ok();
    let shown = env.run(&["show", "1001"]).ok();
    assert!(shown.contains("aino@example.fi"), "{shown}");
    let added = env.run(&["add", "Yritys=Toinen Oy"]).ok();
    assert_eq!(added, "1004\n");
}

/// A hint names only what would be taken.
#[test]
fn a_field_that_is_not_there_is_hinted_at_by_what_can_be_declared() {
    let env = TestEnv::three_customers();
    for (typed, hint) in [
        ("puhelin", "describe fields.customer.phone="),
        ("phone", "describe fields.customer.phone="),
        ("Luokka 2", "describe fields.customer.luokka_2="),
        ("Sähköpostti", "did you mean `email`"),
        ("number", "the program gives the number"),
        ("Asiakasnumero", "the program gives the number"),
    ] {
        let value = format!("{typed}=1");
        let refused = env.run(&["--lang", "en", "edit", "1001", &value]).fails(1);
        assert!(refused.stderr.contains(hint), "{typed}: {refused}");
    }
    let refused = env.run(&["--lang", "en", "edit", "1001", "§=1"]).fails(1);
    assert!(!refused.stderr.contains("describe"), "{refused}");
}
