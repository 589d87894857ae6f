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
