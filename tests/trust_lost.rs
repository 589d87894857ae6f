//! A commit that a rewritten history lost (see `trust`): it is said which, and what is typed brings it back.

use crate::trust::{git, goes_on, pushed};

/// Whoever forces a history without the owner's last act upon her: it is said which commit it was, and what is typed brings it back.
#[test]
fn a_lost_commit_is_offered() {
    let env = pushed();
    env.run(&["edit", "1001", "email=viimeinen@example.fi"])
        .ok();
    let accepted = env.head();
    git(
        &env,
        &["-C", "../evil", "commit", "-q", "--amend", "-m", "mine"],
    );
    git(
        &env,
        &["-C", "../evil", "push", "-q", "--force", "origin", "main"],
    );
    git(&env, &["fetch", "-q", "origin"]);
    git(&env, &["reset", "-q", "--hard", "origin/main"]);
    let look = format!("git log {accepted}");
    let keep = format!("git branch rescued {accepted}");
    for lang in ["en", "fi"] {
        let shown = env.run(&["--lang", lang, "accept", "--dry-run"]);
        for said in ["viimeinen@example.fi → aino@example.fi", &look, &keep] {
            assert!(shown.stderr.contains(said), "{said}: {shown}");
        }
    }
    let shown = env.run(&["--json", "accept", "--dry-run"]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["differences"][0]["accepted"], accepted);
    assert_eq!(shown["differences"][0]["kept"], true);
    let check = env.run(&["--lang", "en", "check"]).fails(3);
    assert!(check.stdout.contains(&accepted[..10]), "{check}");
    let typed: Vec<&str> = keep.split(' ').skip(1).collect();
    env.git(&typed).ok();
    let value = env
        .run(&["show", "1001", "--at", "refs/heads/rescued"])
        .ok();
    assert!(value.contains("viimeinen@example.fi"), "{value}");
    env.git(&["branch", "-D", "rescued"]).ok();
    // Where git has forgotten it, so does the plan, and says where it may be.
    git(&env, &["reflog", "expire", "--expire=now", "--all"]);
    git(&env, &["gc", "-q", "--prune=now"]);
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(
        shown
            .stderr
            .contains(&format!("this git no longer has {accepted}")),
        "{shown}"
    );
    assert!(!shown.stderr.contains(&look), "{shown}");
    env.run(&["accept", "--yes"]).ok();
    goes_on(&env);
}
