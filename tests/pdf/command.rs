//! `notice` and `letter` on the command line: which files are written, and when the owner's own text goes before the built-in PDF.

use std::fs;

use crate::common::sandbox::TestEnv;

const SERVICES: [&str; 7] = [
    "--date",
    "2026-11-24",
    "notice",
    "services",
    "--set",
    "change=Harjaus päättyy.",
    "--set",
];

fn notice(env: &TestEnv, rest: &[&str]) -> String {
    let paper = ["from=1.1.2027", "--channel", "post"];
    env.run(&[&SERVICES[..], &paper, rest].concat()).ok()
}

fn names(env: &TestEnv, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(env.path(folder)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn letters_are_pdf_and_several_have_a_joint_file() {
    let env = TestEnv::three_customers();
    notice(&env, &["1001"]);
    notice(&env, &["1001", "1003"]);
    notice(&env, &["1001", "--format", "pdf,txt"]);
    let folder = |n: usize| names(&env, &format!("output/2026-11-24-{n}"));
    assert_eq!(folder(1), ["1001.pdf"]);
    assert_eq!(folder(2), ["1001.pdf", "1003.pdf", "all.pdf"]);
    assert_eq!(folder(3), ["1001.pdf", "1001.txt"]);
    assert!(
        fs::read(env.path("output/2026-11-24-1/1001.pdf"))
            .unwrap()
            .starts_with(b"%PDF-1.7")
    );
    let index = env.read("output/index.json");
    assert!(index.contains("2026-11-24-3/1001.pdf") && !index.contains("all.pdf"));
    assert!(
        env.run(&["notice", "services", "1001", "--format", "html"])
            .fails(2)
            .stderr
            .contains("pdf or txt")
    );
}

#[test]
fn her_own_text_goes_before_the_built_in_pdf() {
    let env = TestEnv::three_customers();
    fs::create_dir_all(env.path("templates")).unwrap();
    env.write(
        "templates/services.fi.txt.jinja",
        "Oma kirje {{ set.change }} {{ set.from }}",
    );
    env.run(&["commit", "--yes"]).ok();
    notice(&env, &["1001"]);
    assert_eq!(names(&env, "output/2026-11-24-1"), ["1001.txt"]);
    notice(&env, &["1001", "--format", "pdf"]);
    assert_eq!(names(&env, "output/2026-11-24-2"), ["1001.pdf"]);
    env.write(
        "templates/services.fi.typ.jinja",
        "#set document(title: \"x\")\n#set text(lang: \"fi\")\nOma {{ set.change }} {{ set.from }}",
    );
    env.run(&["commit", "--yes"]).ok();
    notice(&env, &["1001"]);
    assert_eq!(names(&env, "output/2026-11-24-3"), ["1001.pdf"]);
}

#[test]
fn a_name_that_no_font_has_is_told_with_what_to_do() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "name=山田太郎"]).ok();
    let arguments = [&SERVICES[..], &["from=1.1.2027", "1001", "1003"]].concat();
    // The other one's letter waits for a yes.
    let said = env.run(&arguments).fails(2).stderr;
    assert!(
        said.contains("left out: 1001") && said.contains("--format txt") && !said.contains('山'),
        "{said}"
    );
    assert!(!env.path("output/2026-11-24-1").exists());
    notice(&env, &["1001", "--format", "txt"]);
}
