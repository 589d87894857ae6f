//! `accept`: the owner looks at what came from elsewhere and takes it as it is; nothing but the pin changes.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::{identity, journal, json as shapes, plan, sheet, trust as words};
use crate::history::CommitId;
use crate::model::{Change, CustomerNumber};
use crate::register::trust::{self, Acceptance, Came, Claim, Difference, Whole};
use crate::register::{CustomerEvent, Error, Register};
use crate::text;

/// So many commits are listed one by one.
const COMMITS: usize = 20;

/// Accept what came from elsewhere, once shown
#[derive(clap::Args)]
pub(in crate::cli) struct Args {}

/// What became of each changed record and journal, or why it cannot be told.
type Told = Vec<CustomerEvent>;

pub(super) fn run(context: &Context, _args: &Args) -> Result<(), CommandError> {
    let register = context.register()?;
    let Some(acceptance) = trust::plan(&register)? else {
        context.ui().say("accept-nothing", &[]);
        return Ok(());
    };
    let told = told(context, &acceptance)?;
    if context.globals().json {
        context.ui().json(&shape(&acceptance, &told))?;
    } else {
        show(context, &register, &acceptance, &told);
    }
    if plan::agreed(context)? {
        trust::accept(&register, &acceptance)?;
        let commit = acceptance.head.short();
        context.ui().say("accepted", &[("commit", commit.into())]);
    }
    Ok(())
}

/// Opens the changed records and journals where the key is at hand. The judgement does not need it, so its absence is said and no obstacle.
fn told(context: &Context, acceptance: &Acceptance) -> Result<Told, CommandError> {
    let is_sealed = |difference: &Difference| {
        matches!(
            difference,
            Difference::Record { .. } | Difference::Journal { .. }
        )
    };
    if !acceptance.differences.iter().any(is_sealed) {
        return Ok(Vec::new());
    }
    let register = context.register()?;
    match identity::find(context, &register) {
        Ok(identities) => Ok(acceptance.told(&register.unlock(identities))?),
        Err(error) => {
            let why = error.full_message();
            context.ui().warn("accept-no-key", &[("why", why.into())]);
            Ok(Vec::new())
        }
    }
}

fn show(context: &Context, register: &Register, acceptance: &Acceptance, told: &Told) {
    let line = |text: String| plan::tell(context, &text);
    match &acceptance.whole {
        Some(whole) => {
            line(context.words().say("accept-whole"));
            show_whole(context, whole);
        }
        None => line(context.words().say("accept-differs")),
    }
    let differences = acceptance.differences.iter();
    for difference in differences {
        line(format!(
            "  {}",
            words::difference(context.words(), difference)
        ));
        let about = difference.customer();
        let told = told.iter().find(|one| Some(one.number) == about);
        match (difference, told) {
            (Difference::Record { .. }, Some(told)) => show_changes(context, &told.changes),
            (Difference::Journal { .. }, Some(told)) => show_events(context, told),
            (Difference::Rewritten { accepted, kept }, _) => {
                show_way_back(context, *accepted, *kept);
            }
            _ => {}
        }
    }
    if !acceptance.lost.is_empty() {
        line(context.words().say("accept-lost"));
        show_commits(context, &acceptance.lost);
    }
    line(context.words().say("accept-commits"));
    show_commits(context, &acceptance.commits);
    let name = &register.description().name;
    let name = name.in_language(context.language(), register.description().language);
    let name = text::visible(name);
    line(
        context
            .words()
            .say_with("accept-look", &[("register", name.into())]),
    );
}

/// What to type about a commit that is no longer in the history: where git still has it, it can be looked at and kept.
fn show_way_back(context: &Context, accepted: CommitId, kept: bool) {
    let word = if kept { "accept-rescue" } else { "accept-gone" };
    let commit = [("commit", accepted.to_string().into())];
    let said = context.words().say_with(word, &commit);
    plan::tell(context, &format!("    {said}"));
}

fn show_commits(context: &Context, commits: &[Came]) {
    for came in commits.iter().take(COMMITS) {
        plan::tell(context, &format!("  {}", commit(context, came)));
    }
    if commits.len() > COMMITS {
        let more = [("n", (commits.len() - COMMITS).into())];
        let more = context.words().say_with("accept-more", &more);
        plan::tell(context, &format!("  {more}"));
    }
}

fn show_whole(context: &Context, whole: &Whole) {
    let absent = || context.words().say("absent");
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(absent);
    let listed = |items: Vec<String>| {
        if items.is_empty() {
            absent()
        } else {
            items.join(", ")
        }
    };
    let openers = whole.openers.iter();
    let openers = openers.map(|(name, key)| format!("{name} {key}")).collect();
    let disclosures = whole.disclosures.iter();
    let disclosures = disclosures.map(|(name, key)| match key {
        Some(key) => format!("{name} {key}"),
        None => name.clone(),
    });
    let mut bank = format!("{} {}", shown(&whole.iban), shown(&whole.bic));
    if let Some(holder) = &whole.holder {
        bank = format!("{bank} {holder}");
    }
    for (key, value) in [
        ("accept-openers", listed(openers)),
        ("accept-bank", bank),
        ("accept-disclosures", listed(disclosures.collect())),
        ("accept-templates", listed(whole.templates.clone())),
        ("accept-others", listed(few(&whole.others))),
        ("accept-customers", whole.customers.to_string()),
    ] {
        let label = context.words().say(key);
        plan::tell(context, &format!("  {label}: {}", text::visible(&value)));
    }
}

fn few(paths: &[String]) -> Vec<String> {
    let mut few: Vec<String> = paths.iter().take(COMMITS).cloned().collect();
    if paths.len() > COMMITS {
        few.push("…".to_owned());
    }
    few
}

fn show_changes(context: &Context, changes: &Result<Vec<Change>, Error>) {
    match changes {
        Ok(changes) => {
            for change in changes {
                let change = sheet::change(context.words(), change);
                plan::tell(context, &format!("      {change}"));
            }
        }
        Err(error) => {
            let why = CommandError::from_error(error).full_message();
            let said = context
                .words()
                .say_with("log-unreadable", &[("why", why.into())]);
            plan::tell(context, &format!("      {}", text::visible(&said)));
        }
    }
}

fn show_events(context: &Context, told: &CustomerEvent) {
    for line in journal::told(context, told).lines() {
        plan::tell(context, &format!("    {line}"));
    }
}

fn commit(context: &Context, Came { entry, claim }: &Came) -> String {
    let line = format!(
        "{} {} · {} <{}> · {}",
        context.clock().date_of(entry.time),
        entry.id.short(),
        entry.author.name,
        entry.author.email,
        entry.subject
    );
    let remark = match claim {
        Claim::Foreign => Some("trust-not-ours"),
        Claim::Contradicts => Some("trust-contradicts"),
        Claim::Merge | Claim::Agrees => None,
    };
    let remark = remark.map(|word| format!(" ({})", context.words().say(word)));
    text::visible(&line) + &remark.unwrap_or_default()
}

/// The plan as data (README, "JSON").
fn shape(acceptance: &Acceptance, told: &Told) -> Value {
    let differences = acceptance.differences.iter();
    json!({
        "commit": acceptance.head.to_string(),
        "first": acceptance.whole.is_some(),
        "commits": acceptance.commits.iter().map(commit_shape).collect::<Vec<_>>(),
        "lost": acceptance.lost.iter().map(commit_shape).collect::<Vec<_>>(),
        "differences": differences.map(|it| difference(it, told)).collect::<Vec<_>>(),
        "register": acceptance.whole.as_ref().map(whole),
    })
}

fn commit_shape(Came { entry, claim }: &Came) -> Value {
    json!({
        "commit": entry.id.to_string(),
        "time": crate::clock::rfc3339(entry.time),
        "author": entry.author.name,
        "subject": entry.subject,
        "ours": *claim != Claim::Foreign,
        "contradicts": *claim == Claim::Contradicts,
    })
}

fn difference(difference: &Difference, told: &Told) -> Value {
    let mut shape = json!({
        "kind": difference.code(),
        "customer": difference.customer().map(CustomerNumber::get),
        "message": difference.to_string(),
    });
    match difference {
        Difference::Setting { key, old, new } => {
            shape["key"] = json!(key);
            shape["old"] = json!(old);
            shape["new"] = json!(new);
        }
        Difference::Record {
            number, how, ours, ..
        } => {
            let changes = told.iter().find(|told| told.number == *number);
            let changes = changes.and_then(|told| told.changes.as_ref().ok());
            let changes = changes.map(|all| all.iter().map(shapes::change).collect::<Vec<_>>());
            shape["how"] = json!(how.code());
            shape["ours"] = json!(ours);
            shape["changes"] = json!(changes);
        }
        Difference::Journal {
            number, how, ours, ..
        } => {
            let told = told.iter().find(|told| told.number == *number);
            shape["how"] = json!(how.code());
            shape["ours"] = json!(ours);
            shape["journal"] = json!(told.and_then(journal::noted));
        }
        Difference::Rewritten { accepted, kept } => {
            shape["accepted"] = json!(accepted.to_string());
            shape["kept"] = json!(kept);
        }
        Difference::File { path, how } => {
            shape["path"] = json!(path);
            shape["how"] = json!(how.code());
        }
        _ => {}
    }
    shape
}

fn whole(whole: &Whole) -> Value {
    let openers = whole.openers.iter();
    let disclosures = whole.disclosures.iter();
    json!({
        "keys": openers
            .map(|(name, key)| json!({ "name": name, "recipient": key.to_string() }))
            .collect::<Vec<_>>(),
        "iban": whole.iban,
        "bic": whole.bic,
        "holder": whole.holder,
        "recipients": disclosures
            .map(|(name, key)| json!({ "name": name, "key": key }))
            .collect::<Vec<_>>(),
        "templates": whole.templates,
        "others": whole.others,
        "customers": whole.customers,
    })
}
