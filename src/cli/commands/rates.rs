//! `rates`: the reference rates of late interest that are known, and adding one that the owner has looked up.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::plan;
use crate::history::Act;
use crate::model::{HalfYear, Rate, ReferenceRate, Text};
use crate::receivables::{Rates, Status};
use crate::register::{DescriptionText, Register};

/// Show or add reference rates of late interest
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    rates: Which,
}

#[derive(clap::Subcommand)]
enum Which {
    /// List the rates that are known
    List,
    /// Add the rate of a half-year; it is kept in `register.toml`
    Add(AddArgs),
}

#[derive(clap::Args)]
struct AddArgs {
    /// The half-year, such as 2026-H2
    #[arg(value_name = "HALF-YEAR", value_parser = half)]
    half: HalfYear,
    /// The Bank of Finland's reference rate in percent, without the law's addition, such as 2,5
    #[arg(value_name = "PERCENT", value_parser = percent)]
    reference: ReferenceRate,
    /// Where it was read, such as the notice's number in the Statute Book
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    match &args.rates {
        Which::List => list(context),
        Which::Add(args) => add(context, args),
    }
}

fn list(context: &Context) -> Result<(), CommandError> {
    let register = context.register()?;
    let rates = Rates::with(&register.description().rates);
    if context.globals().json {
        let all: Vec<_> = rates
            .all()
            .map(|known| {
                json!({
                    "half": known.rate.half.to_string(), "reference": known.rate.reference.to_string(),
                    "source": known.rate.source, "status": known.status.name(), "own": known.status == Status::Own,
                })
            })
            .collect();
        return context.ui().json(&json!(all));
    }
    let line = |known: &crate::receivables::Known| {
        let rate = &known.rate;
        let percent = rate.reference.to_string().replace('.', ",");
        format!(
            "{}  {percent:>4}  {:<8}  {}\n",
            rate.half,
            known.status.name(),
            crate::text::visible(&rate.source)
        )
    };
    context
        .ui()
        .data(&rates.all().map(line).collect::<String>())
}

fn add(context: &Context, args: &AddArgs) -> Result<(), CommandError> {
    let source = args.source.as_deref().unwrap_or_default();
    let source = if source.trim().is_empty() {
        String::new()
    } else {
        let text = source.parse::<Text>();
        text.map_err(|rule| CommandError::usage(format!("the source {rule}")))?
            .to_string()
    };
    let rate = Rate {
        half: args.half,
        reference: args.reference,
        source,
    };
    if let Some(known) = Rates::verified(rate.half) {
        if known.reference == rate.reference {
            context.ui().say("nothing-changed", &[]);
            return Ok(());
        }
        return Err(CommandError::user(format!(
            "the reference rate of {} is {} % by {}",
            known.half, known.reference, known.source
        )));
    }
    let register = context.trusted(Register::may_seal)?;
    let mut text = DescriptionText::load(register.register())?;
    let own = &register.register().description().rates;
    let old = own.iter().find(|own| own.half == rate.half);
    let before = text.to_string();
    text.put_rate(&rate)?;
    if text.to_string() == before {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    if !may_stand(context, &rate, old.map(|old| old.reference))? {
        return Ok(());
    }
    let mut change = register.change(context.clock().now())?;
    change.describe(&text);
    change.commit(Act::Describe)?;
    context.ui().say("described", &[]);
    Ok(())
}

/// Another rate in the place of one that letters may have been counted by is asked about; one of a time to come is wondered at.
fn may_stand(
    context: &Context,
    rate: &Rate,
    old: Option<ReferenceRate>,
) -> Result<bool, CommandError> {
    if rate.half.first_day() > context.today() {
        let half = rate.half.to_string();
        context.ui().warn("rate-to-come", &[("half", half.into())]);
    }
    let replaced = old.is_some_and(|old| old != rate.reference);
    if !replaced && !context.globals().dry_run {
        return Ok(true);
    }
    let shown = |rate: ReferenceRate| rate.to_string().replace('.', ",");
    let before = old.map_or_else(|| context.words().say("absent"), shown);
    let line = format!("{}: {before} → {}", rate.half, shown(rate.reference));
    plan::tell(context, &line);
    plan::agreed(context)
}

fn half(text: &str) -> Result<HalfYear, String> {
    text.parse().map_err(|rule| format!("the value {rule}"))
}

fn percent(text: &str) -> Result<ReferenceRate, String> {
    text.parse().map_err(|rule| format!("the value {rule}"))
}
