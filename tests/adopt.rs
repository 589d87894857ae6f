//! What `commit` takes in is what it looked at: a file swapped while it works does not enter unchecked.

use std::fs;

use rekisteri::register::{Register, Step, adopt};

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

const AINO: &str = "records/10/1001.toml";
const CLEAR: &str = "[customer]\nnumber = 1001\nname = \"Aino Kanarialintu\"\n";
const TOML: &str = "records/register.toml";

/// The register as the program opens it, where somebody writes into a file once `commit` has looked at it.
fn swapped(env: &TestEnv, path: &str, text: &str) -> Register {
    let (file, text) = (env.path(path), text.to_owned());
    let swap = move |step| {
        if step == Step::Checked {
            fs::write(&file, &text).unwrap();
        }
        Ok(())
    };
    Register::open_observed(env.dir(), env.pins(), Box::new(swap)).unwrap()
}

#[test]
fn a_record_swapped_for_one_in_clear_stays_out() {
    let env = TestEnv::three_customers();
    env.reseal(AINO, "customer", "email", "uusi@example.fi");
    let sealed = env.read(AINO);
    let register = swapped(&env, AINO, CLEAR).unlock(test_key());
    let adopted = adopt::adopt(&register, &[], jiff::Timestamp::now()).unwrap();
    assert_eq!(adopted.paths, [AINO]);
    assert_eq!(env.git(&["show", &format!("HEAD:{AINO}")]).ok(), sealed);
    assert!(!env.git(&["log", "-p"]).ok().contains("Kanarialintu"));
    // What came in between is the owner's own matter, and still named.
    assert_eq!(env.read(AINO), CLEAR);
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("1001"), "{check}");
    assert!(env.run(&["commit"]).status != 0);
}

#[test]
fn a_description_swapped_for_a_broken_one_stays_out() {
    let env = TestEnv::three_customers();
    let text = env.read(TOML);
    let mine = text.replace("FI2112345600000785", "FI5810171000000122");
    env.write(TOML, &mine);
    let register = swapped(&env, TOML, "not = toml [").unlock(test_key());
    adopt::adopt(&register, &[], jiff::Timestamp::now()).unwrap();
    assert_eq!(env.git(&["show", &format!("HEAD:{TOML}")]).ok(), mine);
}

/// Between the start, when `register.toml` was parsed, and the look at what is to be committed.
#[test]
fn a_description_swapped_before_the_look_is_refused() {
    let env = TestEnv::three_customers();
    let text = env.read(TOML);
    env.write(TOML, &format!("# mine\n{text}"));
    let register = Register::open(env.dir(), env.pins()).unwrap();
    let register = register.unlock(test_key());
    env.write(TOML, &format!("# another\n{text}"));
    let before = env.state();
    let error = adopt::adopt(&register, &[], jiff::Timestamp::now()).unwrap_err();
    assert!(error.to_string().contains("in the meantime"), "{error}");
    assert_eq!(env.state(), before);
}
