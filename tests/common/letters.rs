//! Letters as tests of many things write them: what the register says of the creditor first, a reminder of one invoice, a notice.

use super::sandbox::TestEnv;

/// A notice to customer 1001, as a line without blanks in its arguments.
pub(crate) const PRICES: &str = "notice prices 1001 --set from=1.1.2027 --set change=x";

/// The greatest fees of a reminder (513/1999 10 a and 10 e §).
pub(crate) const FEES: [&str; 2] = [
    "letters.reminder_fee_consumer=5",
    "letters.reminder_fee_business=12",
];

impl TestEnv {
    /// Describes what a letter to a debtor needs of the creditor and her account, and whatever more is given.
    pub(crate) fn describe_creditor(&self, more: &[&str]) {
        let creditor = [
            "describe",
            "controller.business_id=9000006-2",
            "controller.street=Katu 2",
            "controller.postcode=92100",
            "controller.city=Raahe",
            "bank.iban=FI2112345600000785",
        ];
        self.run(&[&creditor[..], more].concat()).ok();
    }
}

/// A reminder of one invoice of a consumer's, due on 15.4.2026.
pub(crate) fn reminder<'a>(date: &'a str, invoice: &'a str) -> [&'a str; 17] {
    [
        "--date",
        date,
        "letter",
        "reminder",
        "1001",
        "--invoice",
        invoice,
        "--invoice-date",
        "2026-03-25",
        "--due",
        "2026-04-15",
        "--amount",
        "80,00",
        "--kind",
        "consumer",
        "--format",
        "txt",
    ]
}
