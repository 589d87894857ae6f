//! What can be wrong with a value: one rule per way, with an English fragment and a stable code.
//!
//! A fault names the field and the rule, never the value: faults end up on screens, in logs and in bug reports.

use std::fmt;

use super::{Country, CustomerNumber, FieldPath};

/// A rule that a value broke. Its text continues the sentence that the field's name begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// A value is needed here.
    #[error("is required")]
    Required,
    /// A customer has the name of a person, of a company, or both.
    #[error("name or company is required")]
    NameOrCompany,
    /// The field is not among the declared ones.
    #[error("is not a declared field")]
    Undeclared {
        /// Declared fields with a near name, best first.
        similar: Vec<String>,
    },
    /// Letters, digits and blanks only: a control character could hide or forge lines of a letter.
    #[error("holds a control character")]
    ControlCharacter,
    /// Two lines where one is stored.
    #[error("holds a line break; write it on one line")]
    SeveralLines,
    /// The sealed format cannot hold the word: rops turns it into nothing.
    #[error("is the word `null`, which a sealed file cannot hold; write `Null`")]
    Null,
    /// A list: an error value of a spreadsheet.
    #[error("is an error value of a spreadsheet; mend the cell or empty it")]
    ErrorValue,
    /// A list: a number that did not fit in its column.
    #[error("is `####`: the column was too narrow; widen it and save the list again")]
    TooNarrow,
    /// A list: what a program writes for nothing.
    #[error(
        "is a program's word for nothing, such as NULL; empty the cell, or add the customer by hand if it is a name"
    )]
    Placeholder,
    /// A list: a number in scientific notation has lost its digits.
    #[error(
        "is a number such as 2,02E+11, whose last digits are lost; format the column as text and save the list again"
    )]
    Scientific,
    /// A list: a letter was lost before the file was written.
    #[error(
        "holds a letter that was lost (\u{fffd}); save the list as UTF-8 from the program that made it"
    )]
    DamagedText,
    /// A list: letters were decoded wrongly before the file was written.
    #[error(
        "holds letters that were decoded wrongly, such as `Ã¤`; save the list as UTF-8 from the program that made it"
    )]
    MisreadText,
    /// Longer than [`super::MAX_CHARACTERS`].
    #[error("is longer than 4096 characters")]
    TooLong,
    /// Data Protection Act 1050/2018, section 29: not stored without need.
    #[error("holds a personal identity code, which the register does not need")]
    IdentityCode,
    /// A warning: the shape of a personal identity code, with a wrong check character.
    #[error("looks like a personal identity code with a wrong check character")]
    IdentityCodeShape,
    /// Not a whole number from 1 to 999999.
    #[error("is not a customer number (a whole number from 1 to 999999)")]
    Number,
    /// Not two words joined by a full stop.
    #[error("is not a field path such as `customer.email`")]
    Path,
    /// The program's own table or key.
    #[error("cannot be declared: the name is reserved")]
    Reserved,
    /// Declared twice.
    #[error("is declared twice")]
    Twice,
    /// Two declared fields under one name: on the screen and in the notice nobody could tell which is which.
    #[error("is the label of another field too")]
    LabelTwice,
    /// Not seven digits, a hyphen and a check digit.
    #[error("is not a business ID such as 0112038-9")]
    BusinessId,
    /// Decree 288/2001, section 3.
    #[error("has a wrong check digit")]
    BusinessIdCheck,
    /// Not an address as RFC 5321 has them.
    #[error("is not an e-mail address")]
    Email,
    /// Not an ISO 3166 alpha-2 code.
    #[error("is not a two-letter country code such as FI")]
    Country,
    /// Finland and Åland: five digits.
    #[error("is not a postcode of five digits; for another country give `country` too")]
    Postcode,
    /// A warning: a Finnish town's name has no digits.
    #[error("holds digits; the postcode goes into `postcode`, and the two must agree")]
    TownDigits,
    /// A warning: the street's line ends in a postcode and a town.
    #[error(
        "ends in a postcode and a town; they go into fields of their own, and must agree with them"
    )]
    StreetPostcode,
    /// A warning: the country is Finland, and the town looks like one abroad.
    #[error("may be wrong: the town and its postcode look like {country}")]
    TownAbroad {
        /// The country that they look like.
        country: Country,
    },
    /// A warning: the country did not come with the address.
    #[error("was not given: {country} is taken from the town and its postcode")]
    CountryTaken {
        /// The country that is stored.
        country: Country,
    },
    /// A warning: an address without a country, a postcode of Åland's series, and a town that is not known to be there.
    #[error(
        "is one of Åland's by its form, and the town is not known to be there; give `country` where it is another"
    )]
    AlandPostcode,
    /// A warning: a company among the people, who would get a consumer's letters.
    #[error("looks like the name of a company or an association, which belongs in `company`")]
    CompanyAsPerson,
    /// A note of an import: the only name column held an organisation's name, and the row no business ID.
    #[error("has no business ID; the name's form tells that it is no person")]
    WithoutBusinessId,
    /// A note of an import: a company's number of another country.
    #[error("is a number of another country, which the register does not hold; it is not read")]
    ForeignBusinessId,
    /// A note of an import: a row without number, business ID and e-mail address that says what an earlier one says.
    #[error("line {line} says the same; the two are taken as one")]
    SameAsLine {
        /// Where the other row starts.
        line: u64,
    },
    /// A note of an import: a row whose name is a customer's, and that says nothing that he is not known by.
    #[error("says nothing that customer {number} is not known by; nobody is added")]
    SameAsCustomer {
        /// The customer.
        number: CustomerNumber,
    },
    /// A note of an import: a new customer has the name of another, and no business ID tells them apart.
    #[error("is the name of customer {number} too; if they are the same, remove one of them")]
    Namesake {
        /// The other customer.
        number: CustomerNumber,
    },
    /// Part of an address is missing.
    #[error("is missing: an address needs street, postcode and city, or nothing")]
    AddressPart,
    /// Not of the form of an IBAN.
    #[error("is not an IBAN")]
    Iban,
    /// ISO 7064 mod 97, or the Finnish account number's own check digit.
    #[error("is an IBAN with wrong check digits")]
    IbanCheck,
    /// Not eight or eleven characters as ISO 9362 has them.
    #[error("is not a BIC such as NDEAFIHH")]
    Bic,
    /// Not `fi`, `sv` or `en`.
    #[error("is not one of the languages fi, sv, en")]
    Language,
    /// Not a date.
    #[error("is not a date such as 3.12.2026 or 2026-12-03")]
    Date,
    /// Two days fit: `03/04/2026`, or a time whose zone makes it another day in Finland.
    #[error("may mean two days; write it as 3.12.2026 or 2026-12-03")]
    DateTwoWays,
    /// Written as a date, but of no day that there is.
    #[error("is a day that the calendar does not have")]
    NoSuchDay,
    /// Not a sum.
    #[error("is not a sum such as 310,00")]
    Amount,
    /// Two sums fit: `1.310`.
    #[error("may mean two sums, with decimals or with thousands; write it as 1310,00")]
    AmountTwoWays,
    /// Debt Collection Act 513/1999, sections 10 a, 10 e and 10 i.
    #[error("is more than the law allows")]
    AboveCap,
    /// Not a number of days.
    #[error("is not a number of days from 1 to 365")]
    Days,
    /// Less time to pay than a consumer must have.
    #[error(
        "is less than the 17 days that a letter by post must give a consumer for paying (decision KKV/378/14.08.01.05/2022); write 17 or more, or nothing for the default"
    )]
    ConsumerDays,
    /// Not 16 hexadecimal digits.
    #[error("is not 16 hexadecimal digits")]
    Id,
    /// Not an address on the web.
    #[error("is not an address that begins with https:// or http://")]
    Url,
    /// Not an age public key.
    #[error("is not an age recipient that begins with age1")]
    Recipient,
    /// Import: the keys of one row point to different customers.
    #[error("points to another customer than the other keys of this row")]
    KeysDisagree,
    /// Import: a key points to several customers.
    #[error("points to several customers: {}", listed(.numbers))]
    SeveralMatch {
        /// Those customers.
        numbers: Vec<CustomerNumber>,
    },
    /// Import: the number belongs to a customer that nothing else in the row confirms.
    #[error("is the number of another customer here")]
    NumberTaken,
    /// Import: two rows of the same file are about the same customer, and which of them is right cannot be known.
    #[error("line {line} is about the same customer")]
    Repeated {
        /// Where the other row starts.
        line: u64,
    },
    /// Import: a row with more or fewer cells than the header line.
    #[error("does not have the cells of the header line")]
    Ragged,
    /// Import: not a part of a claim.
    #[error("is not a part of a claim such as `due_date`")]
    ClaimColumn,
    /// Not a state of an invoice.
    #[error("is not a state of an invoice such as `open` or `paid`")]
    ClaimState,
    /// Not a half-year.
    #[error("is not a half-year such as 2026-H2")]
    HalfYear,
    /// Interest Act 633/1982, section 12: half percentage points.
    #[error("is not a reference rate such as 2,5 (0 to 25, in half percentage points)")]
    ReferenceRate,
    /// A list of claims: the key belongs to no customer.
    #[error("is of no customer here")]
    NoSuchCustomer,
    /// A list of claims: the name is found in a company's record only, as that of its contact person, who need not owe what the company owes.
    #[error(
        "is only a company's contact person here; write the company's name or business ID, or the e-mail address beside it"
    )]
    ContactPerson,
    /// A list of claims: the name is found only where other letters pass for its own, as those without accents do.
    #[error(
        "has other letters than the name of the nearest customer here; write the name as the register has it, or the business ID or e-mail address"
    )]
    OtherLetters,
    /// A list of claims: the invoicing program's number says nothing here.
    #[error("is the invoicing program's number, and the register gives its own")]
    OtherNumber,
    /// Not of the form of a reference number.
    #[error("is not a reference number")]
    ReferenceNumber,
    /// A reference number's check digit.
    #[error("is a reference number with a wrong check digit")]
    ReferenceNumberCheck,
    /// Neither yes nor no.
    #[error("is neither yes nor no")]
    YesOrNo,
    /// Neither yes nor no, nor a percentage, a day, or both.
    #[error(
        "is neither yes nor no, nor a percentage with or without a day, such as 9,5 % 15.9.2026"
    )]
    InterestTold,
    /// Not a kind of claim.
    #[error("is not consumer, business, public or other")]
    ClaimKind,
    /// A list of claims: less than nothing is open of an invoice.
    #[error("is below nothing (was it overpaid?); write 0,00 where nothing is unpaid")]
    OpenBelowNothing,
    /// A list of claims: more is open than was invoiced, or something of a credit note that is not one.
    #[error("is more than the invoice's sum")]
    OpenAboveAmount,
    /// A list of claims: letters ask for euros, and a sum of another currency would be asked for as so many of them.
    #[error("is not EUR; leave the row out of the list, or give its sums in euros")]
    Currency,
    /// A list of claims: it says of other invoices how much is unpaid, and of this one nothing.
    #[error("is empty; write what is unpaid of the invoice, and 0,00 where nothing is")]
    OpenUnsaid,
    /// A list of claims: part of it is paid, and the list says neither how much nor what is open.
    #[error("is not known: a part of the invoice is paid, and the list does not say how much")]
    OpenUnknown,
    /// A list of claims: what is paid and what is open of an invoice are more than its sum, or the paid sum is below nothing.
    #[error("does not fit the invoice's sum and what is open of it")]
    PaidMisfit,
    /// A list of claims: a credit note or a payment whose sum would be asked for.
    #[error(
        "says that the row is a credit note or a payment, and its sum is not below nothing; write it with a minus"
    )]
    CreditAboveNothing,
    /// A list of claims: the form of a personal identity code, which a number may have by chance.
    #[error(
        "has the form of a personal identity code; where it is none, say so with `--not-identity-codes`"
    )]
    IdentityCodeForm,
    /// A list of claims: due before it was invoiced.
    #[error("is before the invoice's date")]
    DueBeforeInvoice,
    /// A list of claims: sent before it was invoiced.
    #[error("is before the invoice's date; write the day on which this invoice was sent")]
    SentBeforeInvoice,
    /// A list of claims: sent after the letter that reminds of it.
    #[error("is later than the letter's date")]
    SentAfterToday,
    /// A list of claims: one debtor, two kinds.
    #[error("differs from that of another row about the same customer")]
    KindsDisagree,
    /// A list of claims: one invoice, two rows.
    #[error("stands on another row too")]
    InvoiceTwice,
    /// A journal: a table that is no event, or a gap in their count.
    #[error("is no event of a journal; they are counted `e0001`, `e0002` and so on")]
    EventNumber,
    /// A journal: a key outside the events, or a value that is no text.
    #[error("is no part of a journal's event")]
    JournalKey,
    /// A journal: no count of an act in its day.
    #[error("is not the place of an act in its day: 2 of the second, 3 of the third")]
    EventOrder,
    /// A journal: the two lists are not equally long.
    #[error("does not have one sum for each invoice")]
    InvoicesAndSums,
    /// Not a SHA-256.
    #[error("is not 64 hexadecimal digits")]
    Hash,
    /// A journal that carries another number than its file.
    #[error("is not the number of its file")]
    FileNumber,
}

impl Rule {
    /// Returns the rule's name for translation catalogues and JSON; it never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::NameOrCompany => "name-or-company",
            Self::Undeclared { .. } => "undeclared",
            Self::ControlCharacter => "control-character",
            Self::SeveralLines => "several-lines",
            Self::Null => "null",
            Self::ErrorValue => "error-value",
            Self::TooNarrow => "too-narrow",
            Self::Placeholder => "placeholder",
            Self::Scientific => "scientific",
            Self::DamagedText => "damaged-text",
            Self::MisreadText => "misread-text",
            Self::TooLong => "too-long",
            Self::IdentityCode => "identity-code",
            Self::IdentityCodeShape => "identity-code-shape",
            Self::Number => "number",
            Self::Path => "path",
            Self::Reserved => "reserved",
            Self::Twice => "twice",
            Self::LabelTwice => "label-twice",
            Self::BusinessId => "business-id",
            Self::BusinessIdCheck => "business-id-check",
            Self::Email => "email",
            Self::Country => "country",
            Self::Postcode => "postcode",
            Self::TownDigits => "town-digits",
            Self::StreetPostcode => "street-postcode",
            Self::TownAbroad { .. } => "town-abroad",
            Self::CountryTaken { .. } => "country-taken",
            Self::AlandPostcode => "aland-postcode",
            Self::CompanyAsPerson => "company-as-person",
            Self::WithoutBusinessId => "without-business-id",
            Self::ForeignBusinessId => "foreign-business-id",
            Self::SameAsLine { .. } => "same-as-line",
            Self::SameAsCustomer { .. } => "same-as-customer",
            Self::Namesake { .. } => "namesake",
            Self::AddressPart => "address-part",
            Self::Iban => "iban",
            Self::IbanCheck => "iban-check",
            Self::Bic => "bic",
            Self::Language => "language",
            Self::Date => "date",
            Self::DateTwoWays => "date-two-ways",
            Self::NoSuchDay => "no-such-day",
            Self::Amount => "amount",
            Self::AmountTwoWays => "amount-two-ways",
            Self::AboveCap => "above-cap",
            Self::Days => "days",
            Self::ConsumerDays => "consumer-days",
            Self::Id => "id",
            Self::Url => "url",
            Self::Recipient => "recipient",
            Self::KeysDisagree => "keys-disagree",
            Self::SeveralMatch { .. } => "several-match",
            Self::NumberTaken => "number-taken",
            Self::Repeated { .. } => "repeated",
            Self::Ragged => "ragged",
            Self::ClaimColumn => "claim-column",
            Self::ClaimState => "claim-state",
            Self::HalfYear => "half-year",
            Self::ReferenceRate => "reference-rate",
            Self::NoSuchCustomer => "no-such-customer",
            Self::ContactPerson => "contact-person",
            Self::OtherLetters => "other-letters",
            Self::OtherNumber => "other-number",
            Self::ReferenceNumber => "reference-number",
            Self::ReferenceNumberCheck => "reference-number-check",
            Self::YesOrNo => "yes-or-no",
            Self::InterestTold => "interest-told",
            Self::ClaimKind => "claim-kind",
            Self::OpenBelowNothing => "open-below-nothing",
            Self::OpenAboveAmount => "open-above-amount",
            Self::Currency => "currency",
            Self::OpenUnsaid => "open-unsaid",
            Self::OpenUnknown => "open-unknown",
            Self::PaidMisfit => "paid-misfit",
            Self::CreditAboveNothing => "credit-above-nothing",
            Self::IdentityCodeForm => "identity-code-form",
            Self::DueBeforeInvoice => "due-before-invoice",
            Self::SentBeforeInvoice => "sent-before-invoice",
            Self::SentAfterToday => "sent-later",
            Self::KindsDisagree => "kinds-disagree",
            Self::InvoiceTwice => "invoice-twice",
            Self::EventNumber => "event-number",
            Self::JournalKey => "journal-key",
            Self::EventOrder => "event-order",
            Self::InvoicesAndSums => "invoices-and-sums",
            Self::Hash => "hash",
            Self::FileNumber => "file-number",
        }
    }

    /// Returns what a translation's sentence puts in, by name: numbers and lines, never what a cell holds.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::SeveralMatch { numbers } => vec![("numbers", listed(numbers))],
            Self::Repeated { line } | Self::SameAsLine { line } => vec![("line", line.to_string())],
            Self::TownAbroad { country } | Self::CountryTaken { country } => {
                vec![("country", country.to_string())]
            }
            Self::SameAsCustomer { number } | Self::Namesake { number } => {
                vec![("number", number.to_string())]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the names that may have been meant, for a hint.
    pub fn similar(&self) -> &[String] {
        match self {
            Self::Undeclared { similar } => similar,
            _ => &[],
        }
    }
}

/// Some of the numbers, for a list of a thousand namesakes helps nobody.
fn listed(numbers: &[CustomerNumber]) -> String {
    const MOST: usize = 12;
    let mut named: Vec<String> = numbers.iter().take(MOST).map(ToString::to_string).collect();
    if numbers.len() > MOST {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// A broken rule and the field that broke it; no field where the record as a whole did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, if one is to blame.
    pub field: Option<FieldPath>,
    /// What is wrong with it.
    pub rule: Rule,
}

impl Fault {
    /// Returns a fault of one field.
    pub fn of(field: FieldPath, rule: Rule) -> Self {
        Self {
            field: Some(field),
            rule,
        }
    }

    /// Returns a fault of the whole record.
    pub fn whole(rule: Rule) -> Self {
        Self { field: None, rule }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "`{field}` {}", self.rule),
            None => write!(f, "{}", self.rule),
        }
    }
}

/// A broken rule and the key of `register.toml` that broke it, such as `controller.postcode` or `fields.2.path`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{key}` {rule}")]
pub struct KeyFault {
    /// The dotted key; entries of lists are counted from 1.
    pub key: String,
    /// What is wrong with it.
    pub rule: Rule,
}
