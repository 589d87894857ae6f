//! Reads the objects of PDFs that this program wrote: a plain table of objects, no object streams, no encryption. Whatever is
//! not of that form is not ours and is refused, never guessed at.

/// A letter's bytes, and where its objects lie.
pub(super) struct Letter<'b> {
    bytes: &'b [u8],
    /// Start of each object, by number; the free ones have none.
    starts: Vec<Option<usize>>,
    /// Where the table begins, behind the last object.
    table: usize,
}

/// An object: its dictionary or array, and a stream's data with everything behind.
pub(super) struct Object<'b> {
    text: &'b [u8],
    pub(super) data: &'b [u8],
}

/// A piece of an object.
pub(super) enum Token<'b> {
    /// Bytes to be copied.
    Plain(&'b [u8]),
    /// A reference to the object of that number.
    Reference(usize),
    /// A page's reference to the list of pages.
    Parent,
}

impl<'b> Letter<'b> {
    /// Reads the table of objects.
    pub(super) fn parse(bytes: &'b [u8]) -> Option<Self> {
        let tail = bytes.len().saturating_sub(64);
        let at = tail + find(&bytes[tail..], b"startxref\n")? + b"startxref\n".len();
        let (table, _) = number(bytes.get(at..)?)?;
        let entries = bytes.get(table..)?.strip_prefix(b"xref\n0 ")?;
        let (count, rest) = number(entries)?;
        let entries = rest.strip_prefix(b"\n")?.get(..count.checked_mul(20)?)?;
        let start = |entry: &[u8]| {
            let (start, _) = number(entry)?;
            (entry[17] == b'n' && start < table).then_some(start)
        };
        let starts = entries.chunks(20).map(start).collect();
        Some(Self {
            bytes,
            starts,
            table,
        })
    }

    /// Returns the numbers of the pages, in order.
    pub(super) fn pages(&self) -> Option<Vec<usize>> {
        let numbers = 1..self.starts.len();
        let mut lists = numbers
            .filter_map(|one| self.object(one))
            .filter(|one| one.text.starts_with(b"<</Type/Pages"));
        let list = lists.next()?;
        let kids = list
            .tokens(false)
            .into_iter()
            .filter_map(|token| match token {
                Token::Reference(page) => Some(page),
                _ => None,
            });
        lists.next().is_none().then(|| kids.collect())
    }

    /// Returns an object.
    pub(super) fn object(&self, number: usize) -> Option<Object<'b>> {
        let start = (*self.starts.get(number)?)?;
        let later = self
            .starts
            .iter()
            .flatten()
            .filter(|one| **one > start)
            .min();
        let whole = self.bytes.get(start..*later.unwrap_or(&self.table))?;
        let body = whole.strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        // A stream's data may hold anything, so the end of the text is looked for from its front.
        let split = find(body, b"\nstream\n").or_else(|| find(body, b"\nendobj\n"))?;
        let (text, data) = body.split_at(split);
        Some(Object { text, data })
    }
}

impl<'b> Object<'b> {
    /// Returns the text in pieces; of a page, what ties it to its old file is left out.
    pub(super) fn tokens(&self, is_page: bool) -> Vec<Token<'b>> {
        let text = self.text;
        let (mut tokens, mut plain, mut at) = (Vec::new(), 0, 0);
        while at < text.len() {
            let rest = &text[at..];
            let found = if rest.starts_with(b"(") {
                at += string(rest);
                continue;
            } else if is_page && rest.starts_with(b"/Parent ") {
                let (_, skipped) = reference(&rest[8..]).unwrap_or_default();
                Some((Some(Token::Parent), 8 + skipped))
            } else if is_page && rest.starts_with(b"/StructParents ") {
                let end = number(&rest[15..]).map_or(0, |(_, behind)| rest.len() - behind.len());
                Some((None, end))
            } else if at == 0 || !text[at - 1].is_ascii_alphanumeric() && text[at - 1] != b'.' {
                reference(rest).map(|(old, length)| (Some(Token::Reference(old)), length))
            } else {
                None
            };
            let Some((token, length)) = found.filter(|(_, length)| *length > 0) else {
                at += 1;
                continue;
            };
            tokens.push(Token::Plain(&text[plain..at]));
            tokens.extend(token);
            at += length;
            plain = at;
        }
        tokens.push(Token::Plain(&text[plain..]));
        tokens
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|one| one == what)
}

/// A whole number at the front, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()?;
    Some((value, &bytes[digits..]))
}

/// `12 0 R` at the front: the object's number, and how long it is.
fn reference(bytes: &[u8]) -> Option<(usize, usize)> {
    let (old, rest) = number(bytes)?;
    let behind = rest.strip_prefix(b" 0 R")?;
    let ends = !behind.first().is_some_and(u8::is_ascii_alphanumeric);
    ends.then_some((old, bytes.len() - behind.len()))
}

/// The length of a string in parentheses at the front.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{Letter, Object, Token};

    #[test]
    fn references_are_found_where_they_are_some() {
        let text = b"<</A 12 0 R/T(no 7 0 R \\) 8 0 R)/B[3 0 R 1.4 0 R 41 0 Rx]/StructParents 0/Parent 1 0 R>>";
        let object = Object { text, data: b"" };
        let found: Vec<usize> = object
            .tokens(true)
            .iter()
            .filter_map(|token| match token {
                Token::Reference(old) => Some(*old),
                Token::Parent => Some(0),
                Token::Plain(_) => None,
            })
            .collect();
        assert_eq!(found, [12, 3, 0]);
        let plain: Vec<u8> = object
            .tokens(true)
            .iter()
            .flat_map(|token| match token {
                Token::Plain(bytes) => bytes.to_vec(),
                _ => Vec::new(),
            })
            .collect();
        assert!(!String::from_utf8(plain).unwrap().contains("StructParents"));
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        for foreign in [
            &b""[..],
            b"%PDF-1.7\nstartxref\n0\n%%EOF",
            b"startxref\n99999999999999999999\n",
        ] {
            assert!(Letter::parse(foreign).is_none());
        }
    }
}
