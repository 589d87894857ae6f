//! `accept`: the owner looks at what came from elsewhere and takes it as it is; nothing but the pin changes.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::trust::Effects;
use crate::cli::{plan, template_check};
use crate::register::Register;
use crate::register::trust::{self, Acceptance};
use crate::text;

/// Accept what came from elsewhere, once shown
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// List everything, however much it is
    #[arg(long)]
    all: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let register = context.register()?;
    let Some(acceptance) = trust::plan(&register)? else {
        context.ui().say("accept-nothing", &[]);
        return Ok(());
    };
    let effects = Effects {
        is_first: acceptance.first.is_some(),
        all: args.all || context.globals().json,
        more: "accept-more",
        ..Effects::new(&acceptance.differences)
    };
    let effects = effects.opened_if_possible(context)?;
    if context.globals().json {
        context.ui().json(&json!({
            "commit": acceptance.head.to_string(),
            "first": acceptance.first.is_some(),
            "customers": acceptance.first,
            "differences": effects.shapes(),
        }))?;
    } else {
        show(context, &register, &acceptance, &effects);
    }
    let changed = effects.templates();
    let all = trust::templates_at(&register, acceptance.head)?;
    template_check::check_templates(&register, &changed, all)?;
    if plan::agreed(context)? {
        trust::accept(&register, &acceptance)?;
        let commit = acceptance.head.short();
        context.ui().say("accepted", &[("commit", commit.into())]);
    }
    Ok(())
}

/// What weighs most stands last, next to the question: the account, where it is another.
fn show(context: &Context, register: &Register, acceptance: &Acceptance, effects: &Effects<'_>) {
    let words = context.words();
    let name = &register.description().name;
    let name = name.in_language(context.language(), register.description().language);
    let name = text::spell_alike(name, None);
    plan::tell(
        context,
        &words.say_with("accept-look", &[("register", name.into())]),
    );
    if let Some(customers) = acceptance.first {
        plan::tell(context, &words.say("accept-whole"));
        let said = words.say_with("accept-customers", &[("n", customers.into())]);
        plan::tell(context, &format!("  {said}"));
    } else {
        plan::tell(context, &words.say("accept-differs"));
    }
    for line in effects.lines(context) {
        plan::tell(context, &line);
    }
}
