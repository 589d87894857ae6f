//! What templates can do to a text: bring dates, sums, numbers and addresses into the letter's language, and lay them out.
//!
//! `none` passes through every filter, so an absent field stays absent; a value of the wrong kind is refused in fixed words.

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State};

use crate::receivables::{Barcode, Reference};

use super::address::Place;
use super::draw;
use super::escape;
use super::forms;
use super::language::Language;
use super::scope::Trace;
use super::wrap;

/// The names of our filters and of the engine's that letters are likely to use, for "did you mean".
pub(super) const NAMES: [&str; 29] = [
    "address",
    "bars",
    "column",
    "date",
    "iban",
    "money",
    "qr",
    "reference",
    "rows",
    "typ",
    "wrap",
    "upper",
    "lower",
    "title",
    "capitalize",
    "trim",
    "join",
    "replace",
    "default",
    "length",
    "first",
    "last",
    "list",
    "items",
    "sort",
    "map",
    "select",
    "indent",
    "split",
];

fn refused(rule: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, "refused").with_source(Trace::Refused(rule))
}

/// Returns the text of a string or number, nothing for `none`.
fn text(value: &Value) -> Result<Option<String>, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let plain = value.as_str().is_some() || value.is_number();
    match (value.is_none(), plain) {
        (true, _) => Ok(None),
        (_, true) => Ok(Some(value.to_string())),
        _ => Err(refused("this filter needs a text")),
    }
}

/// Makes a filter of a function from text to text.
fn over(f: impl Fn(&str) -> Result<String, Error>) -> impl Fn(&Value) -> Result<Value, Error> {
    move |value| match text(value)? {
        Some(text) => Ok(Value::from(f(&text)?)),
        None => Ok(Value::from(())),
    }
}

/// Gives the environment the filters of one language.
pub(super) fn install(env: &mut Environment<'_>, language: Language) {
    add(env, "date", move |text| {
        let date = forms::read_date(text);
        let date =
            date.ok_or_else(|| refused("`date` needs a date such as 3.12.2026 or 2026-12-03"))?;
        Ok(forms::date(date, language))
    });
    add(env, "money", move |text| {
        let amount = forms::read_money(text);
        let amount = amount.ok_or_else(|| refused("`money` needs a sum such as 310,00"))?;
        Ok(forms::money(amount, language))
    });
    add(env, "reference", |text| {
        let reference = text.parse::<Reference>();
        let reference =
            reference.map_err(|_| refused("`reference` needs a valid reference number"))?;
        Ok(reference.to_string())
    });
    add(env, "iban", |text| Ok(forms::iban(text)));
    add(env, "upper", |text| Ok(text.to_uppercase()));
    add(env, "lower", |text| Ok(text.to_lowercase()));
    add(env, "trim", |text| Ok(text.trim().to_owned()));
    env.add_filter("address", move |place: Value| address(&place, language));
    env.add_filter("wrap", |value: Value, width: Option<usize>| {
        over(|text| Ok(wrap::wrap(text, width.unwrap_or(wrap::WIDTH))))(&value)
    });
    env.add_filter("typ", |value: Value| typ(&value));
    env.add_filter("bars", |value: Value| drawn(&value, bars));
    env.add_filter("qr", |value: Value| drawn(&value, draw::qr));
    env.add_filter("column", |value: Value, width: usize| {
        over(|text| Ok(wrap::column(text, width.min(200))))(&value)
    });
    env.add_filter("rows", |value: Value, count: usize| {
        over(|text| Ok(wrap::rows(text, count.min(200))))(&value)
    });
}

fn add(
    env: &mut Environment<'_>,
    name: &'static str,
    f: impl Fn(&str) -> Result<String, Error> + Send + Sync + 'static,
) {
    let filter = over(f);
    env.add_filter(name, move |value: Value| filter(&value));
}

/// A value as typst code: a text in quotes, a list in parentheses, `none` as it is.
fn typ(value: &Value) -> Result<Value, Error> {
    if value.kind() == ValueKind::Seq {
        let items: Vec<Value> = value.try_iter()?.collect();
        let items: Vec<String> = items.iter().map(literal).collect::<Result<_, _>>()?;
        let list: String = items.iter().map(|item| format!("{item},")).collect();
        return Ok(Value::from_safe_string(format!("({list})")));
    }
    Ok(Value::from_safe_string(literal(value)?))
}

/// A code's SVG as typst code, which the layout places.
fn drawn(value: &Value, draw: impl Fn(&str) -> Option<String>) -> Result<Value, Error> {
    let Some(text) = text(value)? else {
        return Ok(Value::from_safe_string("none".into()));
    };
    let drawn =
        draw(&text).ok_or_else(|| refused("`bars` takes 54 digits, `qr` at most 331 bytes"))?;
    Ok(Value::from_safe_string(format!("\"{drawn}\"")))
}

fn bars(digits: &str) -> Option<String> {
    let code: Barcode = digits.parse().ok()?;
    Some(draw::bars(&code.widths()))
}

fn literal(value: &Value) -> Result<String, Error> {
    let quoted = |text: String| format!("\"{}\"", escape::typst(&text));
    Ok(text(value)?.map_or_else(|| "none".into(), quoted))
}

/// The lines of a table with street, postcode, city and country, joined; nothing where the address is not whole.
fn address(place: &Value, language: Language) -> Result<Value, Error> {
    let whole = |_| refused("`address` needs a table with street, postcode, city and country");
    let part = |key: &str| text(&place.get_attr(key)?).map_err(whole);
    let (street, postcode, city) = (part("street")?, part("postcode")?, part("city")?);
    let country = part("country")?.unwrap_or_else(|| "FI".into());
    let (Some(street), Some(postcode), Some(city)) = (street, postcode, city) else {
        return Ok(Value::from(()));
    };
    let place = Place {
        street: &street,
        postcode: &postcode,
        city: &city,
        country: &country,
    };
    Ok(Value::from(place.lines("FI", language).join("\n")))
}

/// Prints a value: `none` as nothing, a text or number as it is; a whole table is a slip and refused.
pub(super) fn print(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if value.kind() == ValueKind::Invalid {
        return Err(refused("a name that is not there cannot be printed"));
    }
    let whole = value.as_object().is_some() && value.as_str().is_none();
    if whole {
        return Err(refused("a whole table or list cannot be printed"));
    }
    escape::print(out, state, value)
}
