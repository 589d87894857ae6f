//! `import`: customers from a file, planned field by field, applied as one commit.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::faulty::Rejects;
use crate::cli::hints::Hint;
use crate::cli::list::{self, ListArgs};
use crate::cli::{ask, brief, plan as agreement, sheet};
use crate::model::{BusinessId, Email, Schema};
use crate::register::import::{self, Columns, Doubtful, Faulty, MapError, Plan, Source};
use crate::register::{Register, Unlocked};
use crate::text;
use crate::text::table::{Header, Skipped, Table};

/// So many lines are named in one note.
const FEW: usize = 10;

/// Import customers from CSV, JSON or SOPS JSON
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The file, or a folder of SOPS JSON files
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Meaning of a column, kept in `register.toml` (`COLUMN=`: not to be read); may be repeated
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// No header line: the columns are called `column A`, `column B` and so on
    #[arg(long, conflicts_with = "header")]
    no_header: bool,
    #[command(flatten)]
    list: ListArgs,
    /// File for the faulty rows; the sound ones are imported
    #[arg(long, value_name = "FILE")]
    skip_faulty: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.trusted(Register::may_seal)?;
    let given = args.map.iter().filter_map(|pair| pair.rsplit_once('='));
    let given: Vec<&str> = given.map(|(column, _)| column).collect();
    let known = |name: &str| {
        let is_given = given.iter().any(|column| import::is_column(name, column));
        is_given || import::is_known(register.register(), name)
    };
    let mut options = args.list.options(&known);
    if args.no_header {
        options.header = Header::Absent;
    }
    let source = import::read(&register, &args.file, &options)?;
    let columns = columns(context, &register, &source, &args.map)?;
    let plan = import::plan(&register, &source, &columns)?;
    show(context, register.register(), &columns, &plan, &source)?;
    let is_table = matches!(source, Source::Table { .. });
    let may_skip = is_table && args.skip_faulty.is_some();
    if !plan.faulty.is_empty() && !may_skip {
        return Err(refused(&plan, is_table));
    }
    if plan.is_empty() && plan.faulty.is_empty() && columns.new_mapping().is_empty() {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    if !agreement::agreed(context)? {
        return Ok(());
    }
    if let (Source::Table { table, ragged }, Some(file)) = (&source, &args.skip_faulty) {
        let lines: Vec<u64> = plan.faulty.iter().map(|row| row.line).collect();
        Rejects::of((table, ragged), &lines, file.clone()).write(context)?;
    }
    import::apply(&register, &plan, &columns, context.clock().now())?;
    tell_done(context, &plan, &args.file);
    Ok(())
}

/// What was taken in, and that the file still lies there in clear.
fn tell_done(context: &Context, plan: &Plan, file: &Path) {
    context.ui().say(
        "import-done",
        &[
            ("new", plan.new.len().into()),
            ("changed", plan.changed.len().into()),
        ],
    );
    let path = file.display().to_string();
    context.ui().say("import-clear", &[("path", path.into())]);
}

/// The columns of the file: from the flags, the register and what is known; asked for on a terminal where the name is not found.
fn columns(
    context: &Context,
    register: &Unlocked,
    source: &Source,
    given: &[String],
) -> Result<Columns, CommandError> {
    let Source::Table { table, .. } = source else {
        return Ok(Columns::none());
    };
    let schema = register.register().schema();
    let mut columns = Columns::of(register.register(), table)?;
    for pair in given {
        let (column, field) = pair
            .rsplit_once('=')
            .ok_or_else(|| CommandError::usage("a column is mapped by COLUMN=FIELD"))?;
        columns
            .say(schema, column, field)
            .map_err(|error| not_mapped(column, error, table))?;
    }
    if let Some((column, names)) = columns.unclear() {
        return Err(several(column, &names));
    }
    if let [(one, other), ..] = &columns.clashes()[..] {
        return Err(CommandError::user(format!(
            "the columns `{one}` and `{other}` go to the same field"
        ))
        .hint(unread(
            "hint-clash",
            columns.clashes().iter().map(|(_, other)| other),
        )));
    }
    if !columns.have_name() && context.ui().is_terminal() {
        ask_columns(context, register, &mut columns)?;
    }
    if columns.have_name() {
        settle_doubts(context, schema, &mut columns, table)?;
        Ok(columns)
    } else {
        Err(
            CommandError::user("no column of the file is known to hold a name")
                .hint(of_columns("hint-map", &table.headers)),
        )
    }
}

fn not_mapped(column: &str, error: MapError, table: &Table) -> CommandError {
    match error {
        MapError::Field(unknown) => unknown.into(),
        MapError::NoColumn => CommandError::user(format!("the file has no column `{column}`"))
            .hint(of_columns("hint-columns", &table.headers)),
        MapError::Several(names) => several(column, &names),
    }
}

fn several(column: &str, names: &[String]) -> CommandError {
    CommandError::user(format!("the file has {} columns `{column}`", names.len())).hint(
        Hint::new("hint-same-name")
            .with("columns", names.join(", "))
            .with("column", &names[0]),
    )
}

/// A hint with the flags that leave columns out.
fn unread<'a>(key: &'static str, columns: impl Iterator<Item = &'a String>) -> Hint {
    let mut flags: Vec<String> = Vec::new();
    for column in columns {
        let flag = format!("--map \"{column}=\"");
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    Hint::new(key).with("flags", flags.join(" "))
}

/// Asks what columns are whose cells look like business IDs. Where nobody can be asked the run stops, even with `--yes`.
fn settle_doubts(
    context: &Context,
    schema: &Schema,
    columns: &mut Columns,
    table: &Table,
) -> Result<(), CommandError> {
    let doubtful = columns
        .doubtful(table)
        .into_iter()
        .filter(Doubtful::must_be_said);
    for doubt in doubtful.collect::<Vec<_>>() {
        let (column, field) = (doubt.column.as_str(), doubt.field.short());
        if context.globals().yes || !context.ui().is_terminal() {
            let hint = Hint::new("hint-doubtful")
                .with("column", column)
                .with("field", field);
            return Err(CommandError::user(format!(
                "the column `{column}` is not read, and its cells look like `{field}`"
            ))
            .hint(hint));
        }
        let values = [
            ("column", text::visible(column).into()),
            ("field", field.into()),
        ];
        ask::until(context, "import-ask-doubtful", &values, "", |answer| {
            said(context, schema, columns, column, answer)
        })?;
    }
    Ok(())
}

/// Names the columns, unless the first line is no header but somebody's e-mail address or business ID: values are not repeated.
fn of_columns(key: &'static str, headers: &[String]) -> Hint {
    let is_value =
        |cell: &String| cell.parse::<Email>().is_ok() || cell.parse::<BusinessId>().is_ok();
    if headers.iter().any(is_value) {
        Hint::new("hint-no-header")
    } else {
        Hint::new(key).with("columns", headers.join(", "))
    }
}

fn ask_columns(
    context: &Context,
    register: &Unlocked,
    columns: &mut Columns,
) -> Result<(), CommandError> {
    let schema = register.register().schema();
    context.ui().say("import-ask-intro", &[]);
    for header in columns.unknown() {
        ask::until(
            context,
            "import-ask-column",
            &[("column", text::visible(&header).into())],
            "",
            |answer| said(context, schema, columns, &header, answer),
        )?;
    }
    Ok(())
}

/// Takes the answer for one column, or tells why it cannot be.
fn said(
    context: &Context,
    schema: &Schema,
    columns: &mut Columns,
    header: &str,
    answer: &str,
) -> Result<(), String> {
    let words = context.words();
    match columns.say(schema, header, answer) {
        Ok(()) => {}
        Err(MapError::Field(unknown)) => return Err(sheet::unknown(words, &unknown)),
        // The column was taken from the table itself.
        Err(MapError::NoColumn | MapError::Several(_)) => return Err(words.say("rule-undeclared")),
    }
    match columns.clashes().first() {
        None => Ok(()),
        Some((one, other)) => Err(words.say_with(
            "import-clash",
            &[
                ("one", one.as_str().into()),
                ("other", other.as_str().into()),
            ],
        )),
    }
}

fn show(
    context: &Context,
    register: &Register,
    columns: &Columns,
    plan: &Plan,
    source: &Source,
) -> Result<(), CommandError> {
    let (skipped, doubtful) = match source {
        Source::Table { table, .. } => (table.skipped.as_slice(), columns.doubtful(table)),
        Source::Records(_) => (&[][..], Vec::new()),
    };
    if context.globals().json {
        let json = json(columns, &doubtful, plan, skipped);
        return context.ui().json(&json);
    }
    tell_columns(context, columns);
    tell_customers(context, register, plan);
    tell_left_out(context, plan);
    for line in list::skipped(context.words(), skipped) {
        agreement::tell(context, &line);
    }
    tell_notes(context, plan);
    tell_doubtful(context, &doubtful);
    let counts = [
        ("new", plan.new.len()),
        ("changed", plan.changed.len()),
        ("unchanged", plan.unchanged),
        ("faulty", plan.faulty.len()),
    ];
    let counts = counts.map(|(name, n)| (name, n.into()));
    agreement::tell(context, &context.words().say_with("import-plan", &counts));
    Ok(())
}

/// What each column is read as.
fn tell_columns(context: &Context, columns: &Columns) {
    let read = columns
        .read()
        .map(|(header, target)| format!("{} → {target}", text::visible(header)));
    let read = read.collect::<Vec<_>>().join(" · ");
    if !read.is_empty() {
        let said = context
            .words()
            .say_with("import-columns", &[("columns", read.into())]);
        agreement::tell(context, &said);
    }
}

/// Who is new and what changes.
fn tell_customers(context: &Context, register: &Register, plan: &Plan) {
    let words = context.words();
    for planned in &plan.new {
        let customer = brief::line(words, register, context.language(), &planned.record);
        agreement::tell(context, &format!("+ {}  {customer}", planned.record.number));
    }
    for changed in &plan.changed {
        for change in &changed.changes {
            agreement::tell(
                context,
                &format!(
                    "~ {}  {}",
                    changed.record.number,
                    sheet::change(words, change)
                ),
            );
        }
    }
}

/// The rows that are faulty, each with its faults, and the columns that nobody knows.
fn tell_left_out(context: &Context, plan: &Plan) {
    let words = context.words();
    for faulty in &plan.faulty {
        for fault in &faulty.faults {
            let values = [
                ("line", faulty.line.into()),
                ("fault", sheet::fault(words, fault).into()),
            ];
            agreement::tell(context, &words.say_with("import-fault", &values));
        }
    }
    if !plan.ignored.is_empty() {
        // Headers come from a file that others wrote.
        let columns = text::visible(&plan.ignored.join(", "));
        let said = words.say_with("import-ignored", &[("columns", columns.into())]);
        agreement::tell(context, &said);
    }
}

/// What is odd about rows that can be imported, each kind in one line.
fn tell_notes(context: &Context, plan: &Plan) {
    let words = context.words();
    let mut kinds: Vec<(String, Vec<u64>)> = Vec::new();
    for note in &plan.notes {
        for fault in &note.faults {
            let fault = sheet::fault(words, fault);
            match kinds.iter_mut().find(|(kind, _)| *kind == fault) {
                Some((_, lines)) => lines.push(note.line),
                None => kinds.push((fault, vec![note.line])),
            }
        }
    }
    for (fault, lines) in kinds {
        let named = lines.iter().take(FEW).map(ToString::to_string);
        let mut named = named.collect::<Vec<_>>().join(", ");
        if lines.len() > FEW {
            named.push_str(", …");
        }
        let values = [
            ("count", lines.len().into()),
            ("lines", named.into()),
            ("fault", fault.into()),
        ];
        context.ui().warn("import-note", &values);
    }
}

/// The columns that are not read and look as if they should be.
fn tell_doubtful(context: &Context, doubtful: &[Doubtful]) {
    for Doubtful { column, field } in doubtful {
        let values = [
            ("column", text::visible(column).into()),
            ("field", field.short().into()),
        ];
        context.ui().warn("import-doubtful", &values);
    }
}

fn json(
    columns: &Columns,
    doubtful: &[Doubtful],
    plan: &Plan,
    skipped: &[Skipped],
) -> serde_json::Value {
    use serde_json::json;
    let changes = |changes: &[crate::model::Change]| {
        changes
            .iter()
            .map(crate::cli::json::change)
            .collect::<Vec<_>>()
    };
    json!({
        "new": plan.new.iter().map(|planned| crate::cli::json::record(&planned.record)).collect::<Vec<_>>(),
        "changed": plan.changed.iter().map(|changed| json!({ "number": changed.record.number.get(), "changes": changes(&changed.changes) })).collect::<Vec<_>>(),
        "unchanged": plan.unchanged,
        "faulty": plan.faulty.iter().map(faulty_json).collect::<Vec<_>>(),
        "notes": plan.notes.iter().map(faulty_json).collect::<Vec<_>>(),
        "columns": columns.read().map(|(header, target)| (header.to_owned(), json!(target))).collect::<serde_json::Map<_, _>>(),
        "ignored_columns": plan.ignored,
        "skipped": list::skipped_json(skipped),
        "doubtful_columns": doubtful.iter().map(|doubt| (doubt.column.clone(), json!(doubt.field.short()))).collect::<serde_json::Map<_, _>>(),
    })
}

fn faulty_json(row: &Faulty) -> serde_json::Value {
    let faults: Vec<String> = row.faults.iter().map(ToString::to_string).collect();
    serde_json::json!({ "line": row.line, "faults": faults })
}

/// Faulty rows stop the import; only a table's can be left out, into a table of their own.
fn refused(plan: &Plan, is_table: bool) -> CommandError {
    let n = plan.faulty.len();
    CommandError::user(format!(
        "nothing was imported: {} faulty",
        text::count(n, "row is", "rows are")
    ))
    .hint(is_table.then(|| Hint::new("hint-skip-faulty")))
}
