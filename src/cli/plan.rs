//! Plan, show, apply: whatever changes more than one customer or cannot be undone asks first (design 5).

use super::ask;
use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;

/// Says a line of a plan; `--quiet` hides it unless somebody is about to be asked about it.
pub(super) fn tell(context: &Context, line: &str) {
    let globals = context.globals();
    if globals.yes || globals.dry_run || !context.ui().is_terminal() {
        context.ui().tell(line);
    } else {
        context.ui().reply(line);
    }
}

/// Whether to go on after a plan was shown. `false` has already been said to the user.
///
/// # Errors
/// Usage, where there is no terminal and neither `--yes` nor `--dry-run` was given.
pub(super) fn agreed(context: &Context) -> Result<bool, CommandError> {
    let globals = context.globals();
    if globals.dry_run {
        context.ui().say("dry-run", &[]);
        return Ok(false);
    }
    if globals.yes {
        return Ok(true);
    }
    if !context.ui().is_terminal() {
        return Err(
            CommandError::usage("the plan needs a yes and there is no terminal to ask on")
                .hint(Hint::new("hint-yes-or-dry-run")),
        );
    }
    let agreed = ask::yes(context, "ask-go-on")?;
    if !agreed {
        context.ui().say("nothing-changed", &[]);
    }
    Ok(agreed)
}
