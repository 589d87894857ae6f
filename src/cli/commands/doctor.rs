//! `doctor`: what is wrong with this clone and this machine, and with `--fix` what was mended. It asks for no key.

use std::collections::BTreeSet;

use serde_json::json;

use crate::cli::children;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::findings;
use crate::register::doctor::{Ill, Patient, Surroundings};
use crate::register::{Finding, What};

/// Check this clone and this machine, and mend their settings
#[derive(clap::Args)]
#[command(after_help = "\
Looks at how git calls the program, what git must not hold, who can read the key and `output/`, the
clock, the branch and the remotes. Needs no key. Exit code 3: an error was found.")]
pub(in crate::cli) struct Args {
    /// Mend git's settings of this clone, file modes, `.gitattributes`, `.gitignore`
    #[arg(long)]
    fix: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let patient = Patient::find(&context.directory()?)?;
    let around = Surroundings {
        author_known: children::git_author(&context.directory()?).is_some(),
        ..context.surroundings(patient.id())
    };
    let mend = args.fix && !context.globals().dry_run;
    let mended = if mend {
        patient.mend(&around)?
    } else {
        Vec::new()
    };
    // Opened anew: git's library remembers attributes and settings.
    let found = Patient::find(&context.directory()?)?.look(&around)?;
    let mended: Vec<Finding> = mended
        .into_iter()
        .filter(|finding| !found.contains(finding))
        .collect();
    if context.globals().json {
        let (mended, findings) = (findings::shapes(&mended), findings::shapes(&found));
        context
            .ui()
            .json(&json!({ "mended": mended, "findings": findings }))?;
    } else {
        say(context, &mended, &found)?;
    }
    if args.fix && !mend {
        context.ui().say("dry-run", &[]);
    }
    findings::outcome(&found)
}

fn say(context: &Context, mended: &[Finding], found: &[Finding]) -> Result<(), CommandError> {
    let lines = mended
        .iter()
        .map(|finding| findings::line(context, "mended", finding) + "\n");
    context.ui().data(&lines.collect::<String>())?;
    findings::print(context, found)?;
    findings::summary(context, None, found);
    let any = |wanted: fn(&Ill) -> bool| {
        let of = |finding: &Finding| matches!(&finding.what, What::Clone(ill) if wanted(ill));
        mended.iter().any(of)
    };
    let numbers: BTreeSet<String> = mended.iter().filter_map(letter_to).collect();
    if !numbers.is_empty() {
        let numbers: Vec<String> = numbers.into_iter().collect();
        let numbers = numbers.join(", ");
        context
            .ui()
            .warn("mended-letters", &[("numbers", numbers.into())]);
    }
    if any(|ill| *ill == Ill::Cached) {
        context.ui().say("mended-gc", &[]);
    }
    if any(|ill| {
        matches!(
            ill,
            Ill::Attributes { .. } | Ill::LineEnds | Ill::OutputNotIgnored | Ill::Ledger(_)
        )
    }) {
        context.ui().say("mended-commit", &[]);
    }
    Ok(())
}

/// Whose letter was let go that is in no journal.
fn letter_to(finding: &Finding) -> Option<String> {
    match &finding.what {
        What::Clone(Ill::LettersUnnoted { customer } | Ill::LettersGone { customer }) => {
            customer.map(|number| number.to_string())
        }
        _ => None,
    }
}
