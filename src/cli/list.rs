//! Lists that are handed over: what the command line says of their shape, and what of them is no row.

use serde_json::json;

use super::words::Words;
use crate::text::table::{Header, Known, Options, Skip, Skipped};

/// Where the rows of a list stand
#[derive(clap::Args)]
pub(super) struct ListArgs {
    /// The line of the column names, where it is not found by itself
    #[arg(long, value_name = "LINE")]
    header: Option<u64>,
}

impl ListArgs {
    /// How the list is read.
    pub(super) fn options<'a>(&'a self, known: Known<'a>) -> Options<'a> {
        Options {
            header: self.header.map_or(Header::Known(known), Header::Line),
        }
    }
}

/// The lines that are no rows, one sentence a reason.
pub(super) fn skipped(words: &Words, skipped: &[Skipped]) -> Vec<String> {
    let reasons = [Skip::AboveHeader, Skip::Header, Skip::Total];
    let sentence = |why: Skip| {
        let lines = skipped.iter().filter(|it| it.why == why);
        let lines: Vec<String> = lines.map(|it| it.line.to_string()).collect();
        let n = lines.len();
        (n > 0).then(|| {
            let key = format!("list-skipped-{}", code(why));
            words.say_with(&key, &[("n", n.into()), ("lines", lines.join(", ").into())])
        })
    };
    reasons.into_iter().filter_map(sentence).collect()
}

pub(super) fn skipped_json(skipped: &[Skipped]) -> serde_json::Value {
    let each = skipped
        .iter()
        .map(|it| json!({ "line": it.line, "why": code(it.why) }));
    each.collect()
}

fn code(why: Skip) -> &'static str {
    match why {
        Skip::AboveHeader => "above-header",
        Skip::Header => "header-again",
        Skip::Total => "total",
    }
}
