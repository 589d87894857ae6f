//! Inputs nobody thought of, from those somebody did: bytes, and the parts that all our files have, lines, quoted texts and numbers.

use std::ops::Range;

use fastrand::Rng;

/// Inputs do not grow beyond this.
const MOST: usize = 64 << 10;

/// Numbers and characters at which readers stumble.
const ODD: &[&str] = &[
    "0",
    "-1",
    "999999",
    "1000000",
    "4294967296",
    "9223372036854775808",
    "1e999",
    "0.1",
    "0x10",
    "nan",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[2J",
    "\u{a0}",
    "a\u{308}",
    "ß",
    "İ",
    "𝟙",
    "\r\n",
    "\r",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0000",
    "\\\"",
    "=",
    "#",
    ";",
    ",",
    "\t",
    "null",
    "true",
    "",
];

/// A source of inputs; the same seed gives the same ones.
pub(crate) struct Mutator<'a> {
    corpus: &'a [Vec<u8>],
    words: &'a [&'a str],
    chance: Rng,
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(corpus: &'a [Vec<u8>], words: &'a [&'a str], seed: u64) -> Self {
        let chance = Rng::with_seed(seed);
        Self {
            corpus,
            words,
            chance,
        }
    }

    /// One case, changed in one to six places.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.case().to_vec();
        for _ in 0..=self.chance.usize(..6) {
            input = self.mutated(&input);
            input.truncate(MOST);
        }
        input
    }

    fn case(&mut self) -> &'a [u8] {
        &self.corpus[self.chance.usize(..self.corpus.len())]
    }

    fn mutated(&mut self, input: &[u8]) -> Vec<u8> {
        let at = self.chance.usize(..=input.len());
        let byte = self.chance.u8(..);
        match self.chance.u8(..14) {
            0 => self.flipped(input),
            1 => put(input, at..at, &[byte]),
            2 => put(input, self.range(input.len()), b""),
            3 => {
                let part = input[self.range(input.len())].to_vec();
                put(input, at..at, &part)
            }
            4 => {
                let part = self.range(input.len().min(64));
                let part = input[part].repeat(1 + self.chance.usize(..300));
                put(input, at..at, &part)
            }
            5 | 6 => put(input, at..at, self.word().as_bytes()),
            7 => {
                let word = self.word();
                put(input, self.between(input, is_quote), word.as_bytes())
            }
            8 => {
                let other = self.case();
                let other = &other[self.between(other, is_quote)];
                put(input, self.between(input, is_quote), other)
            }
            9 => {
                let other = self.case();
                let other = &other[self.between(other, is_line)];
                put(input, self.between(input, is_line), other)
            }
            10 => {
                let line = [&input[self.between(input, is_line)], b"\n"].concat();
                let to = self.between(input, is_line).start;
                put(input, to..to, &line)
            }
            11 => put(input, self.between(input, is_line), b""),
            12 => {
                let other = self.case();
                let from = self.between(other, is_line).start;
                put(input, at..input.len(), &other[from..])
            }
            _ => {
                let odd = self.chance.choice(ODD).unwrap_or(&"");
                put(input, self.number(input), odd.as_bytes())
            }
        }
    }

    fn flipped(&mut self, input: &[u8]) -> Vec<u8> {
        let mut input = input.to_vec();
        if !input.is_empty() {
            let at = self.chance.usize(..input.len());
            input[at] ^= 1 << self.chance.u8(..8);
        }
        input
    }

    fn word(&mut self) -> &'a str {
        let words = if self.chance.bool() { self.words } else { ODD };
        self.chance.choice(words).copied().unwrap_or_default()
    }

    /// A short range, anywhere.
    fn range(&mut self, length: usize) -> Range<usize> {
        let start = self.chance.usize(..=length);
        let most = (length - start).min(1 << self.chance.u8(..10));
        start..start + self.chance.usize(..=most)
    }

    /// What lies between two neighbouring marks.
    fn between(&mut self, input: &[u8], is_mark: fn(u8) -> bool) -> Range<usize> {
        let at = self.chance.usize(..=input.len());
        let start = input[..at].iter().rposition(|&c| is_mark(c));
        let end = input[at..].iter().position(|&c| is_mark(c));
        start.map_or(0, |start| start + 1)..end.map_or(input.len(), |end| at + end)
    }

    /// The next run of digits, or nothing at the end.
    fn number(&mut self, input: &[u8]) -> Range<usize> {
        let at = self.chance.usize(..=input.len());
        let start = input[at..].iter().position(u8::is_ascii_digit);
        let start = start.map_or(input.len(), |start| at + start);
        let length = input[start..].iter().take_while(|c| c.is_ascii_digit());
        start..start + length.count()
    }
}

fn is_quote(c: u8) -> bool {
    c == b'"'
}

fn is_line(c: u8) -> bool {
    c == b'\n'
}

fn put(input: &[u8], at: Range<usize>, part: &[u8]) -> Vec<u8> {
    [&input[..at.start], part, &input[at.end..]].concat()
}
