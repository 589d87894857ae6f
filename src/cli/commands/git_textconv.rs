//! `git-textconv`: called by git to show a sealed file as text. It never asks and never fails: a textconv that fails ends
//! `git log -p` altogether, so without a key the sealed text itself is shown.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::identity;
use crate::fsio;
use crate::keys::Identities;
use crate::register::{RECORD_LIMIT, clear};

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
    if let Some(text) = opened {
        context.ui().data(&text)
    } else {
        context.ui().say("textconv-sealed", &[]);
        context.ui().data(&String::from_utf8_lossy(&bytes))
    }
}

fn keys(context: &Context) -> Option<Identities> {
    let register = context.register().ok()?;
    identity::without_asking(context, &register)
}
