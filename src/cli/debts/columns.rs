//! Every column of a list is accounted for before a letter is planned: known, said by the owner, or set aside with her yes.

use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::model::Rule;
use crate::model::import::{ClaimColumn, ClaimState, STATUS_PREFIX};
use crate::receivables::Error;
use crate::receivables::file::{Columns, Unknown};
use crate::text;
use crate::text::table::Table;

/// What is typed for a column that is not to be read. Enter alone is too easily typed.
const NOT_READ: &str = "-";

/// A script is told of no more words of a status: where there are more, the column holds none.
const MOST_STATES: usize = 20;

/// Takes what `--map` says, and asks about the rest; where nobody can be asked, everything that is not accounted for is named at once.
pub(super) fn account(
    context: &Context,
    columns: &mut Columns,
    table: &Table,
    given: &[String],
) -> Result<(), CommandError> {
    for pair in given {
        say_given(columns, table, pair)?;
    }
    if context.ui().is_terminal() && !context.globals().yes {
        ask_columns(context, columns, table)?;
        ask_states(context, columns, table)?;
    } else {
        refuse_unknown(columns, table)?;
    }
    Ok(columns.check()?)
}

fn say_given(columns: &mut Columns, table: &Table, pair: &str) -> Result<(), CommandError> {
    // A header may hold the sign, a part of a claim does not.
    let (column, part) = pair
        .rsplit_once('=')
        .ok_or_else(|| CommandError::usage("a column is mapped by COLUMN=PART"))?;
    match columns.say(table, column.trim(), part) {
        Ok(true) => Ok(()),
        Ok(false) => {
            let names: Vec<&str> = columns.names().collect();
            let hint = Hint::new("hint-columns").with("columns", names.join(", "));
            Err(CommandError::user(format!("the file has no column `{column}`")).hint(hint))
        }
        Err(Error::Mapping { column }) => {
            let is_state = column.starts_with(STATUS_PREFIX);
            let rule = if is_state {
                Rule::ClaimState
            } else {
                Rule::ClaimColumn
            };
            let said = CommandError::usage(format!("what `--map` says of `{column}` {rule}"));
            Err(said.hint(if is_state {
                states_hint()
            } else {
                parts_hint()
            }))
        }
        Err(error) => Err(error.into()),
    }
}

fn parts_hint() -> Hint {
    let parts: Vec<&str> = ClaimColumn::words().collect();
    Hint::new("hint-parts").with("parts", parts.join(", "))
}

fn states_hint() -> Hint {
    let states: Vec<&str> = ClaimState::words().collect();
    Hint::new("hint-claim-states").with("states", states.join(", "))
}

/// Names every column and every status that is not accounted for, so that one more run is enough. The cells are not repeated: this may be a
/// script's log.
fn refuse_unknown(columns: &Columns, table: &Table) -> Result<(), CommandError> {
    let (unknown, states) = (columns.unknown(table), columns.unknown_states(table));
    if unknown.is_empty() && states.is_empty() {
        return Ok(());
    }
    let mut said = Vec::new();
    if !unknown.is_empty() {
        let names: Vec<String> = unknown
            .iter()
            .map(|one| format!("`{}`", one.name))
            .collect();
        let what = text::count(unknown.len(), "column is", "columns are");
        said.push(format!("{what} not known: {}", names.join(", ")));
    }
    let too_many = states.len() > MOST_STATES;
    if !states.is_empty() {
        let words: Vec<String> = states.iter().map(|word| format!("`{word}`")).collect();
        let what = text::count(states.len(), "status is", "statuses are");
        let words = if too_many {
            String::new()
        } else {
            format!(": {}", words.join(", "))
        };
        said.push(format!("{what} not known{words}"));
    }
    if let Some(missing) = columns.missing() {
        let parts: Vec<String> = missing.iter().map(|part| format!("`{part}`")).collect();
        said.push(format!("no column is known to hold {}", parts.join(" or ")));
    }
    let mut error = CommandError::usage(format!("no letter was planned: {}", said.join("; ")));
    let mut typed: Vec<String> = Vec::new();
    let quoted = |key: &str, value: &str| format!("--map \"{key}={value}\"");
    for one in &unknown {
        typed.push(quoted(
            &one.name,
            if one.form.may_matter() { "PART" } else { "" },
        ));
    }
    if !too_many {
        typed.extend(
            states
                .iter()
                .map(|word| quoted(&format!("{STATUS_PREFIX}{word}"), "STATE")),
        );
    }
    error = error.hint(Hint::new("hint-map-unknown").with("flags", typed.join(" ")));
    if !unknown.is_empty() {
        error = error.hint(parts_hint());
    }
    if !states.is_empty() {
        error = error.hint(states_hint());
    }
    Err(error)
}

/// Asks about each column that may change what is asked for, by name and with some of its cells, and about all others in one question.
fn ask_columns(
    context: &Context,
    columns: &mut Columns,
    table: &Table,
) -> Result<(), CommandError> {
    let unknown = columns.unknown(table);
    if unknown.is_empty() {
        return Ok(());
    }
    let parts: Vec<&str> = ClaimColumn::words().collect();
    context.ui().reply(
        &context
            .words()
            .say_with("letter-ask-columns", &[("parts", parts.join(", ").into())]),
    );
    // A list that lacks what every list needs has it in one of them.
    let is_lacking = columns.missing().is_some();
    let (by_name, others): (Vec<Unknown>, Vec<Unknown>) = unknown
        .into_iter()
        .partition(|one| is_lacking || one.form.may_matter());
    for one in &by_name {
        ask_column(context, columns, table, one)?;
    }
    if others.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = others.iter().map(|one| one.name.as_str()).collect();
    let values = [
        ("n", others.len().into()),
        ("columns", text::visible(&names.join(", ")).into()),
    ];
    context
        .ui()
        .reply(&context.words().say_with("letter-columns-unread", &values));
    let are_unneeded = ask::yes(context, "letter-ask-unread")?;
    for one in &others {
        if are_unneeded {
            columns.say(table, &one.name, "")?;
        } else {
            ask_column(context, columns, table, one)?;
        }
    }
    Ok(())
}

fn ask_column(
    context: &Context,
    columns: &mut Columns,
    table: &Table,
    one: &Unknown,
) -> Result<(), CommandError> {
    let words = context.words();
    let looks = words.say(&format!("letter-looks-{}", one.form.code()));
    let values = [
        ("column", text::visible(&one.name).into()),
        ("looks", looks.into()),
        ("cells", text::visible(&one.cells.join(" · ")).into()),
    ];
    ask::until(context, "letter-ask-column", &values, "", |answer| {
        let part = if answer == NOT_READ { "" } else { answer };
        if answer.is_empty() || columns.say(table, &one.name, part).is_err() {
            return Err(words.say("letter-ask-column-again"));
        }
        Ok(())
    })
}

/// Asks what each word of a status means that nobody knows.
fn ask_states(context: &Context, columns: &mut Columns, table: &Table) -> Result<(), CommandError> {
    let states: Vec<&str> = ClaimState::words().collect();
    let states = states.join(", ");
    for word in columns.unknown_states(table) {
        let values = [
            ("word", text::visible(&word).into()),
            ("states", states.as_str().into()),
        ];
        let key = format!("{STATUS_PREFIX}{word}");
        ask::until(context, "letter-ask-state", &values, "", |answer| {
            let said = columns.say(table, &key, answer);
            let again = [("states", states.as_str().into())];
            said.map(drop)
                .map_err(|_| context.words().say_with("letter-ask-state-again", &again))
        })?;
    }
    Ok(())
}

/// Asks whether what has the form of a personal identity code is none; the letters print it.
pub(super) fn are_no_codes(context: &Context, lines: &[u64]) -> Result<bool, CommandError> {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let values = [("lines", lines.join(", ").into())];
    context
        .ui()
        .reply(&context.words().say_with("letter-code-forms", &values));
    ask::yes(context, "letter-ask-no-codes")
}

/// The word for what a column looks like has a sentence in every catalogue.
#[cfg(test)]
mod tests {
    use crate::cli::words::Words;
    use crate::model::Language;
    use crate::receivables::file::CellForm;

    #[test]
    fn what_a_column_looks_like_has_a_word() {
        for looks in [
            CellForm::Money,
            CellForm::State,
            CellForm::Currency,
            CellForm::Date,
            CellForm::YesNo,
            CellForm::Other,
        ] {
            let key = format!("letter-looks-{}", looks.code());
            assert_ne!(Words::load(Language::Fi).say(&key), key);
        }
    }
}
