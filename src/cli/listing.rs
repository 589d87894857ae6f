//! Customers in columns, for the eye.

use super::words::Words;
use crate::model::{Address, Customer};
use crate::text;

/// A column is cut here; a terminal of 100 columns holds the four.
const WIDTHS: [usize; 4] = [6, 36, 20, 34];

/// Returns the table of some customers: number, who, where, e-mail.
pub(super) fn table(words: &Words, customers: &[&Customer]) -> String {
    let heading = [
        "column-number",
        "column-customer",
        "column-city",
        "column-email",
    ]
    .map(|key| words.say(key));
    let rows: Vec<[String; 4]> = customers
        .iter()
        .map(|customer| row(words, customer))
        .collect();
    let mut lines = vec![heading];
    lines.extend(rows);
    columns(&lines)
}

fn row(words: &Words, customer: &Customer) -> [String; 4] {
    let city = customer
        .billing_address()
        .or(customer.postal_address())
        .map_or("", Address::city);
    let ended = if customer.is_ended() {
        format!(" ({})", words.say("ended"))
    } else {
        String::new()
    };
    [
        customer.number().to_string(),
        format!("{}{ended}", customer.title()),
        city.to_owned(),
        customer
            .email()
            .map_or_else(String::new, ToString::to_string),
    ]
}

/// Lines up cells in columns two spaces apart, as wide as their widest cell, within bounds; the first is flush right.
fn columns(lines: &[[String; 4]]) -> String {
    let shown: Vec<[String; 4]> = lines
        .iter()
        .map(|line| std::array::from_fn(|at| cut(&text::visible(&line[at]), WIDTHS[at])))
        .collect();
    let width = |at: usize| {
        shown
            .iter()
            .map(|line| line[at].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut out = String::new();
    for [number, who, city, email] in &shown {
        let line = format!(
            "{number:>0$}  {who:<1$}  {city:<2$}  {email}",
            widths[0], widths[1], widths[2]
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn cut(cell: &str, width: usize) -> String {
    if cell.chars().count() <= width {
        return cell.to_owned();
    }
    cell.chars().take(width - 1).chain(['…']).collect()
}
