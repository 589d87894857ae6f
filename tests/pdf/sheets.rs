//! The letters that the tests of PDF look at: every template in every language to every kind of address.

use rekisteri::letters::{Context, Engine, TemplateName};

use crate::letters::context;

/// What notices ask for.
const SET: &str = "[set]\nfrom = '1.1.2027'\nchange = 'Nurkkaharjausten tuntihinta nousee 52 eurosta 55 euroon. Paikan päällä tehtävän työn hinta ei muutu.'\n";
/// One invoice, and the rate that gives it interest.
const INVOICE: &str = "date = '2026-10-01'\ndue = '2026-10-15'\ndue_agreed = 'yes'\n";
/// Ten references of the vectors.
const REFERENCES: [&str; 10] = [
    "1232",
    "12344",
    "40905",
    "11112",
    "RF10868624",
    "590738390",
    "1357914",
    "RF341234561",
    "6666668",
    "1511890656",
];
const CLAIM: &str = "[claim]\nrate = '2.5'\nfee = '5.00'\n";

/// Addresses: what the case says, and how many lines they make in the window.
pub(crate) const ADDRESSES: [(&str, &str); 5] = [
    ("plain", ""),
    (
        "long",
        "[customer]\nnumber = '1042'\ncompany = 'Pohjois-Pohjanmaan ja Kainuun Metsänhoitopalvelut ja Energiapuukorjuu Oy'\nname = 'Maria Magdalena Hyvärinen-Väänänen-Ylä-Öljymäki'\n[postal_address]\nstreet = 'Vanhan Hautausmaantien Läntinen Rinnakkaiskatu 123 B 45, 3. kerros'\npostcode = '91910'\ncity = 'Pyhäjärvenjokivarrenkylänranta'\ncountry = 'FI'\n",
    ),
    (
        "aland",
        "[customer]\nnumber = '1042'\nname = 'Åsa Öström'\n[postal_address]\nstreet = 'Storagatan 2'\npostcode = '22100'\ncity = 'Mariehamn'\ncountry = 'AX'\n",
    ),
    (
        "sweden",
        "[customer]\nnumber = '1042'\ncompany = 'Göteborgs Ångsåg AB'\nname = 'Björn Åkesson'\n[postal_address]\nstreet = 'Avenyn 3'\npostcode = '411 36'\ncity = 'Göteborg'\ncountry = 'SE'\n",
    ),
    (
        "britain",
        "[customer]\nnumber = '1042'\ncompany = 'Sawmill & Sons Ltd'\nname = 'Zoë Brontë'\n[postal_address]\nstreet = '1 High Street'\npostcode = 'N1 9GU'\ncity = 'London'\ncountry = 'GB'\n",
    ),
];

pub(crate) const TEMPLATES: [&str; 5] = ["contact", "prices", "services", "reminder", "demand"];
pub(crate) const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

pub(crate) fn is_debt(template: &str) -> bool {
    ["reminder", "demand"].contains(&template)
}

/// Tables of a case with so many invoices.
pub(crate) fn invoices(count: usize) -> String {
    let one = |n: usize| {
        let (number, reference, cents) = (2000 + n, REFERENCES[n], n);
        format!(
            "[[invoices]]\nnumber = '{number}'\ndescription = 'Hirsirungon nurkkien harjaus'\nreference = '{reference}'\namount = '310.{cents:02}'\n{INVOICE}"
        )
    };
    format!("{}{CLAIM}", (0..count).map(one).collect::<String>())
}

/// Two invoices of which a part was paid or credited, in a table of six columns.
fn paid(claim: &str) -> String {
    let part = "invoiced = '600.00'\ncredit = '50.00'\namount =";
    let two = invoices(2).replace(CLAIM, claim);
    two.replace("amount =", part)
}

/// What debtors' letters can be about besides one invoice with interest and a fee.
pub(crate) fn debts() -> [(&'static str, String); 7] {
    let two = invoices(2);
    let one = |claim: &str| format!("{}{claim}", invoices(1).replace(CLAIM, ""));
    let compensation = "[claim]\nkind = 'business'\nrate = '2.5'\ncompensation = '40.00'\n";
    [
        ("two", two.clone()),
        ("ten", invoices(10)),
        ("compensation", two.replace(CLAIM, compensation)),
        ("paid", paid(compensation)),
        ("by-law", one("[claim]\nkind = 'business'\n")),
        ("waived", one("[claim]\nwaived = 'yes'\n")),
        (
            "halves",
            one(CLAIM)
                .replace("2026-10-15", "2026-06-29")
                .replace("2026-10-01", "2026-06-15"),
        ),
    ]
}

/// Lengths of invoice numbers that are longer than a column.
pub(crate) const LENGTHS: [usize; 3] = [19, 60, 118];

/// An invoice number of so many characters, without a place to break.
pub(crate) fn long_number(length: usize) -> String {
    format!(
        "LASKU2026{}X",
        "0123456789".repeat(12).split_at(length - 10).0
    )
}

/// Invoices with numbers of these lengths, of which each has interest from a day of its own and parts that were paid.
pub(crate) fn long_numbers(compensation: bool) -> String {
    let invoice = |(n, length): (usize, usize)| {
        let number = long_number(length);
        format!(
            "[[invoices]]\nnumber = '{number}'\ndescription = 'Hirsirungon nurkkien harjaus'\ninvoiced = '12600.00'\n\
             amount = '12310.00'\ndate = '2026-10-01'\ndue = '2026-10-1{n}'\ndue_agreed = 'yes'\n"
        )
    };
    let claim = "[claim]\nkind = 'business'\nrate = '2.5'\n";
    let sum = if compensation {
        "compensation = '40.00'\n"
    } else {
        ""
    };
    let all: String = LENGTHS.into_iter().enumerate().map(invoice).collect();
    format!("{all}{claim}{sum}")
}

/// The context of a template's letter: what it asks for, and the case's own tables.
pub(crate) fn letter(template: &str, own: &str) -> Context {
    let rest = if is_debt(template) {
        invoices(1)
    } else {
        SET.to_owned()
    };
    context(&format!("{own}{rest}"))
}

pub(crate) fn name(template: &str, language: &str) -> TemplateName {
    format!("{template}.{language}.typ").parse().unwrap()
}

pub(crate) fn print(template: &str, language: &str, context: &Context) -> Vec<u8> {
    let printed = Engine::new(Vec::new()).print(&name(template, language), context);
    printed.unwrap_or_else(|error| panic!("{template}.{language}: {error}"))
}
