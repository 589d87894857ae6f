//! `claim`: what became of a claim besides letters: disputed, suspended, settled. It goes into the customer's journal.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::hints::Hint;
use crate::cli::{customers, journal, values};
use crate::model::Text;
use crate::model::journal::Line;
use crate::receivables::{ClaimAct, ClaimKind, NewClaimAct, judge};
use crate::register::Register;
use crate::text;

/// So many invoices are named in one line.
const FEW: usize = 10;

/// Note that a claim is disputed, suspended or settled
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Number, name, e-mail or business ID
    #[arg(value_name = "ID")]
    customer: String,
    /// The invoice's number
    #[arg(long, value_name = "NO")]
    invoice: String,
    /// disputed (513/1999 4 b §), suspended at a consumer's request (4 c §), or settled
    #[arg(value_name = "WHAT", hide_possible_values = true)]
    what: ActName,
    /// Words about it, sealed with it (`-`: from standard input)
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ActName {
    /// The debtor disputes it with grounds: no letter until it is settled (513/1999 4 b §)
    Disputed,
    /// A consumer asks that collecting stop and a court decide: no letter any more (513/1999 4 c §)
    Suspended,
    /// The dispute is over, and letters may go on
    Settled,
}

impl ActName {
    fn act(self) -> ClaimAct {
        match self {
            Self::Disputed => ClaimAct::Disputed,
            Self::Suspended => ClaimAct::Suspended,
            Self::Settled => ClaimAct::Settled,
        }
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let (act, date) = (args.what.act(), context.today());
    if date > context.clock_today() {
        let why = "the date of what became of a claim is in the future";
        return Err(CommandError::usage(why).hint(Hint::new("hint-claim-date")));
    }
    let invoice: Text = (args.invoice.parse())
        .map_err(|rule| CommandError::usage(format!("the invoice's number {rule}")))?;
    let note = note(args.note.as_deref())?;
    let register = context.trusted(Register::may_seal)?;
    let planned = register.register().repo().head()?;
    let number = customers::one(&register, &args.customer)?;
    let customer = register.load(number)?.customer;
    register.register().journals_are_committed([number])?;
    let known = register.journal(number)?;
    let new = NewClaimAct::new(&known, invoice.as_str(), act, date, note)?;
    let is_consumer = judge(&customer).is_none_or(|(kind, _)| kind == ClaimKind::Consumer);
    if act == ClaimAct::Suspended && !is_consumer {
        let values = [("number", number.to_string().into())];
        context.ui().warn("claim-no-consumer", &values);
    }
    warn(context, &new);
    let is_dry = context.globals().dry_run;
    let is_noted = !new.is_known && !is_dry;
    let line = journal::line(context.words(), &new.event);
    let shape =
        json!({ "customer": number.get(), "event": journal::shape(&new.event), "noted": is_noted });
    if is_noted {
        register.note_act(planned, context.clock().now(), number, new.event)?;
    }
    if context.globals().json {
        context.ui().json(&shape)?;
    }
    if new.is_known {
        context.ui().say("nothing-changed", &[]);
        return Ok(());
    }
    let name = text::visible(customer.title());
    let values = [
        ("number", number.to_string().into()),
        ("name", name.into()),
        ("event", line.into()),
    ];
    let key = if is_dry { "claim-plan" } else { "claim-noted" };
    context.ui().say(key, &values);
    if is_dry {
        context.ui().say("dry-run", &[]);
    }
    Ok(())
}

fn note(typed: Option<&str>) -> Result<Option<Text>, CommandError> {
    let read = match typed {
        Some("-") => Some(values::standard_input()?),
        typed => typed.map(str::to_owned),
    };
    let parse = |text: String| text.trim().parse();
    let note = read.map(parse).transpose();
    note.map_err(|rule: crate::model::Rule| CommandError::usage(format!("the note {rule}")))
}

/// What the owner may have got wrong.
fn warn(context: &Context, new: &NewClaimAct) {
    let invoice = new.event.lines.first().map_or("", Line::invoice);
    let invoice = text::visible(invoice);
    if let Some(settled) = new.settled {
        let values = [
            ("invoice", invoice.clone().into()),
            ("date", crate::model::date::finnish(settled).into()),
        ];
        context.ui().warn("claim-settled-later", &values);
    }
    if !new.others.is_empty() {
        let mut others = new.others[..new.others.len().min(FEW)].join(", ");
        if new.others.len() > FEW {
            others.push_str(", …");
        }
        let values = [
            ("invoice", invoice.into()),
            ("others", text::visible(&others).into()),
        ];
        context.ui().warn("claim-no-letter", &values);
    }
}
