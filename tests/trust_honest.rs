//! Everything that the program itself does, done in another clone (see `trust_claims`): no commit of it is suspected.

use std::fs;

use crate::common::clones::Clones;
use crate::common::sandbox::TestEnv;
use crate::journal::{describe, remind};
use crate::trust_claims::plan;

/// Every act at least once, on records, journals, description and templates, and some of them taken back.
fn everything(env: &TestEnv) {
    let list = "Asiakasnumero;Nimi;Sähköposti\n1001;Aino Esimerkki;aino.uusi@example.fi\n1010;Uusi Asiakas;u@example.fi\n";
    fs::write(env.root().join("list.csv"), list).unwrap();
    env.run(&["add", "name=Viides", "email=v@example.fi"]).ok();
    env.run(&[
        "edit",
        "1001",
        "email=uusi@example.fi",
        "billing_address.street=Katu 2",
    ])
    .ok();
    env.run(&[
        "import",
        "../../list.csv",
        "--map",
        "Asiakasnumero=",
        "--yes",
    ])
    .ok();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    env.run(&["edit", "1002", "phone=018 123", "business_id="])
        .ok();
    env.run(&["undo"]).ok();
    env.run(&["undo"]).ok();
    env.run(&["end", "1003"]).ok();
    env.run(&["restore", "1003", "--field", "state.ended"]).ok();
    env.reseal("records/10/1004.toml", "customer", "name", "Viisi");
    env.run(&["commit"]).ok();
    fs::remove_file(env.path("records/10/1004.toml")).unwrap();
    env.run(&["commit", "--yes"]).ok();
    env.run(&["restore", "1004"]).ok();
    env.run(&["restore", "1002", "--at", "HEAD~9"]).ok();
    env.run(&["undo"]).ok();
    describe(env);
    remind(env, "2026-05-04", &[]).ok();
    env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
    env.run(&["edit", "1002", "email=kolmas@example.fi"]).ok();
    env.run(&["undo", "HEAD~2"]).ok();
    env.run(&["undo", "HEAD~2"]).ok();
    fs::create_dir_all(env.path("templates")).unwrap();
    env.write("templates/prices.fi.txt.jinja", "Hinta {{ set.change }}\n");
    env.run(&["commit"]).ok();
    describe(env);
    for date in ["2026-05-04", "2026-06-15"] {
        remind(env, date, &[]).ok();
    }
    env.run(&["undo"]).ok();
    remind(env, "2026-06-16", &[]).ok();
}

#[test]
fn honest_commits_agree() {
    let mut clones = Clones::new();
    everything(clones.at("b"));
    clones.push("b");
    clones.fetch("a");
    let env = clones.at("a");
    env.git(&["merge", "-q", "--ff-only", "origin/main"]).ok();
    let shown = plan(env);
    let commits = shown["commits"].as_array().unwrap();
    assert!(commits.len() > 13, "{shown}");
    for commit in commits {
        assert_eq!(
            (&commit["ours"], &commit["contradicts"]),
            (&true.into(), &false.into()),
            "{commit}"
        );
    }
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(shown.stderr.contains("which anybody can write"), "{shown}");
    assert!(!shown.stderr.contains("not made by"), "{shown}");
}
