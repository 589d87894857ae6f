//! `export`: everything out, in a form other programs read.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::json;
use crate::fsio::{self, Access};
use crate::model::Customer;
use crate::register::{OUTPUT, Unlocked, export};

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
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
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
        return sealed(context, &register, folder, args.force);
    }
    if let Some(path) = &args.output {
        outside(&register, path)?;
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
        Some(path) => write_clear(context, path, &text, args.force),
    }
}

/// Refuses a place from which git would take customers in clear; `output/` is kept out of it.
fn outside(register: &Unlocked, path: &Path) -> Result<(), CommandError> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, root) = (real(folder), real(register.register().root()));
    if folder.starts_with(&root) && !folder.starts_with(root.join(OUTPUT)) {
        let said = format!("`{}` is inside the register", path.display());
        return Err(CommandError::user(said).hint(Hint::new("hint-export-outside")));
    }
    Ok(())
}

fn write_clear(
    context: &Context,
    path: &Path,
    text: &str,
    force: bool,
) -> Result<(), CommandError> {
    write(path, text.as_bytes(), force)?;
    context.ui().say(
        "export-clear",
        &[("path", path.display().to_string().into())],
    );
    Ok(())
}

/// Makes the file; replaces one that is there only where that was asked for.
fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), CommandError> {
    if force {
        return Ok(fsio::write_atomic(path, bytes, Access::Private)?);
    }
    match fsio::write_new(path, bytes, Access::Private) {
        Err(error) if error.is_taken() => {
            let said = format!("`{}` exists already", path.display());
            Err(CommandError::user(said).hint(Hint::new("hint-force")))
        }
        made => Ok(made?),
    }
}

fn sealed(
    context: &Context,
    register: &Unlocked,
    folder: &Path,
    force: bool,
) -> Result<(), CommandError> {
    fsio::create_dirs(folder, Access::Private)?;
    let numbers = register.numbers()?;
    for number in &numbers {
        let path = folder.join(format!("{number}.json"));
        write(&path, &register.sops_json(*number)?, force)?;
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
