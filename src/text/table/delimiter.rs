//! What stands between cells, found by looking: Finnish programs write `;`, English ones `,`, a pasted table has tabs.

use super::scan::{Record, scan};

/// The three delimiters in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `;`, the habit where `,` is the decimal sign.
    #[default]
    Semicolon,
    /// `,`, as in RFC 4180.
    Comma,
    /// A tab.
    Tab,
}

/// How many rows after the header are looked at.
const LOOKED_AT: usize = 50;

impl Delimiter {
    const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    /// The character itself.
    pub fn as_char(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Comma => ',',
            Self::Tab => '\t',
        }
    }

    /// Finds the delimiter of a text: of those that stand in the header line outside quotation marks, the one under which the fewest of
    /// the next rows are wider than the header; of equals, the one with more columns. A header without any has one column.
    pub(super) fn sniff(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .filter_map(|delimiter| Some((delimiter.fitness(text)?, delimiter)))
            .min_by_key(|(fitness, _)| *fitness)
            .map_or(Self::Semicolon, |(_, delimiter)| delimiter)
    }

    /// (rows that do not fit, columns counted down): less is better; none where the header is not divided.
    fn fitness(self, text: &str) -> Option<(usize, std::cmp::Reverse<usize>)> {
        let mut records = scan(text, self)
            .map_while(Result::ok)
            .filter(|record| !record.is_blank());
        let columns = records.next()?.cells.len();
        let fits = |record: &Record| record.width() <= columns && record.cells.len() > 1;
        let unfit = records
            .take(LOOKED_AT)
            .filter(|record| !fits(record))
            .count();
        (columns > 1).then_some((unfit, std::cmp::Reverse(columns)))
    }

    /// Excel's own hint, a first line `sep=;`: the delimiter it names.
    pub(super) fn hinted(line: &str) -> Option<Self> {
        let hint = line.strip_prefix("sep=")?;
        Self::ALL
            .into_iter()
            .find(|delimiter| hint.chars().eq([delimiter.as_char()]))
    }
}

#[cfg(test)]
mod tests {
    use super::Delimiter;

    #[test]
    fn delimiters_are_found() {
        let cases = [
            ("a;b\n1;2\n", Delimiter::Semicolon),
            ("a,b\n1,2\n", Delimiter::Comma),
            ("a\tb\n1\t2\n", Delimiter::Tab),
            ("nimi\nVirtanen, Matti\n", Delimiter::Semicolon),
            ("\"a;b;c\",d\n1,2\n", Delimiter::Comma),
            ("Nimi;Osoite (katu, talo, ovi)\nX;Y\n", Delimiter::Semicolon),
            (
                "Nimi, etu, suku;Osoite\nX;Katu 1, A, 2, 3\n",
                Delimiter::Semicolon,
            ),
            ("a,b;c\n1,2\n3,4\n", Delimiter::Comma),
        ];
        for (text, delimiter) in cases {
            assert_eq!(Delimiter::sniff(text), delimiter, "{text:?}");
        }
    }
}
