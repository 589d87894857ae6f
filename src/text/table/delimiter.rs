//! What stands between cells, found by looking: Finnish programs write `;`, English ones `,`, a pasted table has tabs.

use std::cmp::Reverse;

use super::header::Header;
use super::scan::{Record, scan};

/// The four delimiters in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `;`, the habit where `,` is the decimal sign.
    #[default]
    Semicolon,
    /// `,`, as in RFC 4180.
    Comma,
    /// A tab.
    Tab,
    /// `|`.
    Pipe,
}

/// How many rows after the header are looked at.
const LOOKED_AT: usize = 100;

impl Delimiter {
    pub(super) const ALL: [Self; 4] = [Self::Semicolon, Self::Comma, Self::Tab, Self::Pipe];

    /// The character itself.
    pub fn as_char(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Pipe => '|',
        }
    }

    /// Finds the delimiter of a text: of those that stand in the header line outside quotation marks, the one under which most of its names
    /// are known, and the fewest of the next rows are wider than the header; of equals, the one with more columns. A header without any has
    /// one column.
    pub(super) fn sniff(text: &str, header: &Header<'_>) -> Self {
        Self::ALL
            .into_iter()
            .filter_map(|delimiter| Some((delimiter.fitness(text, header)?, delimiter)))
            .min_by_key(|(fitness, _)| *fitness)
            .map_or(Self::Semicolon, |(_, delimiter)| delimiter)
    }

    /// (known names counted down, rows that do not fit, columns counted down): less is better; none where the header is not divided.
    fn fitness(
        self,
        text: &str,
        header: &Header<'_>,
    ) -> Option<(Reverse<usize>, usize, Reverse<usize>)> {
        let records: Vec<Record> = scan(text, self)
            .map_while(Result::ok)
            .filter(|record| !record.is_blank())
            .take(LOOKED_AT)
            .collect();
        let at = header.position(&records)?;
        let columns = records[at].cells.len();
        let fits = |record: &&Record| record.width() <= columns && record.cells.len() > 1;
        let rows = &records[at + 1..];
        let unfit = rows.len() - rows.iter().filter(fits).count();
        let known = header.known_names(&records[at]);
        (columns > 1).then_some((Reverse(known), unfit, Reverse(columns)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, Header};

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
            ("a|b\n1|2;3,4\n", Delimiter::Pipe),
        ];
        for (text, delimiter) in cases {
            let header = Header::Known(&|_| false);
            assert_eq!(Delimiter::sniff(text, &header), delimiter, "{text:?}");
        }
    }
}
