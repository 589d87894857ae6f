//! Invented debtors with one late invoice each.

use std::collections::BTreeMap;

use jiff::civil::date;
use rekisteri::letters::{Addressee, Context, Fields, First, Party, Sender};
use rekisteri::model::{CustomerNumber, HalfYear, Letters, Rate};
use rekisteri::receivables::{
    Act, Acts, Basis, Channel, Claim, ClaimKind, Kinds, Letter, List, Plan, Rates, Told,
};
use rust_decimal::Decimal;

/// The reminder to a customer. The texts are known to parse.
pub(crate) fn letter(number: u32) -> Context {
    let fields = fields(number);
    Context {
        date: date(2026, 11, 24),
        sender: sender(),
        addressee: Addressee::of(&fields, First::Billing).expect("a whole address"),
        fields,
        debt: debt(number),
        set: BTreeMap::new(),
    }
}

fn fields(number: u32) -> Fields {
    let table = |entries: &[(&str, String)]| {
        let entry = |(key, value): &(&str, String)| ((*key).to_owned(), Some(value.clone()));
        entries.iter().map(entry).collect()
    };
    let customer = [
        ("number", number.to_string()),
        ("name", format!("Aino Esimerkki-{number}")),
        (
            "company",
            format!("Rakennus ja Remontti Esimerkki {number} Oy"),
        ),
    ];
    let address = [
        (
            "street",
            format!("Esimerkkikatu {} B {}", number % 97 + 1, number % 13 + 1),
        ),
        ("postcode", "92100".to_owned()),
        ("city", "Raahe".to_owned()),
    ];
    Fields::from([
        ("customer".to_owned(), table(&customer)),
        ("billing_address".to_owned(), table(&address)),
    ])
}

fn sender() -> Sender {
    let said = |text: &str| Some(text.to_owned());
    Sender {
        controller: Party {
            name: said("Esimerkkisepät Oy"),
            street: said("Rantakatu 1"),
            postcode: said("92100"),
            city: said("Raahe"),
            email: said("toimisto@example.fi"),
            ..Party::default()
        },
        business_id: said("1234567-1"),
        iban: said("FI2112345600000785"),
        bic: said("NDEAFIHH"),
        notice_url: said("https://esimerkkisepat.example.fi/tietosuoja"),
        ..Sender::default()
    }
}

fn debt(number: u32) -> Option<Letter> {
    let claim = Claim {
        customer: CustomerNumber::new(number).ok()?,
        line: 0,
        invoice: format!("2026-{number}").parse().ok()?,
        invoice_date: Some(date(2026, 10, 1)),
        sent_date: None,
        due: date(2026, 10, 15),
        amount: None,
        open: Decimal::new(i64::from(number) * 7, 2),
        reference: "1234561".parse().ok(),
        description: "Hirsirungon nurkkien harjaus".parse().ok(),
        kind: Some(ClaimKind::Consumer),
        due_agreed: true,
        no_notice: false,
        told: Told::ByInvoice,
        told_percent: None,
        disputed: false,
    };
    let half: HalfYear = "2026-H2".parse().ok()?;
    let rate = Rate {
        half,
        reference: "2.5".parse().ok()?,
        source: String::new(),
    };
    let list = List {
        claims: vec![claim.into()],
        ..List::default()
    };
    let basis = Basis {
        act: Act::Reminder,
        date: date(2026, 11, 24),
        today: date(2026, 11, 24),
        customers: &[],
        terms: &Letters::default(),
        rates: &Rates::with(&[rate]),
        kinds: &Kinds::default(),
        acts: &Acts::none(),
        waive_interest: false,
        channel: &|_, _| Channel::Post,
    };
    Plan::new(&list, &basis).letters.into_iter().next()
}
