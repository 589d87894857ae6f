//! `edit`: changes one customer, by values or in the owner's editor.

use crate::cli::context::Context;
use crate::cli::customers;
use crate::cli::editor::Editor;
use crate::cli::error::CommandError;
use crate::cli::{sheet, values};
use crate::history::Act;
use crate::model::{FieldPath, Record, Schema};
use crate::register::draft::{self, Flaw};
use crate::register::{Register, Unlocked};

/// Change a customer's fields
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// Values to set (`FIELD=` removes), or `-` to read them from standard input; none opens the editor
    #[arg(value_name = "FIELD=VALUE")]
    values: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_seal)?;
    let base = register.record(customers::one(&register, &args.customer)?)?;
    let record = if args.values.is_empty() {
        edited(context, &register, &base)?
    } else {
        Some(with_values(&register, &base, &args.values)?)
    };
    if let Some(record) = record {
        return customers::save(context, &register, &base, &record, Act::Edit);
    }
    context.ui().say("nothing-changed", &[]);
    Ok(())
}

fn with_values(
    register: &Unlocked,
    base: &Record,
    arguments: &[String],
) -> Result<Record, CommandError> {
    let schema = register.register().schema();
    // A field that is declared no longer can still be taken away.
    let (orphans, rest): (Vec<_>, Vec<_>) = arguments
        .iter()
        .cloned()
        .partition(|argument| orphan(schema, base, argument).is_some());
    let mut record = base.clone();
    record.fields.retain(|field, _| {
        !orphans
            .iter()
            .any(|argument| orphan(schema, base, argument).as_ref() == Some(field))
    });
    if !rest.is_empty() {
        values::apply(&mut record, &values::parse(register.register(), &rest)?);
    }
    // What was typed is at fault, not the record: there is nothing to bring back.
    register
        .checked(record)
        .map_err(|error| CommandError::from_error(&error))
}

/// The field of `FIELD=`, where the record holds it and the schema does not know it.
fn orphan(schema: &Schema, base: &Record, argument: &str) -> Option<FieldPath> {
    let field: FieldPath = argument.strip_suffix('=')?.trim().parse().ok()?;
    (base.get(&field).is_some() && !schema.declares(&field)).then_some(field)
}

/// Opens the editor until what comes back is sound, or is left as it was shown.
fn edited(
    context: &Context,
    register: &Unlocked,
    base: &Record,
) -> Result<Option<Record>, CommandError> {
    let editor = Editor::find(context)?;
    let schema = register.register().schema();
    let name = format!("{}.toml", base.number);
    let mut shown = draft::write(schema, base, &context.words().say("editor-intro")).into_bytes();
    loop {
        let saved = editor.edit(&name, &shown)?;
        if saved == shown {
            return Ok(None);
        }
        match draft::read(schema, base, &saved) {
            Ok(record) => return Ok(Some(record)),
            Err(flaws) => {
                context
                    .ui()
                    .say("editor-again", &[("n", flaws.len().into())]);
                let faults: Vec<String> = flaws.iter().map(|flaw| said(context, flaw)).collect();
                shown = draft::with_faults(&saved, &faults);
            }
        }
    }
}

fn said(context: &Context, flaw: &Flaw) -> String {
    match flaw {
        Flaw::Value(fault) => sheet::fault(context.words(), fault),
        Flaw::Unknown(unknown) => sheet::unknown(context.words(), unknown),
        Flaw::Text(text) => text.clone(),
    }
}
