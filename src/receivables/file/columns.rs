//! Which column of a list of open invoices is what: said by the owner or `register.toml`, else known from the header. Every other column must
//! be accounted for before a letter is written: a sum that was not read may be what is really open.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::amount::SumStyle;
use crate::model::date::DateStyle;
use crate::model::import::{ClaimColumn, ClaimState, CustomerKey, STATUS_PREFIX};
use crate::receivables::Error;
use crate::text;
use crate::text::table::{Table, letters};

use super::headers::{self, Header};
use super::{CellForm, statuses};

/// The columns of one table, resolved.
pub struct Columns {
    all: Vec<Column>,
    /// What the owner has said of statuses, by the folded word.
    states: BTreeMap<String, ClaimState>,
    /// What was said on top of `register.toml`.
    new: BTreeMap<String, String>,
    /// How the list writes its sums.
    pub(super) sums: SumStyle,
    /// How it writes its dates.
    pub(super) dates: DateStyle,
}

struct Column {
    /// The header. A repeated one ends in `#2`; a blank one is named by its letter, `column F`.
    name: String,
    meaning: Meaning,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Part(ClaimColumn),
    /// A sum in a currency that is not asked for.
    Foreign(ClaimColumn),
    /// Not read: the owner said so, no letter needs it, or all its cells are empty.
    Unread,
    Unknown,
}

/// A column that nobody has said anything about and that has filled cells.
pub struct Unknown {
    /// Its name.
    pub name: String,
    /// What its cells look like.
    pub form: CellForm,
    /// Some of its cells. They are the owner's to see, and nobody else's.
    pub cells: Vec<String>,
}

/// So many cells of an unknown column are shown.
const SHOWN: usize = 3;

impl Columns {
    /// Resolves the headers of a table by the mapping of `register.toml` and what is known.
    ///
    /// # Errors
    /// `MappedTwice` for two mappings of one column, `Mapping` for one to nothing.
    pub fn of(mapping: &BTreeMap<String, String>, table: &Table) -> Result<Self, Error> {
        once(mapping)?;
        let resolved = names(&table.headers).into_iter().enumerate();
        let resolved = resolved.map(|(at, name)| {
            let meaning = match headers::known(&table.headers[at]) {
                Some(Header::Part(part)) => Meaning::Part(part),
                Some(Header::Foreign(part)) => Meaning::Foreign(part),
                Some(Header::Unneeded) => Meaning::Unread,
                None if cells(table, at).next().is_none() => Meaning::Unread,
                None => Meaning::Unknown,
            };
            Column { name, meaning }
        });
        let mut columns = Self {
            all: resolved.collect(),
            states: BTreeMap::new(),
            new: BTreeMap::new(),
            sums: SumStyle::default(),
            dates: DateStyle::default(),
        };
        for (column, meaning) in mapping {
            columns.set(column, meaning).map_err(|()| Error::Mapping {
                column: column.clone(),
            })?;
        }
        columns.observe(table);
        Ok(columns)
    }

    /// Whether a column of that name is read, or was said not to be: what makes a line a header.
    pub fn is_known(mapping: &BTreeMap<String, String>, name: &str) -> bool {
        let mut columns = mapping.keys();
        headers::known(name).is_some()
            || columns.any(|column| text::fold(column) == text::fold(name))
    }

    /// Takes the owner's word for a column (`""`: it is not to be read), or for a status (`status:WORD`). Returns whether the list has
    /// such a column.
    ///
    /// # Errors
    /// `Mapping` for a part or a state that there is not.
    pub fn say(&mut self, table: &Table, key: &str, meaning: &str) -> Result<bool, Error> {
        let meaning = meaning.trim();
        let known = self.set(key, meaning).map_err(|()| Error::Mapping {
            column: key.to_owned(),
        })?;
        let Some(key) = known else {
            return Ok(false);
        };
        self.new.insert(key, meaning.to_owned());
        self.observe(table);
        Ok(true)
    }

    /// Applies a mapping; returns the key as the list spells it, where the list has such a column.
    fn set(&mut self, key: &str, meaning: &str) -> Result<Option<String>, ()> {
        if let Some(word) = key.strip_prefix(STATUS_PREFIX) {
            self.states
                .insert(text::fold(word.trim()), meaning.parse().map_err(drop)?);
            return Ok(Some(key.to_owned()));
        }
        let part = match meaning.trim() {
            "" => Meaning::Unread,
            part => Meaning::Part(part.parse().map_err(drop)?),
        };
        let same = |column: &&mut Column| text::fold(&column.name) == text::fold(key);
        let Some(column) = self.all.iter_mut().find(same) else {
            return Ok(None);
        };
        // Who maps a sum to its part has not said that its currency is another.
        column.meaning = match (headers::known(&column.name), part) {
            (Some(Header::Foreign(_)), Meaning::Part(part)) if headers::is_sum(part) => {
                Meaning::Foreign(part)
            }
            _ => part,
        };
        Ok(Some(column.name.clone()))
    }

    /// Learns how the list writes sums and dates, from all columns that hold them.
    fn observe(&mut self, table: &Table) {
        let (mut sums, mut dates) = (SumStyle::default(), DateStyle::default());
        for (at, column) in self.all.iter().enumerate() {
            match column.meaning {
                Meaning::Part(part) | Meaning::Foreign(part) if headers::is_sum(part) => {
                    cells(table, at).for_each(|cell| sums.observe(cell));
                }
                Meaning::Part(
                    ClaimColumn::InvoiceDate | ClaimColumn::DueDate | ClaimColumn::SentDate,
                ) => {
                    cells(table, at).for_each(|cell| dates.observe(cell));
                }
                _ => {}
            }
        }
        (self.sums, self.dates) = (sums, dates);
    }

    /// The columns that nobody has said anything about and that have filled cells.
    pub fn unknown(&self, table: &Table) -> Vec<Unknown> {
        let unknown = self.all.iter().enumerate();
        let unknown = unknown.filter(|(_, column)| column.meaning == Meaning::Unknown);
        let unknown = unknown.map(|(at, column)| {
            let filled: Vec<&str> = cells(table, at).collect();
            let mut shown: Vec<String> = Vec::new();
            for cell in &filled {
                if shown.len() < SHOWN && !shown.iter().any(|one| one == cell) {
                    shown.push((*cell).to_owned());
                }
            }
            Unknown {
                name: column.name.clone(),
                form: CellForm::judge(&filled),
                cells: shown,
            }
        });
        unknown.collect()
    }

    /// The words of states that nobody knows, as they stand in the list.
    pub fn unknown_states(&self, table: &Table) -> BTreeSet<String> {
        let mut unknown = BTreeMap::new();
        for (at, column) in self.all.iter().enumerate() {
            if column.meaning == Meaning::Part(ClaimColumn::Status) {
                let words = cells(table, at).filter(|word| self.state(word).is_none());
                unknown.extend(words.map(|word| (text::fold(word), word.to_owned())));
            }
        }
        unknown.into_values().collect()
    }

    /// What a word of a state means.
    pub(super) fn state(&self, word: &str) -> Option<ClaimState> {
        let said = self.states.get(&text::fold(word)).copied();
        said.or_else(|| statuses::known(word))
    }

    /// The states of a row; none for a word that nobody knows.
    pub(super) fn states(&self, cells: &[String]) -> Option<Vec<ClaimState>> {
        let words = self.all.iter().zip(cells).filter_map(|(column, cell)| {
            let word = cell.trim();
            let is_state = column.meaning == Meaning::Part(ClaimColumn::Status);
            (is_state && !word.is_empty()).then_some(word)
        });
        words.map(|word| self.state(word)).collect()
    }

    /// What was said of columns and statuses on top of `register.toml`, to be kept there.
    pub fn new_mapping(&self) -> &BTreeMap<String, String> {
        &self.new
    }

    /// The names of all columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|column| column.name.as_str())
    }

    /// The names of those that are not read.
    pub fn ignored(&self) -> Vec<String> {
        let unread = self.all.iter().filter(|column| {
            let is_unread = matches!(column.meaning, Meaning::Unread | Meaning::Unknown);
            is_unread || self.is_beside_euros(column)
        });
        unread.map(|column| column.name.clone()).collect()
    }

    /// Whether the column says in another currency what a column in euros says too.
    fn is_beside_euros(&self, column: &Column) -> bool {
        let Meaning::Foreign(part) = column.meaning else {
            return false;
        };
        self.all
            .iter()
            .any(|other| other.meaning == Meaning::Part(part))
    }

    /// The cells of a row, by what they hold.
    pub(super) fn row<'a>(&self, cells: &'a [String]) -> BTreeMap<ClaimColumn, &'a str> {
        let known = self.all.iter().zip(cells);
        let known = known.filter_map(|(column, cell)| match column.meaning {
            Meaning::Part(part) => Some((part, cell.as_str())),
            Meaning::Foreign(part) if !self.is_beside_euros(column) => Some((part, cell.as_str())),
            _ => None,
        });
        known.collect()
    }

    /// Whether the sums of a part are in a currency that is not asked for.
    pub(super) fn is_foreign(&self, part: ClaimColumn) -> bool {
        let is = |column: &Column| {
            column.meaning == Meaning::Foreign(part) && !self.is_beside_euros(column)
        };
        self.all.iter().any(is)
    }

    /// What every list needs and this one lacks: one of these columns would do.
    pub fn missing(&self) -> Option<Vec<ClaimColumn>> {
        use ClaimColumn as C;
        let parts = self.all.iter().filter_map(|column| match column.meaning {
            Meaning::Part(part) | Meaning::Foreign(part) => Some(part),
            _ => None,
        });
        let parts: Vec<C> = parts.collect();
        let debtor = parts.iter().any(|part| matches!(part, C::Customer(_)));
        let has = |wanted| parts.contains(&wanted);
        let needed = [
            (debtor, vec![C::Customer(CustomerKey::Any)]),
            (has(C::Invoice), vec![C::Invoice]),
            (has(C::DueDate), vec![C::DueDate]),
            (has(C::Open) || has(C::Amount), vec![C::Open, C::Amount]),
        ];
        needed
            .into_iter()
            .find(|(there, _)| !there)
            .map(|(_, parts)| parts)
    }

    /// Checks that each part stands in one column, and that those are there which every list needs.
    ///
    /// # Errors
    /// `TwoColumns`, `NoColumn`.
    pub fn check(&self) -> Result<(), Error> {
        let mut seen: BTreeMap<ClaimColumn, &str> = BTreeMap::new();
        for column in &self.all {
            let part = match column.meaning {
                Meaning::Part(part) if part != ClaimColumn::Status => part,
                Meaning::Foreign(part) if !self.is_beside_euros(column) => part,
                _ => continue,
            };
            if let Some(earlier) = seen.insert(part, &column.name) {
                return Err(Error::TwoColumns {
                    column: part,
                    one: earlier.to_owned(),
                    other: column.name.clone(),
                });
            }
        }
        match self.missing() {
            None => Ok(()),
            Some(columns) => Err(Error::NoColumn {
                columns,
                headers: self.names().map(str::to_owned).collect(),
            }),
        }
    }
}

/// The filled cells of a column.
fn cells(table: &Table, at: usize) -> impl Iterator<Item = &str> {
    let cells = table.rows.iter().filter_map(move |row| row.cells.get(at));
    cells
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
}

/// A name for every column, each another.
fn names(headers: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let named = headers.iter().enumerate().map(|(at, header)| {
        let header = header.trim();
        if header.is_empty() {
            return format!("column {}", letters(at));
        }
        let times = seen.entry(text::fold(header)).or_default();
        *times += 1;
        match *times {
            1 => header.to_owned(),
            times => format!("{header}#{times}"),
        }
    });
    named.collect()
}

/// Which of two mappings of one column was meant cannot be known: a sum might be read as what is open of it.
fn once(mapping: &BTreeMap<String, String>) -> Result<(), Error> {
    let mut seen = BTreeMap::new();
    for column in mapping.keys() {
        if let Some(one) = seen.insert(text::fold(column), column) {
            return Err(Error::MappedTwice {
                one: one.clone(),
                other: column.clone(),
            });
        }
    }
    Ok(())
}
