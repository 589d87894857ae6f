//! `export`: everything out, in a form other programs read.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::json;
use crate::fsio::{self, Access};
use crate::model::Customer;
use crate::register::{Unlocked, export};

/// Export all customers
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Form of the file: csv, json, or sops-json (sealed; one file a customer)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "csv",
        hide_possible_values = true
    )]
    format: Format,
    /// File to write, or folder for sops-json, instead of standard output
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Comma-separated values, `;` between cells
    Csv,
    /// Our JSON
    Json,
    /// SOPS's JSON, sealed
    SopsJson,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    if args.format == Format::SopsJson {
        let folder = args.output.as_deref().ok_or_else(|| {
            CommandError::usage("sealed customers are written to a folder, one file each")
                .hint(Hint::new("hint-give-flag").with("flag", "--output DIR"))
        })?;
        return sealed(context, &register, folder);
    }
    let customers = register.customers()?;
    let customers: Vec<&Customer> = customers.iter().collect();
    let text = match args.format {
        Format::Csv => export::csv(register.register().schema(), &customers),
        Format::Json | Format::SopsJson => format!(
            "{:#}\n",
            customers
                .iter()
                .map(|customer| json::customer(customer))
                .collect::<serde_json::Value>()
        ),
    };
    match &args.output {
        None => context.ui().data(&text),
        Some(path) => write_clear(context, path, &text),
    }
}

fn write_clear(context: &Context, path: &Path, text: &str) -> Result<(), CommandError> {
    fsio::write_atomic(path, text.as_bytes(), Access::Private)?;
    context.ui().say(
        "export-clear",
        &[("path", path.display().to_string().into())],
    );
    Ok(())
}

fn sealed(context: &Context, register: &Unlocked, folder: &Path) -> Result<(), CommandError> {
    fsio::create_dirs(folder, Access::Private)?;
    let numbers = register.numbers()?;
    for number in &numbers {
        let path = folder.join(format!("{number}.json"));
        fsio::write_atomic(&path, &register.sops_json(*number)?, Access::Private)?;
    }
    context.ui().say(
        "export-sealed",
        &[
            ("n", numbers.len().into()),
            ("path", folder.display().to_string().into()),
        ],
    );
    Ok(())
}
