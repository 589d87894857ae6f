//! `--date` with a day that has not come: what bears it goes on, and says so.

use crate::common::sandbox::Run;
use crate::journal::{register, remind};

/// A slip of the year: letters and `end` go on, and say what the date does.
#[test]
fn a_date_that_has_not_come_is_warned_of() {
    let env = register();
    let notice = "notice contact 1001 --set change=x --set from=1.1.2027 --format txt --yes";
    let warns = |run: Run, part: &str| {
        let warned = run.stderr.contains("tulevaisuudessa") || run.stderr.contains("future");
        assert_eq!(warned, !part.is_empty(), "{run}");
        assert!(run.stderr.contains(part), "{run}");
        run.ok();
    };
    let dated = |date: &str, language: &str, act: &str| {
        env.run_line(&format!("--date {date} --lang {language} {act}"))
    };
    warns(dated("2026-05-04", "en", notice), "");
    let part = "warning: the date is in the future: 4.5.2999. The letters bear it";
    warns(dated("2999-05-04", "en", notice), part);
    let part = "päivä on tulevaisuudessa: 5.5.2999. Kirjeet";
    warns(dated("2999-05-05", "fi", notice), part);
    let reminder = remind(&env, "2999-05-04", &["--dry-run"]);
    warns(reminder, "2999");
    warns(dated("2026-05-04", "en", "end 1002"), "");
    let part = "4.5.2999. That day is kept as the end, but the customer leaves `list` now";
    warns(dated("2999-05-04", "en", "end 1003"), part);
    assert_eq!(env.run(&["list", "--format", "ids"]).ok(), "1001\n");
    assert!(env.run(&["show", "1003"]).ok().contains("2999-05-04"));
}
