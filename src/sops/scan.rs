//! The short way into a file in our own layout: opening a register is reading ten thousand of them, and a whole TOML parser took a
//! sixth of that time.
//!
//! What is read here is a small subset of TOML: bare names, plain one-line strings, `enc` over several lines, all names in order, which
//! is why none can stand twice. Anything else is left to the whole parser; a property test holds the two together.

use std::borrow::Cow;

use crate::sops::raw::{Pairs, Raw};

/// Reads a file in our layout, or says nothing about any other.
pub(super) fn canonical(text: &str) -> Option<Pairs<'_>> {
    let mut scan = Scan {
        rest: text,
        root: Vec::with_capacity(8),
        age: Vec::new(),
    };
    while !scan.rest.is_empty() {
        scan.line()?;
    }
    scan.finish()
}

struct Scan<'a> {
    rest: &'a str,
    /// The tables so far; `sops` can only be the last.
    root: Pairs<'a>,
    /// The entries of `[[sops.age]]`, which follow it.
    age: Vec<Pairs<'a>>,
}

impl<'a> Scan<'a> {
    fn line(&mut self) -> Option<()> {
        let line = self.take_line();
        if line.is_empty() {
            Some(())
        } else if line == "[[sops.age]]" {
            self.in_sops().then(|| self.age.push(Vec::new()))
        } else if let Some(name) = line.strip_prefix('[') {
            self.table(name.strip_suffix(']')?)
        } else {
            let (key, value) = line.split_once(" = ")?;
            self.pair(key, value)
        }
    }

    fn take_line(&mut self) -> &'a str {
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        line
    }

    fn in_sops(&self) -> bool {
        self.root.last().is_some_and(|(name, _)| name == "sops")
    }

    fn table(&mut self, name: &'a str) -> Option<()> {
        let follows = name == "sops" || self.root.last().is_none_or(|(last, _)| &**last < name);
        if self.in_sops() || !follows || !is_bare(name) {
            return None;
        }
        let keys = Raw::Table(Vec::with_capacity(8));
        self.root.push((Cow::Borrowed(name), keys));
        Some(())
    }

    fn pair(&mut self, key: &'a str, value: &'a str) -> Option<()> {
        let value = if value == "\"\"\"" {
            self.lines()?
        } else {
            value
                .strip_prefix('"')?
                .strip_suffix('"')
                .filter(|text| is_plain(text))?
        };
        let in_sops = self.in_sops();
        let pairs = self.current()?;
        let is_new = if in_sops {
            key != "age" && pairs.iter().all(|(before, _)| before != key)
        } else {
            pairs.last().is_none_or(|(last, _)| &**last < key)
        };
        (is_new && is_bare(key)).then(|| {
            let value = Raw::Text(Cow::Borrowed(value));
            pairs.push((Cow::Borrowed(key), value));
        })
    }

    fn current(&mut self) -> Option<&mut Pairs<'a>> {
        if let Some(pairs) = self.age.last_mut() {
            return Some(pairs);
        }
        match self.root.last_mut()? {
            (_, Raw::Table(pairs)) => Some(pairs),
            _ => None,
        }
    }

    /// The rest of a string over several lines, up to quotes on a line of their own.
    fn lines(&mut self) -> Option<&'a str> {
        let end = self.rest.find('"')?;
        let (text, rest) = self.rest.split_at(end);
        let rest = rest.strip_prefix("\"\"\"")?;
        self.rest = rest
            .strip_prefix('\n')
            .or(rest.is_empty().then_some(rest))?;
        text.split('\n').all(is_plain).then_some(text)
    }

    fn finish(mut self) -> Option<Pairs<'a>> {
        if !self.age.is_empty() {
            let list = self.age.into_iter().map(Raw::Table).collect();
            let (_, Raw::Table(sops)) = self.root.last_mut()? else {
                return None;
            };
            sops.push((Cow::Borrowed("age"), Raw::List(list)));
        }
        Some(self.root)
    }
}

fn is_bare(name: &str) -> bool {
    let bare = |c: u8| c.is_ascii_alphanumeric() || c == b'_' || c == b'-';
    !name.is_empty() && name.bytes().all(bare)
}

/// Printable ASCII that means itself in a TOML string.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|c| matches!(c, b' '..=b'~') && c != b'"' && c != b'\\')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sops::read;

    const LINES: &[&str] = &[
        "[a]\n",
        "[b]\n",
        "[sops]\n",
        "[[sops.age]]\n",
        "[sops.age]\n",
        "[a-b]\n",
        "[]\n",
        "[[a]]\n",
        "\n",
        "a = \"x\"\n",
        "b = \"\"\n",
        "b = \"y\"\n",
        "age = \"z\"\n",
        "c = \"\\u0041\"\n",
        "c = \"\"\"\nline\n\"\"\"\n",
        "enc = \"\"\"\n\n a = b\n[c]\n\"\"\"\n",
        "c = \"\"\"\"\n",
        "c = \"\"\"x\"\"\"\n",
        "c = 'x'\n",
        "c = 1\n",
        "# c\n",
        "\"d\" = \"x\"\n",
        "d = \"é\"\n",
        "d = \"x\" # c\n",
        "d = \"x\"",
        " d = \"x\"\n",
        "d= \"x\"\n",
        "d = \"a\" = \"b\"\n",
        "d = \"x\r\"\n",
        "d = \"x\"\r\n",
        "e = \"\"\"\nx\"\"\"",
        "\"\"\"\n",
        "= \"x\"\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn what_is_scanned_is_what_toml_says(lines in prop::collection::vec(prop::sample::select(LINES), 0..9)) {
            let text = lines.concat();
            if let Some(pairs) = canonical(&text) {
                let whole = read::whole_toml(&text);
                prop_assert!(whole.is_ok_and(|whole| whole == pairs), "{}", text);
            }
        }
    }

    #[test]
    fn our_layout_is_scanned() {
        let text = "[a]\nb = \"x\"\nc = \"y\"\n\n[b]\na = \"\"\n\n[sops]\nmac = \"z\"\n\n[[sops.age]]\nenc = \"\"\"\nA\nB\n\"\"\"\n";
        assert!(canonical(text).is_some_and(|pairs| pairs == read::whole_toml(text).unwrap()));
    }

    #[test]
    fn what_may_stand_twice_or_out_of_order_is_left_to_toml() {
        let left = [
            "[sops]\n[sops]\n",
            "[sops]\n[t]\n",
            "[b]\n[a]\n",
            "[a]\n[a]\n",
            "[a]\nb = \"\"\nb = \"\"\n",
            "[a]\nb = \"\"\na = \"\"\n",
            "[sops]\nage = \"\"\n[[sops.age]]\n",
            "[sops]\nmac = \"\"\nx = \"\"\nmac = \"\"\n",
            "[sops]\n[[sops.age]]\nenc = \"\"\nenc = \"\"\n",
            "[[sops.age]]\n",
            "a = \"\"\n",
        ];
        assert!(left.iter().all(|text| canonical(text).is_none()));
    }
}
