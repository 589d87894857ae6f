//! `commit`: takes in what was changed outside the program, once it has been found sound.

use std::collections::BTreeMap;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::trust::{self, Effects};
use crate::cli::{customers, template_check};
use crate::register::trust::{Difference, templates_at};
use crate::register::{Register, Unlocked, adopt};

/// Commit records, description and templates changed by hand
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Only these customers; without any: everything that was changed
    #[arg(value_name = "ID")]
    customers: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_commit)?;
    let numbers = args
        .customers
        .iter()
        .map(|id| customers::one(&register, id))
        .collect::<Result<Vec<_>, _>>()?;
    let adoption = adopt::plan(&register, &numbers)?;
    if adoption.paths().next().is_none() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    // A hand edit moves what is trusted: whose account letters name, who can open the register, which record came back.
    let effects = Effects::new(&adoption.differences).opened(&register, &adoption.contents()?)?;
    let changed = effects.templates();
    if !changed.is_empty() {
        let mut all = committed_templates(&register)?;
        for (name, bytes) in adoption.templates() {
            all.remove(name);
            all.extend(bytes.map(|bytes| (name.to_owned(), bytes.to_vec())));
        }
        template_check::check_templates(register.register(), &changed, all.into_iter().collect())?;
    }
    let is_grave = adoption.differences.iter().any(Difference::is_grave);
    if !trust::agreed(context, &effects, (is_grave, true))? {
        return Ok(());
    }
    let adopted = adopt::take(&register, adoption, context.clock().now())?;
    for path in &adopted.paths {
        context
            .ui()
            .say("committed", &[("path", path.as_str().into())]);
    }
    Ok(())
}

/// The templates of the last commit, by file name.
fn committed_templates(register: &Unlocked) -> Result<BTreeMap<String, Vec<u8>>, CommandError> {
    let register = register.register();
    let head = register.repo().head()?;
    let templates = head.map(|head| templates_at(register, head)).transpose()?;
    Ok(templates.unwrap_or_default().into_iter().collect())
}
