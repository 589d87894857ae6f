//! Which key stands on which line of a public file, so that a fault can name both.
//!
//! Read as people see the file, line by line: the parser says where a value is wrong and not which, the rules the other way round.
//! What is written inside `{ … }` has no line of its own here.

/// The text without the byte order mark that some editors put before it, and git reads past.
pub(super) fn without_mark(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// The dotted key of each line that sets one or opens a table, with its line counted from 1; entries of lists are counted from 1 too.
pub(super) fn keys(source: &str) -> Vec<(usize, String)> {
    let mut table = String::new();
    let mut lists: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in source.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = between(line, "[[", "]]") {
            lists.push(name.clone());
            let count = lists.iter().filter(|list| **list == name).count();
            table = format!("{name}.{count}");
            found.push((at + 1, table.clone()));
        } else if let Some(name) = between(line, "[", "]") {
            table = name;
            found.push((at + 1, table.clone()));
        } else if let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let key = bare(key);
            let dotted = if table.is_empty() {
                key
            } else {
                format!("{table}.{key}")
            };
            found.push((at + 1, dotted));
        }
    }
    found
}

/// The line of a key, where it has one.
pub(super) fn line_of(source: &str, key: &str) -> Option<usize> {
    let found = keys(source).into_iter().find(|(_, known)| known == key);
    found.map(|(line, _)| line)
}

/// The key that is set on a line, or whose list of values goes on there.
pub(super) fn key_at(source: &str, line: usize) -> Option<String> {
    let before = keys(source).into_iter().take_while(|(at, _)| *at <= line);
    before.last().map(|(_, key)| key)
}

fn between(line: &str, open: &str, close: &str) -> Option<String> {
    let (name, _) = line.strip_prefix(open)?.split_once(close)?;
    Some(bare(name))
}

/// A name without the quotes it may stand in.
fn bare(name: &str) -> String {
    let name = name.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| {
        let inner = name.strip_prefix(*quote)?.strip_suffix(*quote)?;
        (!inner.contains(*quote)).then_some(inner)
    });
    quoted.unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{key_at, line_of};

    const FILE: &str = "id = \"x\"\n# a = 1\n[bank]\niban = \"\"\n[[fields]]\npath = \"a\"\n[[fields]]\npath = \"b\"\nlabel = [\n  1,\n]\n[import.receivables]\n\"Lasku nro\" = \"x\"\n";

    #[test]
    fn keys_and_lines_find_each_other() {
        for (line, key) in [
            (1, "id"),
            (4, "bank.iban"),
            (6, "fields.1.path"),
            (8, "fields.2.path"),
            (13, "import.receivables.Lasku nro"),
        ] {
            assert_eq!(line_of(FILE, key), Some(line), "{key}");
            assert_eq!(key_at(FILE, line).as_deref(), Some(key));
        }
        assert_eq!(key_at(FILE, 10).as_deref(), Some("fields.2.label"));
        assert_eq!((line_of(FILE, "a"), key_at("", 1)), (None, None));
    }
}
