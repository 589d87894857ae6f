//! Laws of the model: what is printed is read back, and reading twice changes nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::prelude::*;
use rekisteri::model::{
    BusinessId, Country, Customer, CustomerNumber, Declared, FieldPath, Iban, Numbers, Record,
    Reference, Schema, Selector, amount, changes, date, identity_code, import,
};
use rust_decimal::Decimal;

fn schema() -> Schema {
    let declared = ["customer.phone", "work.services"].map(|path| Declared {
        path: path.parse().unwrap(),
        label: None,
    });
    Schema::new(&declared)
}

fn business_id() -> impl Strategy<Value = BusinessId> {
    (0..10_000_000_u32, 0..10_u32).prop_filter_map("no such check digit", |(digits, check)| {
        format!("{digits:07}-{check}").parse().ok()
    })
}

/// Fields of a record as people type them: blanks around, any case, decomposed letters.
fn fields() -> impl Strategy<Value = BTreeMap<FieldPath, String>> {
    let text = "[ ]{0,2}[A-ZÅÄÖa-zåäöéß0-9 .'-]{0,12}(a\u{308})?[ ]{0,2}";
    let street = prop::option::of("[A-ZÅÄÖ][a-zåäö]{1,12} [1-9]");
    let postcode = prop_oneof!["[0-9]{5}", Just("22100".to_owned())];
    let email = prop::option::of("[a-zA-Z0-9]{1,8}@[a-zåäö]{1,8}\\.(fi|example)");
    let id = prop::option::of(business_id());
    (text, text, text, street, postcode, email, id).prop_map(
        |(name, phone, services, street, postcode, email, id)| {
            let mut fields = BTreeMap::from([
                (FieldPath::COMPANY, "Esimerkki Oy".to_owned()),
                (FieldPath::NAME, name),
                ("phone".parse().unwrap(), phone),
                ("work.services".parse().unwrap(), services),
            ]);
            if let Some(street) = street {
                fields.insert(FieldPath::BILLING[0].clone(), street);
                fields.insert(FieldPath::BILLING[1].clone(), postcode);
                fields.insert(FieldPath::BILLING[2].clone(), "Raahe".to_owned());
            }
            fields.extend(email.map(|email| (FieldPath::EMAIL, email)));
            fields.extend(id.map(|id| (FieldPath::BUSINESS_ID, id.to_string())));
            fields
        },
    )
}

fn customer() -> impl Strategy<Value = Customer> {
    (1..=999_999_u32, fields()).prop_filter_map("an identity code by chance", |(number, fields)| {
        let number = CustomerNumber::new(number).unwrap();
        let checked = schema().parse(Record { number, fields }).ok()?;
        Some(checked.customer)
    })
}

proptest! {
    #[test]
    fn a_customer_is_its_record(customer in customer()) {
        let record = customer.to_record();
        let again = schema().parse(record.clone()).unwrap().customer;
        prop_assert!(again == customer);
        prop_assert!(again.to_record() == record);
        prop_assert!(changes(&record, &again.to_record()).is_empty());
        prop_assert!(record.fields.values().all(|value| !value.is_empty() && value.trim() == value));
    }

    #[test]
    fn every_value_of_a_record_is_got_by_its_path(customer in customer()) {
        for (path, value) in &customer.to_record().fields {
            prop_assert_eq!(customer.get(path), Some(value.as_str()));
        }
    }

    #[test]
    fn an_export_imported_again_changes_nothing(customer in customer()) {
        let index: import::Index = [&customer].into_iter().collect();
        let record = customer.to_record();
        let cells: Vec<(import::Target, String)> = record.fields.iter()
            .map(|(path, value)| (import::Target::Field(path.clone()), value.clone()))
            .chain([(import::Target::Number, record.number.to_string())])
            .collect();
        let row = import::Row::read(cells.iter().map(|(target, cell)| (target, cell.as_str()))).unwrap();
        for numbers in [Numbers::Own, Numbers::Imported] {
            prop_assert_eq!(index.find(&row, numbers), Ok(import::Match::Update(record.number)));
        }
        let merged = schema().parse(row.merge(record.number, Some(&record))).unwrap();
        prop_assert!(merged.customer == customer);
    }

    #[test]
    fn a_business_id_is_its_text(id in business_id()) {
        prop_assert!(id.to_string().parse::<BusinessId>().unwrap() == id);
        let vat_number = format!("FI{}", id.as_str().replace('-', ""));
        prop_assert!(BusinessId::parse_loose(&vat_number).unwrap() == id);
        prop_assert!(BusinessId::parse_loose(id.as_str()).unwrap() == id);
    }

    #[test]
    fn a_wrong_digit_in_a_business_id_is_found(id in business_id(), at in 0..7_usize, by in 1..10_u8) {
        let mut digits = id.to_string().into_bytes();
        digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
        prop_assert!(String::from_utf8(digits).unwrap().parse::<BusinessId>().is_err());
    }

    #[test]
    fn a_date_is_its_text(year in 1000..=9999_i16, month in 1..=12_i8, day in 1..=28_i8) {
        let day = Date::new(year, month, day).unwrap();
        prop_assert_eq!(date::parse(&date::finnish(day)), Ok(day));
        prop_assert_eq!(date::parse(&date::iso(day)), Ok(day));
    }

    #[test]
    fn a_sum_is_its_text(cents in -99_999_999_999_999_i64..=99_999_999_999_999) {
        let sum = Decimal::new(cents, 2);
        prop_assert_eq!(amount::parse(&amount::finnish(sum)), Ok(sum));
        prop_assert_eq!(amount::parse(&amount::plain(sum)), Ok(sum));
    }

    #[test]
    fn an_identity_code_hides_in_no_text(before in "\\PC{0,20}", after in "\\PC{0,20}") {
        let text = format!("{before}131052-308T{after}");
        prop_assert_eq!(identity_code::find(&text), Some(identity_code::Found::Valid));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        drop(text.parse::<Iban>());
        drop(text.parse::<FieldPath>());
        drop(text.parse::<Reference>());
        drop((BusinessId::parse_loose(&text), Country::parse_loose(&text)));
        drop((amount::parse(&text), date::parse(&text)));
        drop(Selector::parse(&text, &Schema::default()));
    }
}
