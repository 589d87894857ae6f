//! The schema: which fields a record of this register may have, and the one way from flat text to a customer.
//!
//! The six fields of the register's description are always there, `[state]` is the program's own, anything else must be
//! declared in `register.toml` first, because the privacy notice lists what is declared.

use super::draft::Draft;
use super::path::{SIX, STATE};
use super::{Customer, Declared, Fault, FieldPath, Record, Rule, UnknownField};
use crate::text;

/// The declared fields of one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    fields: Vec<FieldPath>,
}

/// A customer, and what is odd about the values without being wrong.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The customer.
    pub customer: Customer,
    /// Warnings, by field.
    pub warnings: Vec<Fault>,
}

impl Default for Schema {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Schema {
    /// Returns the six fields and the declared ones after them. Names that cannot be declared are left out; they are
    /// among the faults of the description.
    pub fn new(declared: &[Declared]) -> Self {
        let mut fields = SIX.to_vec();
        for Declared { path, .. } in declared {
            if Self::may_declare(path).is_ok() && !fields.contains(path) {
                fields.push(path.clone());
            }
        }
        Self { fields }
    }

    /// Whether a field of this name can be declared beyond the six: no table and no key of the program's own.
    pub fn may_declare(path: &FieldPath) -> Result<(), Rule> {
        let own = matches!(
            path.table(),
            "sops" | "state" | "journal" | "billing_address" | "postal_address"
        );
        if own || path.as_str() == "customer.number" {
            return Err(Rule::Reserved);
        }
        if SIX.contains(path) {
            return Err(Rule::Twice);
        }
        Ok(())
    }

    /// The declared fields in the order in which they are shown, without `[state]`.
    pub fn fields(&self) -> &[FieldPath] {
        &self.fields
    }

    /// The program's own fields about a customer, always declared.
    pub fn state_fields(&self) -> &'static [FieldPath] {
        &STATE
    }

    /// Whether a record may have the field.
    pub fn declares(&self, path: &FieldPath) -> bool {
        self.fields.contains(path) || STATE.contains(path)
    }

    /// Returns the field that was meant; `customer.` may be left out.
    pub fn resolve(&self, typed: &str) -> Result<FieldPath, UnknownField> {
        let typed = typed.trim();
        let path = typed.parse().ok().filter(|path| self.declares(path));
        path.ok_or_else(|| UnknownField {
            name: typed.to_owned(),
            similar: self.similar(typed),
        })
    }

    /// Declared fields whose name is near: first those with the very key, then by likeness.
    fn similar(&self, typed: &str) -> Vec<String> {
        let key = typed.rsplit('.').next().unwrap_or_default();
        let all = || self.fields.iter().chain(&STATE);
        let mut names: Vec<String> = all()
            .filter(|path| path.key() == key)
            .map(|path| path.short().to_owned())
            .collect();
        let near = text::similar(typed, all().map(FieldPath::short))
            .into_iter()
            .chain(
                text::similar(key, all().map(FieldPath::key))
                    .into_iter()
                    .flat_map(|near| {
                        all()
                            .filter(move |path| path.key() == near)
                            .map(|path| path.short().to_owned())
                    }),
            );
        for name in near {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.truncate(3);
        names
    }

    /// Parses a record; all faults are named at once.
    pub fn parse(&self, record: Record) -> Result<Checked, Vec<Fault>> {
        let mut draft = Draft::default();
        for (path, raw) in record.fields {
            if self.declares(&path) {
                draft.take_in(path, &raw);
            } else {
                let similar = self.similar(path.short());
                draft
                    .faults
                    .push(Fault::of(path, Rule::Undeclared { similar }));
            }
        }
        draft.finish(record.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{customer, record, schema};

    fn faults(values: &[(&str, &str)]) -> Vec<String> {
        let faults = schema().parse(record(1001, values)).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    fn warnings(values: &[(&str, &str)]) -> Vec<Fault> {
        schema().parse(record(1001, values)).unwrap().warnings
    }

    #[test]
    fn the_six_fields_stand_in_the_order_of_the_description() {
        let schema = Schema::default();
        let names: Vec<&str> = schema.fields.iter().map(FieldPath::short).collect();
        assert_eq!(names[..3], ["name", "company", "billing_address.street"]);
        assert_eq!(names[6], "postal_address.street");
        assert_eq!(names[10..], ["email", "business_id"]);
    }

    #[test]
    fn a_customer_needs_a_name() {
        assert_eq!(
            faults(&[("email", "a@example.fi")]),
            ["name or company is required"]
        );
        assert_eq!(faults(&[("name", "  ")]), ["name or company is required"]);
        assert_eq!(
            faults(&[("name", "a\u{7}")]),
            ["`customer.name` holds a control character"]
        );
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let found = faults(&[
            ("name", "Aino Esimerkki"),
            ("email", "aino"),
            ("business_id", "0112038-8"),
            ("billing_address.city", "Raahe"),
        ]);
        assert_eq!(
            found,
            [
                "`billing_address.street` is missing: an address needs street, postcode and city, or nothing",
                "`billing_address.postcode` is missing: an address needs street, postcode and city, or nothing",
                "`customer.email` is not an e-mail address",
                "`customer.business_id` has a wrong check digit",
            ]
        );
    }

    #[test]
    fn an_undeclared_field_is_refused_with_the_near_one() {
        let faults = Schema::default()
            .parse(record(1001, &[("name", "A"), ("e_mail", "x")]))
            .unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "`customer.e_mail` is not a declared field"
        );
        assert_eq!(faults[0].rule.similar()[0], "email");
        let unknown = schema().resolve("city").unwrap_err();
        assert_eq!(
            unknown.similar,
            ["billing_address.city", "postal_address.city"]
        );
    }

    #[test]
    fn no_field_holds_an_identity_code() {
        for field in [
            "name",
            "company",
            "email",
            "billing_address.street",
            "phone",
            "work.services",
            "state.source",
        ] {
            let found = faults(&[("company", "X Oy"), (field, "abc 131052-308T")]);
            let identity = format!(
                "`{}` {}",
                field.parse::<FieldPath>().unwrap(),
                Rule::IdentityCode
            );
            assert!(found.contains(&identity), "{field}: {found:?}");
        }
    }

    #[test]
    fn one_of_that_shape_is_warned_about() {
        let found = warnings(&[("company", "X Oy"), ("phone", "131052-308U")]);
        assert_eq!(
            found,
            [Fault::of("phone".parse().unwrap(), Rule::IdentityCodeShape)]
        );
    }

    #[test]
    fn a_language_that_we_write_is_stored_by_its_code() {
        assert_eq!(
            customer(1001, &[("name", "A"), ("language", "SV")]).language(),
            Some(crate::model::Language::Sv)
        );
        let found = warnings(&[("name", "A"), ("language", "de")]);
        assert_eq!(found, [Fault::of(FieldPath::LANGUAGE, Rule::Language)]);
    }

    #[test]
    fn a_customer_is_shown_by_the_company_else_the_person() {
        let title = |values| customer(1001, values).title().to_owned();
        assert_eq!(title(&[("name", "Aino"), ("company", "X Oy")]), "X Oy");
        assert_eq!(title(&[("name", "Aino")]), "Aino");
    }

    #[test]
    fn reserved_names_cannot_be_declared() {
        for reserved in [
            "sops.x",
            "state.x",
            "journal.x",
            "billing_address.floor",
            "customer.number",
        ] {
            assert_eq!(
                Schema::may_declare(&reserved.parse().unwrap()),
                Err(Rule::Reserved),
                "{reserved}"
            );
        }
        assert_eq!(Schema::may_declare(&FieldPath::EMAIL), Err(Rule::Twice));
        assert_eq!(
            Schema::may_declare(&"work.services".parse().unwrap()),
            Ok(())
        );
    }

    #[test]
    fn a_customer_becomes_the_record_it_was_made_from() {
        let customer = customer(
            1001,
            &[
                ("name", "Aino"),
                ("email", "Aino@example.fi"),
                ("state.ended", "2026-12-03"),
                ("phone", "040 123"),
                ("billing_address.street", "Rantakatu 1"),
                ("billing_address.postcode", "22100"),
                ("billing_address.city", "Mariehamn"),
            ],
        );
        let record = customer.to_record();
        assert_eq!(record.get(&FieldPath::BILLING[3]), Some("AX"));
        assert_eq!(record.fields.len(), 8);
        assert!(customer.is_ended());
        assert_eq!(format!("{customer:?}"), "Customer 1001");
    }
}
