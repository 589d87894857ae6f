//! `git-textconv`: called by git to show a sealed file as text. It never asks and never fails: a textconv that fails ends
//! `git log -p` altogether, so without a key the sealed text itself is shown. It is read by people only, through a pager or not,
//! and a forged file may hold anything: nothing that a terminal would obey is handed on.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::identity;
use crate::fsio;
use crate::keys::Identities;
use crate::register::{RECORD_LIMIT, clear};
use crate::text;

/// Show a sealed file as text, for git
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The file that git hands over
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let bytes = fsio::read(&args.file, RECORD_LIMIT)?;
    let opened = keys(context).and_then(|identities| clear::lines(&bytes, &identities).ok());
    if let Some(lines) = opened {
        context.ui().data(&text::visible_lines(&lines))
    } else {
        context.ui().say("textconv-sealed", &[]);
        let sealed = String::from_utf8_lossy(&bytes);
        context.ui().data(&text::visible_lines(&sealed))
    }
}

fn keys(context: &Context) -> Option<Identities> {
    let register = context.register().ok()?;
    identity::without_asking(context, &register)
}
