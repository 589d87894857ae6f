//! One row: its cells in our spelling, and the record that they make together with what is there already.
//!
//! Nothing is judged here but the number: the schema parses the merged record and names the faults.

use std::collections::BTreeMap;
use std::fmt;

use super::Target;
use crate::model::{
    BusinessId, Country, CustomerNumber, Fault, FieldPath, Record, Rule, check_cell,
    is_organisation, tidy_address,
};
use crate::text;

/// The two addresses.
const HOMES: [[FieldPath; 4]; 2] = [FieldPath::BILLING, FieldPath::POSTAL];

/// What a row says, in our spelling; not yet judged.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The number, if the row has one.
    pub number: Option<CustomerNumber>,
    /// The cell of the only name column.
    pub name_or_company: Option<String>,
    /// The cells that are not blank.
    pub fields: BTreeMap<FieldPath, String>,
    /// What the owner should know of the row before it is imported.
    pub notes: Vec<Fault>,
    /// Whether a business ID of another country tells that the row is about a company.
    pub is_foreign_company: bool,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<&FieldPath> = self.fields.keys().collect();
        write!(f, "Row {:?} {paths:?}", self.number)
    }
}

impl Row {
    /// Takes the cells of one row. Business IDs, countries and postcodes are brought to our spelling where they
    /// are understood, and left alone where not: the schema names the fault then.
    pub fn read<'a>(
        cells: impl IntoIterator<Item = (&'a Target, &'a str)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut row = Self::default();
        let mut faults = Vec::new();
        let mut cells: Vec<(&Target, &str)> = cells.into_iter().collect();
        // Stable: parts by their numbers, all else as the columns stand.
        cells.sort_by_key(|(target, _)| target.place());
        for (target, cell) in cells {
            let cell = match target.field() {
                Some(path) if path.key() == "street" => join_lines(cell),
                _ => text::clean(cell),
            };
            if let Err(rule) = check_cell(&cell) {
                let path = match target {
                    Target::Number => FieldPath::NUMBER,
                    Target::NameOrCompany => FieldPath::NAME,
                    Target::Field(path) | Target::Part(path, _) => path.clone(),
                };
                faults.push(Fault::of(path, rule));
                continue;
            }
            match target {
                _ if cell.is_empty() => {}
                Target::Number => match cell.trim_start_matches('0').parse() {
                    Ok(number) => row.number = Some(number),
                    Err(rule) => faults.push(Fault::of(FieldPath::NUMBER, rule)),
                },
                Target::NameOrCompany => row.name_or_company = Some(cell),
                Target::Field(path) | Target::Part(path, _) => row.put(path, cell),
            }
        }
        row.respell();
        if faults.is_empty() {
            Ok(row)
        } else {
            Err(faults)
        }
    }

    /// Sets a field, or joins a further cell to it: names by a blank, lines of a street by a comma, others by a semicolon.
    fn put(&mut self, path: &FieldPath, cell: String) {
        let between = match path.key() {
            "street" => ", ",
            "name" | "company" => " ",
            _ => "; ",
        };
        self.fields
            .entry(path.clone())
            .and_modify(|there| {
                if *there != cell {
                    there.push_str(between);
                    there.push_str(&cell);
                }
            })
            .or_insert(cell);
    }

    fn respell(&mut self) {
        for paths in [&FieldPath::BILLING, &FieldPath::POSTAL] {
            let [_, postcode, _, country] = paths;
            self.respell_one(country, |name| {
                Country::parse_loose(name)
                    .ok()
                    .map(|country| country.to_string())
            });
            if matches!(
                self.fields.get(country).map(String::as_str),
                None | Some("FI" | "AX")
            ) {
                self.respell_one(postcode, finnish_postcode);
            }
            tidy_address(&mut self.fields, paths);
        }
        self.respell_one(&FieldPath::BUSINESS_ID, |id| {
            BusinessId::parse_loose(id).ok().map(|id| id.to_string())
        });
        self.leave_out_foreign_id();
    }

    /// A company's number of another country is no fault of the row: its customer would be lost. It is not stored, for the field holds
    /// Finnish business IDs, and a Swedish sole trader's is a personal number.
    fn leave_out_foreign_id(&mut self) {
        let Some(id) = self.fields.get(&FieldPath::BUSINESS_ID) else {
            return;
        };
        let [billing, postal] = [&FieldPath::BILLING[3], &FieldPath::POSTAL[3]];
        let country = self.fields.get(billing).or_else(|| self.fields.get(postal));
        let country = country.and_then(|country| country.parse::<Country>().ok());
        let is_abroad = country.is_some_and(|country| !country.has_finnish_post());
        if id.parse::<BusinessId>().is_ok() || !is_foreign_id(id, is_abroad) {
            return;
        }
        self.is_foreign_company = !is_swedish_persons(id);
        self.fields.remove(&FieldPath::BUSINESS_ID);
        self.notes
            .push(Fault::of(FieldPath::BUSINESS_ID, Rule::ForeignBusinessId));
    }

    /// Replaces a value by our spelling of it, where it is understood.
    fn respell_one(&mut self, path: &FieldPath, ours: impl Fn(&str) -> Option<String>) {
        if let Some(value) = self.fields.get_mut(path)
            && let Some(ours) = ours(value)
        {
            *value = ours;
        }
    }

    /// Which field the only name column means: known by the business ID, by the name's form, else by what the customer is already.
    fn kind_of_name(&self, name: &str, record: &Record) -> FieldPath {
        let has = |path: FieldPath| record.get(&path).is_some();
        let is_company = has(FieldPath::BUSINESS_ID)
            || self.is_foreign_company
            || is_organisation(name)
            || (has(FieldPath::COMPANY) && !has(FieldPath::NAME));
        if is_company {
            FieldPath::COMPANY
        } else {
            FieldPath::NAME
        }
    }

    /// Whether the row holds nothing that tells one customer from another of the same name.
    pub fn is_without_key(&self) -> bool {
        let has = |path: &FieldPath| self.fields.contains_key(path);
        self.number.is_none() && !has(&FieldPath::BUSINESS_ID) && !has(&FieldPath::EMAIL)
    }

    /// Whether the row has an address.
    pub fn has_home(&self) -> bool {
        HOMES
            .iter()
            .any(|[street, ..]| self.fields.contains_key(street))
    }

    /// Whether a customer of the same name has an address of the row: the street and the postcode; every letter of the name counts.
    pub fn shares_home(&self, record: &Record) -> bool {
        let theirs = [FieldPath::NAME, FieldPath::COMPANY];
        let theirs = theirs
            .iter()
            .filter_map(|path| record.get(path))
            .map(text::fold_case);
        let theirs: Vec<String> = theirs.collect();
        let home = |get: &dyn Fn(&FieldPath) -> Option<String>,
                    [street, postcode, ..]: &[FieldPath; 4]| {
            Some((text::fold_case(&get(street)?), get(postcode)))
        };
        let own = |path: &FieldPath| self.fields.get(path).cloned();
        let stored = |path: &FieldPath| record.get(path).map(ToOwned::to_owned);
        let stored: Vec<_> = HOMES
            .iter()
            .filter_map(|paths| home(&stored, paths))
            .collect();
        self.names()
            .any(|name| theirs.contains(&text::fold_case(name)))
            && HOMES
                .iter()
                .filter_map(|paths| home(&own, paths))
                .any(|own| stored.contains(&own))
    }

    pub(super) fn business_id(&self) -> Option<BusinessId> {
        self.fields.get(&FieldPath::BUSINESS_ID)?.parse().ok()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let fields = [FieldPath::NAME, FieldPath::COMPANY].into_iter();
        let named = fields.filter_map(|path| self.fields.get(&path));
        named.chain(&self.name_or_company).map(String::as_str)
    }

    /// Returns the record that the row makes of a customer, or of none; to be parsed by the schema.
    pub fn merge(&self, number: CustomerNumber, existing: Option<&Record>) -> Record {
        let mut record = existing.map_or_else(|| Record::new(number), Record::clone);
        record.number = number;
        for (path, value) in &self.fields {
            record.fields.insert(path.clone(), value.clone());
        }
        if let Some(name) = &self.name_or_company {
            let kind = self.kind_of_name(name, &record);
            record.fields.insert(kind, name.clone());
        }
        // A program that has one name for a company and its contact says nothing of a person.
        if record.get(&FieldPath::NAME) == record.get(&FieldPath::COMPANY) {
            record.fields.remove(&FieldPath::NAME);
        }
        for paths in [&FieldPath::BILLING, &FieldPath::POSTAL] {
            self.settle_country(paths, existing, &mut record);
        }
        record
    }

    /// Finland alone is no address: many programs fill the home country in for everybody. Any other country is left to the schema, which
    /// refuses it without a street: dropped here, a Berliner would become a Finn without a word.
    /// One that followed from the old postcode follows the new one.
    fn settle_country(
        &self,
        [street, postcode, city, country]: &[FieldPath; 4],
        existing: Option<&Record>,
        record: &mut Record,
    ) {
        let alone = [street, postcode, city]
            .iter()
            .all(|path| record.get(path).is_none());
        let home_alone = alone && record.get(country) == Some(Country::FINLAND.code());
        let followed = matches!(record.get(country), Some("FI" | "AX"))
            && self
                .fields
                .get(postcode)
                .is_some_and(|new| existing.and_then(|there| there.get(postcode)) != Some(new))
            && !self.fields.contains_key(country);
        if home_alone || followed {
            record.fields.remove(country);
        }
    }
}

/// The lines of a street in one: `c/o Bo Koe, Rantakatu 1`.
fn join_lines(cell: &str) -> String {
    let lines = cell.split(text::LINE_BREAKS).map(text::clean);
    let filled: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let bare = |line: &String| line.trim_end_matches(',').to_owned();
    filled.iter().map(bare).collect::<Vec<_>>().join(", ")
}

/// Whether what stands for a business ID is that of another country: with its prefix, in the Swedish form, or of a company that is abroad.
fn is_foreign_id(id: &str, is_abroad: bool) -> bool {
    let compact: String = id.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    let prefix = compact
        .get(..2)
        .filter(|prefix| prefix.chars().all(|c| c.is_ascii_alphabetic()));
    let other = prefix.is_some_and(|prefix| {
        !prefix.eq_ignore_ascii_case("FI")
            && (prefix.eq_ignore_ascii_case("EL") || prefix.parse::<Country>().is_ok())
    });
    (other && digits >= 6) || is_swedish(&compact) || (is_abroad && digits >= 5)
}

/// `556036-0793`: six digits and four, where a Finnish business ID has seven and one.
fn is_swedish(id: &str) -> bool {
    let Some((date, rest)) = id.rsplit_once('-') else {
        return false;
    };
    let numeric = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    matches!(date.len(), 6 | 8) && rest.len() == 4 && numeric(date) && numeric(rest)
}

/// A number whose third digit is 0 or 1 begins with somebody's day of birth; a company's has a greater one.
fn is_swedish_persons(id: &str) -> bool {
    let date = id.split_once('-').map_or("", |(date, _)| date.trim());
    is_swedish(id)
        && date
            .len()
            .checked_sub(4)
            .is_some_and(|month| matches!(date.as_bytes()[month], b'0' | b'1'))
}

/// Five digits, with the country's prefix or blanks between them as other programs write; none if it is not that.
fn finnish_postcode(value: &str) -> Option<String> {
    let upper = value.to_ascii_uppercase();
    let bare = ["FI-", "AX-", "FIN-"]
        .iter()
        .find_map(|prefix| upper.strip_prefix(prefix));
    let digits: String = bare
        .unwrap_or(&upper)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let spaced = bare.is_some() || digits.len() == 5;
    // `111 22` is how Sweden and others write theirs.
    let is_foreign = bare.is_none() && upper.split_whitespace().map(str::len).eq([3, 2]);
    (spaced && !is_foreign && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{record, schema};

    fn row(cells: &[(&str, &str)]) -> Row {
        let schema = schema();
        let cells: Vec<(Target, &str)> = cells
            .iter()
            .map(|(target, cell)| (Target::parse(target, &schema).unwrap(), *cell))
            .collect();
        Row::read(cells.iter().map(|(target, cell)| (target, *cell))).unwrap()
    }

    #[test]
    fn cells_come_into_our_spelling() {
        let row = row(&[
            ("number", "0042"),
            ("business_id", "FI01120389"),
            (
                "billing_address.street",
                "Rantakatu 1,\u{b}\u{2028} 2. krs\r\n",
            ),
            ("billing_address.street", "c/o Virtanen"),
            ("billing_address.postcode", "FI-92100"),
            ("billing_address.country", "Suomi"),
            ("postal_address.postcode", "114 55"),
            ("postal_address.country", "Ruotsi"),
            ("email", " "),
        ]);
        assert_eq!(row.number.map(CustomerNumber::get), Some(42));
        let values: Vec<&str> = row.fields.values().map(String::as_str).collect();
        let by_path = [
            "FI",
            "92100",
            "Rantakatu 1, 2. krs, c/o Virtanen",
            "0112038-9",
            "SE",
            "114 55",
        ];
        assert_eq!(values, by_path);
    }

    #[test]
    fn what_is_no_value_is_a_fault_of_its_field() {
        let cells = [
            (Target::NameOrCompany, "#PUUTTUU!"),
            (Target::Number, "1,042E+03"),
            (Target::Field(FieldPath::EMAIL), "NULL"),
        ];
        let faults = Row::read(cells.iter().map(|(target, cell)| (target, *cell))).unwrap_err();
        let faults: Vec<_> = faults.into_iter().map(|fault| fault.rule).collect();
        assert_eq!(
            faults,
            [Rule::ErrorValue, Rule::Scientific, Rule::Placeholder]
        );
    }

    #[test]
    fn a_business_id_makes_a_company_of_the_only_name() {
        let name_of = |cells: &[(&str, &str)], existing: Option<&Record>| {
            let number = CustomerNumber::new(1001).unwrap();
            let record = row(cells).merge(number, existing);
            (
                record.get(&FieldPath::NAME).is_some(),
                record.get(&FieldPath::COMPANY).is_some(),
            )
        };
        let person = (true, false);
        let company = (false, true);
        assert_eq!(name_of(&[("name_or_company", "A")], None), person);
        assert_eq!(
            name_of(
                &[("name_or_company", "A"), ("business_id", "0112038-9")],
                None
            ),
            company
        );
        let there = record(1001, &[("company", "A"), ("business_id", "0112038-9")]);
        assert_eq!(name_of(&[("name_or_company", "B")], Some(&there)), company);
        let association = record(1001, &[("company", "A ry")]);
        assert_eq!(
            name_of(&[("name_or_company", "B ry")], Some(&association)),
            company
        );
    }

    #[test]
    fn a_blank_cell_keeps_and_a_country_follows_its_postcode() {
        let there = record(
            1001,
            &[
                ("name", "A"),
                ("email", "a@example.fi"),
                ("billing_address.street", "S 1"),
                ("billing_address.postcode", "92100"),
                ("billing_address.city", "Raahe"),
                ("billing_address.country", "FI"),
            ],
        );
        let moved = row(&[
            ("name", "B"),
            ("email", ""),
            ("billing_address.postcode", "22100"),
            ("billing_address.city", "Mariehamn"),
        ]);
        let merged = moved.merge(there.number, Some(&there));
        assert_eq!(merged.get(&FieldPath::EMAIL), Some("a@example.fi"));
        assert_eq!(merged.get(&FieldPath::BILLING[3]), None);
        let customer = schema().parse(merged).unwrap().customer;
        assert_eq!(
            customer.billing_address().unwrap().country(),
            Country::ALAND
        );
    }

    #[test]
    fn the_home_country_alone_is_no_address() {
        let merged = row(&[("name", "A"), ("postal_address.country", "Suomi")])
            .merge(CustomerNumber::new(1001).unwrap(), None);
        assert!(schema().parse(merged).is_ok());
    }

    #[test]
    fn a_part_of_an_address_without_its_street_is_a_fault() {
        for part in ["country", "postcode", "city"] {
            let path: FieldPath = format!("postal_address.{part}").parse().unwrap();
            let target = path.to_string();
            let merged = row(&[("name", "A"), (&target, "DE")])
                .merge(CustomerNumber::new(1001).unwrap(), None);
            let faults = schema().parse(merged).unwrap_err();
            let street = Fault::of(FieldPath::POSTAL[0].clone(), Rule::AddressPart);
            assert!(faults.contains(&street), "{part}: {faults:?}");
        }
    }
}
