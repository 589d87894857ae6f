//! Which column is what: said by the user, else by `register.toml`, else known from the header.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::import::{Row, Target, headers};
use crate::model::{BusinessId, Email, Fault, FieldPath, Schema, UnknownField};
use crate::register::store::Register;
use crate::text;
use crate::text::table::{Row as Cells, Table, letters};

/// The columns of one table, resolved.
pub struct Columns {
    headers: Vec<String>,
    /// How each column is called in `--map` and in `register.toml`: no two alike.
    names: Vec<String>,
    targets: Vec<Option<Target>>,
    /// Columns nobody has said anything about.
    unknown: Vec<usize>,
    /// Columns that the user or the register has said something about.
    mapped: BTreeSet<usize>,
    /// Names in the register's mapping that several columns of this table have.
    unclear: Vec<String>,
    new: BTreeMap<String, String>,
}

/// A column that is not read, and the field that its cells look like.
pub struct Doubtful {
    /// Its name, as `--map` takes it.
    pub column: String,
    /// The field.
    pub field: FieldPath,
}

impl Doubtful {
    /// Whether nothing may be imported before somebody has said what the column is: without its business ID a company is taken for a
    /// consumer, and asked for what the law says of one.
    pub fn must_be_said(&self) -> bool {
        self.field == FieldPath::BUSINESS_ID
    }
}

/// What the cells of a field look like.
struct Look {
    field: FieldPath,
    is_like: fn(&str) -> bool,
}

fn looks() -> [Look; 3] {
    let [_, postcode, ..] = FieldPath::BILLING;
    [
        Look {
            field: FieldPath::BUSINESS_ID,
            is_like: is_like_business_id,
        },
        Look {
            field: FieldPath::EMAIL,
            is_like: is_like_email,
        },
        Look {
            field: postcode,
            is_like: is_like_postcode,
        },
    ]
}

/// Eight digits alone may be a day or a telephone number.
fn is_like_business_id(cell: &str) -> bool {
    let marked = cell.contains('-') || cell.trim_start().to_ascii_uppercase().starts_with("FI");
    marked && BusinessId::parse_loose(cell).is_ok()
}

fn is_like_email(cell: &str) -> bool {
    cell.trim().parse::<Email>().is_ok()
}

fn is_like_postcode(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.strip_prefix("FI-").unwrap_or(cell);
    let code = digits.split_whitespace().next().unwrap_or_default();
    code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())
}

/// Why a column cannot be mapped as asked.
#[derive(Debug, PartialEq, Eq)]
pub enum MapError {
    /// The field is not declared.
    Field(UnknownField),
    /// The table has no such column.
    NoColumn,
    /// Several columns have the name; these are the names that tell them apart.
    Several(Vec<String>),
}

impl From<UnknownField> for MapError {
    fn from(unknown: UnknownField) -> Self {
        Self::Field(unknown)
    }
}

impl Columns {
    /// Resolves the headers of a table by the register's mapping and by what is known.
    ///
    /// # Errors
    /// `UnknownField` when the register's mapping names a field that is not declared any more.
    pub fn of(register: &Register, table: &Table) -> Result<Self, UnknownField> {
        let mapping = &register.description().import.customers;
        let schema = register.schema();
        let mut columns = Self {
            headers: table.headers.clone(),
            names: unique_names(&table.headers),
            ..Self::none()
        };
        let known = headers::known_together(&table.headers);
        for (at, known) in known.into_iter().enumerate() {
            let name = &columns.names[at];
            let target = match mapping.iter().find(|(column, _)| same(column, name)) {
                Some((_, target)) => {
                    columns.mapped.insert(at);
                    Some(said(target, schema)?)
                }
                None => known
                    .map(|target| Some(target).filter(|target| is_declared(target, schema)))
                    .or_else(|| own(&columns.headers[at], schema).map(Some)),
            };
            if target.is_none() {
                columns.unknown.push(at);
            }
            columns.targets.push(target.flatten());
        }
        let unclear = mapping
            .keys()
            .filter(|name| columns.sharing(name).len() > 1);
        columns.unclear = unclear.cloned().collect();
        Ok(columns)
    }

    /// Columns of a source that needs none.
    pub fn none() -> Self {
        Self {
            headers: Vec::new(),
            names: Vec::new(),
            targets: Vec::new(),
            unknown: Vec::new(),
            mapped: BTreeSet::new(),
            unclear: Vec::new(),
            new: BTreeMap::new(),
        }
    }

    /// Says what a column is; blank: it is never read. Kept in `register.toml` when the import is carried out.
    pub fn say(&mut self, schema: &Schema, column: &str, target: &str) -> Result<(), MapError> {
        let at = self.find(column)?;
        self.targets[at] = said(target, schema)?;
        self.mapped.insert(at);
        self.unknown.retain(|unknown| *unknown != at);
        let stored = self.targets[at]
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        self.new.insert(self.names[at].clone(), stored);
        Ok(())
    }

    /// Finds a column by its name, by `NAME#2` for the second of that name, or by its letter, as in `column F`.
    fn find(&self, column: &str) -> Result<usize, MapError> {
        if let Some(at) = self.names.iter().position(|name| same(name, column)) {
            return Ok(at);
        }
        match self.sharing(column)[..] {
            [] => {}
            [at] => return Ok(at),
            ref several => {
                let names = several.iter().map(|at| self.names[*at].clone());
                return Err(MapError::Several(names.collect()));
            }
        }
        let by_letter = |at: &usize| same(&column_by_letter(*at), column);
        let first = column
            .trim()
            .strip_suffix("#1")
            .map(|name| self.sharing(name));
        match first.as_deref() {
            Some([at]) => Ok(*at),
            _ => (0..self.headers.len())
                .find(by_letter)
                .ok_or(MapError::NoColumn),
        }
    }

    /// The columns whose header is `name`, unless it is the very name of one of them.
    fn sharing(&self, name: &str) -> Vec<usize> {
        if self.names.iter().any(|own| same(own, name)) {
            return Vec::new();
        }
        let all = 0..self.headers.len();
        all.filter(|at| same(&self.headers[*at], name)).collect()
    }

    /// A name in the register's mapping that fits several columns of this table, and the names that tell them apart.
    pub fn unclear(&self) -> Option<(&str, Vec<String>)> {
        self.unclear.iter().find_map(|name| {
            let sharing = self.sharing(name);
            let names = sharing.iter().map(|at| self.names[*at].clone()).collect();
            let open = sharing.iter().any(|at| !self.mapped.contains(at));
            open.then_some((name.as_str(), names))
        })
    }

    /// Headers that neither the user nor the register nor we know.
    pub fn unknown(&self) -> Vec<String> {
        self.unknown
            .iter()
            .map(|at| self.names[*at].clone())
            .collect()
    }

    /// Headers that are read, each with its field.
    pub fn read(&self) -> impl Iterator<Item = (&str, &str)> {
        let columns = self.names.iter().zip(&self.targets);
        columns.filter_map(|(header, target)| Some((header.as_str(), target.as_ref()?.short())))
    }

    /// Columns that are not read; those without a header and without a mapping are left out.
    pub fn ignored(&self) -> Vec<String> {
        let unread = (0..self.headers.len())
            .filter(|at| self.targets[*at].is_none() && !self.headers[*at].trim().is_empty());
        unread.map(|at| self.names[at].clone()).collect()
    }

    /// Pairs of columns that go to the same place: which one is meant, the user must say.
    pub fn clashes(&self) -> Vec<(String, String)> {
        let named = |at: usize| self.names[at].clone();
        headers::clashes(&self.targets)
            .into_iter()
            .map(|(one, other)| (named(one), named(other)))
            .collect()
    }

    /// Whether some column names the customer: without, no row can be imported.
    pub fn have_name(&self) -> bool {
        self.targets.iter().flatten().any(|target| match target {
            Target::NameOrCompany => true,
            Target::Field(path) | Target::Part(path, _) => {
                [FieldPath::NAME, FieldPath::COMPANY].contains(path)
            }
            Target::Number => false,
        })
    }

    /// Columns nobody has said anything about whose cells look like what the register reads, in rows where no other column says it.
    pub fn doubtful(&self, table: &Table) -> Vec<Doubtful> {
        let looks = looks();
        let look = |at: usize| looks.iter().find(|look| self.looks_like(look, at, table));
        let doubtful = self.unknown.iter().filter_map(|at| {
            let field = look(*at)?.field.clone();
            let column = self.names[*at].clone();
            Some(Doubtful { column, field })
        });
        doubtful.collect()
    }

    fn looks_like(&self, look: &Look, at: usize, table: &Table) -> bool {
        let filled = |row: &&Cells| !row.cells[at].trim().is_empty();
        let alike = |row: &&Cells| (look.is_like)(&row.cells[at]);
        let like = table.rows.iter().filter(alike);
        let missing = like.clone().any(|row| !self.reads(look, &row.cells));
        missing && like.count() * 2 >= table.rows.iter().filter(filled).count()
    }

    /// Whether a row says in some column that is read what the field holds.
    fn reads(&self, look: &Look, cells: &[String]) -> bool {
        let mut read = self.targets.iter().zip(cells);
        read.any(|(target, cell)| {
            let field = target.as_ref().and_then(Target::field);
            field.is_some_and(|field| field.key() == look.field.key()) && !cell.trim().is_empty()
        })
    }

    /// What the user said, to be kept in `register.toml`.
    pub fn new_mapping(&self) -> &BTreeMap<String, String> {
        &self.new
    }

    /// Reads the cells of one row.
    pub(super) fn row(&self, cells: &[String]) -> Result<Row, Vec<Fault>> {
        let read = self
            .targets
            .iter()
            .zip(cells)
            .filter_map(|(target, cell)| Some((target.as_ref()?, cell.as_str())));
        Row::read(read)
    }
}

/// Names that tell columns apart: the header, `HEADER#2` for the second of one header, and `column F` where there is no header or where
/// another column is called `HEADER#2` by itself.
fn unique_names(headers: &[String]) -> Vec<String> {
    let folded: Vec<String> = headers
        .iter()
        .map(|header| text::fold(header.trim()))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for header in &folded {
        *counts.entry(header).or_default() += 1;
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut name = |(at, header): (usize, &String)| {
        let own = folded[at].as_str();
        let nth = seen.entry(own).and_modify(|nth| *nth += 1).or_insert(1);
        let numbered = format!("{header}#{nth}");
        match counts[own] {
            _ if own.is_empty() => column_by_letter(at),
            1 => header.clone(),
            _ if counts.contains_key(text::fold(&numbered).as_str()) => column_by_letter(at),
            _ => numbered,
        }
    };
    headers.iter().enumerate().map(&mut name).collect()
}

fn column_by_letter(at: usize) -> String {
    format!("column {}", letters(at))
}

/// Whether a column of this header may be meant by a name as `--map` and `register.toml` have it.
pub fn is_column(header: &str, name: &str) -> bool {
    let bare = name
        .rsplit_once('#')
        .filter(|(_, nth)| nth.parse::<u32>().is_ok());
    same(header, name) || bare.is_some_and(|(bare, _)| same(header, bare))
}

fn said(target: &str, schema: &Schema) -> Result<Option<Target>, UnknownField> {
    if target.trim().is_empty() {
        Ok(None)
    } else {
        Target::parse(target, schema).map(Some)
    }
}

/// A path of the record that is declared here: our own export writes such headers, whatever the owner has declared.
fn own(header: &str, schema: &Schema) -> Option<Target> {
    let path = header.trim();
    path.contains('.')
        .then(|| Target::parse(path, schema).ok())
        .flatten()
}

/// A column that is known and goes to a field nobody declared is left out like any other.
fn is_declared(target: &Target, schema: &Schema) -> bool {
    target.field().is_none_or(|path| schema.declares(path))
}

fn same(one: &str, other: &str) -> bool {
    text::fold(one.trim()) == text::fold(other.trim())
}

#[cfg(test)]
mod tests {
    use super::unique_names;

    fn names(headers: &[&str]) -> Vec<String> {
        let headers: Vec<String> = headers.iter().map(ToString::to_string).collect();
        unique_names(&headers)
    }

    #[test]
    fn names_tell_columns_apart() {
        assert_eq!(
            names(&["Nimi", "Osoite", "OSOITE", ""]),
            ["Nimi", "Osoite#1", "OSOITE#2", "column D"]
        );
        assert_eq!(names(&["Osoite#2", "Nimi"]), ["Osoite#2", "Nimi"]);
        assert_eq!(
            names(&["Osoite", "Osoite", "Osoite#2"]),
            ["Osoite#1", "column B", "Osoite#2"]
        );
    }
}
