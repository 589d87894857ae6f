//! What typst says about a letter, made fit to be shown. Its messages may quote the letter, and its lines are the letter's; so a message
//! is passed on only where each of its words is typst's own or stands in the template, and of a line only the template's form is told.

use std::collections::BTreeSet;

/// Words of typst's own messages.
const OWN: &str = "a add already always condition true false at be current date delimiter depth files get letters load read searched seems unable file an and any are argument arguments array as assertion auto be body boolean bytes call called can cannot character \
    code colon comma consider content contain contains convert could dash dictionary different digit directly divide does duplicate \
    element end equation equals escape evaluate exceeded excessive exist expected expression failed failure field file finite first float found for \
    forgot function has have here hyphen identifier import in index infinite infinity instead integer invalid is it item key keyword \
    kind known label layout left length level line loop mark matching maximum method missing module more most must named negative new no none \
    not number of on one only operator or out outside over panicked parameter parse pattern positional property ratio recursion \
    reference regex relative return seems semicolon set shape should show string subtract supposed syntax text than that the this to \
    too type unclosed unexpected unicode unknown unreachable unsupported use used value values variable was with within without you zero";

/// Returns the message, unless it has a word that may come from a record.
pub(in crate::letters) fn words(message: &str, sources: &[&str]) -> Option<String> {
    let own: BTreeSet<&str> = OWN.split_whitespace().collect();
    let template: BTreeSet<String> = sources.iter().flat_map(|source| split(source)).collect();
    let known = |word: &String| own.contains(word.as_str()) || template.contains(word);
    let whole = !message.is_empty() && message.chars().count() <= 200;
    (whole && split(message).iter().all(known)).then(|| message.replace('\n', " "))
}

fn split(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Finds the template's line that made a line of the letter: the one whose fixed parts follow each other there, and are longest. Returns its
/// file, its number from 1, and its text.
pub(in crate::letters) fn place<'s>(
    line: &str,
    files: &[(&'s str, &'s str)],
) -> Option<(&'s str, usize, &'s str)> {
    let lines = files.iter().flat_map(|(file, source)| {
        let numbered = (1..).zip(source.lines());
        numbered.map(move |(at, text)| (*file, at, text.trim()))
    });
    let fits = lines.filter_map(|(file, at, text)| Some((fit(text, line)?, file, at, text)));
    // Of equals the first is taken: the letter's own file stands before its frame.
    let best = fits.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, file, at, text)| (file, at, text))
}

/// How many characters of the line are the template's, if it can have come from there.
fn fit(template: &str, line: &str) -> Option<usize> {
    let mut rest = line;
    let mut length = 0;
    for part in fixed(template) {
        let at = rest.find(part)?;
        rest = &rest[at + part.len()..];
        length += part.len();
    }
    (length > 0).then_some(length)
}

/// The parts of a template's line outside `{{ … }}`, `{% … %}` and `{# … #}`.
fn fixed(template: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(start) = ["{{", "{%", "{#"]
        .iter()
        .filter_map(|open| rest.find(open))
        .min()
    {
        parts.push(rest[..start].trim());
        let close = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let end = rest[start..]
            .find(close)
            .map_or(rest.len(), |end| start + end + 2);
        rest = &rest[end..];
    }
    parts.push(rest.trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{place, words};

    #[test]
    fn a_word_that_neither_typst_nor_the_template_has_keeps_the_message_back() {
        let template = "#panic({{ customer.name | typ }})";
        assert_eq!(words("panicked with: \"Maija\"", &[template]), None);
        assert_eq!(
            words("unknown variable: colour", &["#colour"]).as_deref(),
            Some("unknown variable: colour")
        );
        assert_eq!(
            words("cannot add integer and string", &[]).as_deref(),
            Some("cannot add integer and string")
        );
        assert_eq!(words("", &[]), None);
    }

    #[test]
    fn the_line_is_found_in_the_template_and_not_in_the_letter() {
        let child = "Hello\n#strong({{ name | typ }}) and #oops {{ x }}\n";
        let files = [("a", child), ("b", "#oops")];
        let found = place("#strong(\"Maija\") and #oops 7", &files);
        assert_eq!(
            found,
            Some(("a", 2, "#strong({{ name | typ }}) and #oops {{ x }}"))
        );
        assert_eq!(place("Maija", &files), None);
    }
}
