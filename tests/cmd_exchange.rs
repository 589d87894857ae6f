//! Customers in and out: what was exported comes back unchanged, a blank cell keeps, the faulty rows stay behind.

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/customers.csv");

#[test]
fn what_goes_out_comes_in_unchanged() {
    let env = TestEnv::three_customers();
    let mut said = Transcript::of(&env);
    for line in [
        "export",
        "export --format json",
        "export --output $TEST/out.csv",
        "export --format json --output $TEST/out.json",
        "export --format sops-json --output $TEST/sealed",
        "import $TEST/out.csv --yes",
        "import $TEST/out.json --yes",
        "import $TEST/sealed --yes",
        "import $TEST/sealed/1001.json --dry-run",
    ] {
        said.done(&format!("--lang en {line}"));
    }
    said.assert("export-import");
}

#[test]
fn the_sample_comes_in_and_a_blank_cell_keeps() {
    let env = TestEnv::register();
    env.run(&["import", SAMPLE, "--yes"]).ok();
    env.assert_clean();
    env.assert_subject();
    assert_eq!(
        env.run(&["list", "--format", "ids"]).ok().lines().count(),
        60
    );
    let rows = "Asiakasnumero;Nimi;Sähköposti;Laskutusosoite;Salaisuus\n\
                1001;;uusi@example.fi;;x\n;Uusi Asiakas;uudempi@example.fi;;x\n";
    std::fs::write(env.root().join("rows.csv"), rows).unwrap();
    let mut said = Transcript::of(&env);
    said.done("--lang en show 1001");
    said.refused("--lang en import $TEST/rows.csv --dry-run --json");
    said.refused("--lang fi import $TEST/rows.csv --dry-run");
    said.done("--lang en import $TEST/rows.csv --yes");
    said.done("--lang en show 1001").done("--lang en show 1061");
    said.done("--lang en import $PROJECT/tests/data/customers.csv --dry-run");
    said.assert("import");
}

/// A customer in one line of a plan: what explains itself has no label, what was declared has the owner's.
#[test]
fn a_plan_tells_customers_as_people_write_them() {
    let env = TestEnv::register();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    let rows = "Nimi;Yritys;Y-tunnus;Laskutusosoite;Laskutuspostinumero;Laskutuspostitoimipaikka;\
                Postiosoite;Postinumero;Postitoimipaikka;Maa;Puhelin\n\
                Aino Esimerkki;;;Rantakatu 1;92100;Raahe;Rantakatu 1;92100;Raahe;;040 000 0000\n\
                ;Testi Oy;1234567-1;PL 5;92100;Raahe;Satamakuja 1;92100;Raahe;;\n\
                Jürgen Groß;;;;;;Lindenstraße 9;10969;Berlin;DE;\nPelkkä Nimi;;;;;;;;;;\n";
    std::fs::write(env.root().join("rows.csv"), rows).unwrap();
    let mut said = Transcript::of(&env);
    said.refused("--lang fi import $TEST/rows.csv --dry-run");
    said.refused("--lang en import $TEST/rows.csv --dry-run");
    said.assert("import-plan");
}

/// Numbers and lines lead to the rows, in the screen's words; in some thousand rows nobody finds them otherwise.
#[test]
fn a_row_about_the_same_customer_is_named_by_its_line() {
    let env = TestEnv::register();
    for customer in ["Koe Ky, Raahe", "Koe Ky, Oulu"] {
        env.run(&[
            "add",
            &format!("company={customer}"),
            "business_id=9000001-1",
        ])
        .ok();
    }
    let list = "company;business_id\nTesti Oy;1234567-1\nMalli Oyj;9000004-6\nTesti Oyj;1234567-1\nKoe;9000001-1\n";
    env.write("customers.csv", list);
    let refused = env
        .run(&["--lang", "fi", "import", "customers.csv", "--yes"])
        .fails(1);
    for said in [
        "rivi 2: rivi 4 koskee samaa asiakasta",
        "rivi 4: rivi 2 koskee samaa asiakasta",
        "rivi 5: business_id osoittaa useaan asiakkaaseen: 1001, 1002",
    ] {
        assert!(refused.stderr.contains(said), "{said}\n{refused}");
    }
}

#[test]
fn files_that_cannot_be_read() {
    let env = TestEnv::register();
    for (name, text) in [
        ("empty.csv", ""),
        ("names.csv", "Väri;Koko\nsininen;3\n"),
        ("broken.json", "{ \"number\": "),
        ("torn.csv", "Nimi;Sähköposti\n\"Aino;a@example.fi\n"),
    ] {
        std::fs::write(env.root().join(name), text).unwrap();
    }
    let mut said = Transcript::of(&env);
    for rest in [
        "import $TEST/missing.csv --yes",
        "import $TEST/empty.csv --yes",
        "import $TEST/names.csv --yes",
        "import $TEST/names.csv --map Paino=name --yes",
        "import $TEST/names.csv --map Väri=colour --yes",
        "import $TEST/names.csv --map Väri --yes",
        "import $TEST/broken.json --yes",
        "import $TEST/torn.csv --yes",
    ] {
        said.refused(&format!("--lang en {rest}"));
    }
    said.done("--lang en import $TEST/names.csv --map Väri=name --yes");
    said.refused("--lang fi import $TEST/empty.csv --yes");
    said.assert("import-unreadable");
}

/// Inside the register git would take customers in clear; what is there already is not written over unasked.
#[test]
fn customers_in_clear_stay_outside_and_nothing_is_written_over() {
    let env = TestEnv::three_customers();
    let before = env.state();
    for inside in [
        "out.csv",
        "records/out.csv",
        "./out.csv",
        "../reg/templates",
        ".git/out.csv",
    ] {
        let run = env.run(&["export", "--output", inside]).fails(1);
        assert!(
            run.stderr.contains("is inside the register") && run.stderr.contains("hint: "),
            "{run}"
        );
        assert_eq!(env.state(), before, "{inside}");
    }
    std::os::unix::fs::symlink(env.path("records"), env.path("../way")).unwrap();
    drop(env.run(&["export", "--output", "../way/out.csv"]).fails(1));
    env.run(&["export", "--output", "output/out.csv"]).ok();
    env.assert_clean();
    std::fs::write(env.path("../mine.csv"), "mine").unwrap();
    let taken = env.run(&["export", "--output", "../mine.csv"]).fails(1);
    assert!(
        taken.stderr.contains("exists already") && taken.stderr.contains("--force"),
        "{taken}"
    );
    assert_eq!(env.read("../mine.csv"), "mine");
    env.run(&["export", "--output", "../mine.csv", "--force"])
        .ok();
    assert!(env.read("../mine.csv").contains("aino@example.fi"));
    let sealed = ["export", "--format", "sops-json", "--output", "../sealed"];
    env.run(&sealed).ok();
    let first = env.read("../sealed/1001.json");
    let taken = env.run(&sealed).fails(1);
    assert!(taken.stderr.contains("--force"), "{taken}");
    assert_eq!(env.read("../sealed/1001.json"), first);
    env.run(&[&sealed[..], &["--force"]].concat()).ok();
    drop(env.run(&["export", "--force"]).fails(2));
}
