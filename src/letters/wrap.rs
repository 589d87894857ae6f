//! Paragraphs that fit a printed page, whatever the length of the names and sums that were put into them.

/// Columns of a line of body text.
pub(super) const WIDTH: usize = 72;

/// Reflows each paragraph to `width` columns. Lines end only at plain spaces, so a sum keeps its sign; a line that starts
/// with a space, `-` or `*` begins anew, so that lists and tables stay what they are.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines() {
        let starts_anew = line.starts_with([' ', '-', '*']);
        if line.trim().is_empty() || starts_anew {
            flush(&mut out, &mut paragraph, width);
        }
        if line.trim().is_empty() {
            out.push('\n');
        } else if line.starts_with(' ') {
            out.push_str(line.trim_end());
            out.push('\n');
        } else {
            paragraph.push(line);
        }
    }
    flush(&mut out, &mut paragraph, width);
    out
}

fn flush(out: &mut String, paragraph: &mut Vec<&str>, width: usize) {
    let mut column = 0;
    let words = paragraph.iter().flat_map(|line| line.split([' ', '\t']));
    for word in words.filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    if column > 0 {
        out.push('\n');
    }
    paragraph.clear();
}

/// Pads each text with spaces to a column, and always leaves two.
pub(super) fn column(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text.chars().count()).max(2);
    format!("{text}{}", " ".repeat(spaces))
}

/// Fills up with empty lines, so that what follows stands where an envelope's window shows it.
pub(super) fn rows(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let blank = "\n".repeat(count.saturating_sub(lines.len()).max(1));
    format!("{}\n{blank}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{column, rows, wrap};

    #[test]
    fn paragraphs_are_reflowed_and_lists_are_kept() {
        let text = "one two\nthree four\n\n- five\n- six seven eight\n  table   row\nnine\n";
        assert_eq!(
            wrap(text, 12),
            "one two\nthree four\n\n- five\n- six seven\neight\n  table   row\nnine\n"
        );
        assert_eq!(
            wrap("sum 1\u{a0}310,00\u{a0}€", 8),
            "sum\n1\u{a0}310,00\u{a0}€\n"
        );
        assert_eq!(wrap("", 8), "");
    }

    #[test]
    fn columns_and_rows_fill_up() {
        assert_eq!(column("Äö", 5), "Äö   ");
        assert_eq!(column("long text", 5), "long text  ");
        assert_eq!(rows("a\nb\n", 4), "a\nb\n\n\n");
        assert_eq!(rows("a\nb\nc", 2), "a\nb\nc\n\n");
    }
}
