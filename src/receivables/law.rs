//! The sections that plans and letters name. Numbers of acts and sections read alike in every language.
//!
//! 513/1999 is the Debt Collection Act, 633/1982 the Interest Act, 728/2003 the Act on Limitation of Debts.

/// Interest from an agreed due date.
pub const INTEREST_AGREED: &str = "633/1982 5 §";
/// Interest from 30 days after the invoice was sent.
pub const INTEREST_THIRTY_DAYS: &str = "633/1982 6 §";
/// A consumer must have been told the rate and when it begins.
pub const INTEREST_TOLD: &str = "633/1982 6 § 2 mom.";
/// The Interest Act, on which a letter rests that tells interest; the percentage that it stated follows.
pub const INTEREST: &str = "633/1982";
/// What stands between several in the journal.
pub const JOINT: &str = "; ";
/// Seven points over the reference rate.
pub const RATE: &str = "633/1982 4 §";
/// Eight points over the reference rate.
pub const RATE_BUSINESS: &str = "633/1982 4 a §";
/// The reminder fee's cap for a consumer.
pub const FEE_CONSUMER: &str = "513/1999 10 a §";
/// When a consumer's reminder may cost something.
pub const FEE_CONSUMER_TIME: &str = "513/1999 10 b §";
/// The reminder fee's cap for others.
pub const FEE_BUSINESS: &str = "513/1999 10 e §";
/// When others' repeated reminder may cost something.
pub const FEE_BUSINESS_TIME: &str = "513/1999 10 f §";
/// No unnecessary costs: two letters of one day could have been one.
pub const FEE_ONCE_A_DAY: &str = "513/1999 4 §";
/// The standard compensation.
pub const COMPENSATION: &str = "513/1999 10 i §";
/// A disputed claim is not collected as if it were undisputed.
pub const DISPUTED: &str = "513/1999 4 b §";
/// A consumer may ask that collecting stop, and that a court decide.
pub const SUSPENDED: &str = "513/1999 4 c §";
/// A time-barred claim is not collected; three years from an agreed due date bar it.
pub const BARRED_AGREED: &str = "513/1999 4 § 3 mom., 728/2003 4, 5 §";
/// Without an agreed due date three years run from the performance, and the invoice's sending interrupts them.
pub const BARRED_SENT: &str = "513/1999 4 § 3 mom., 728/2003 4, 6, 10 §";
/// A letter about the claim began the three years anew.
pub const BARRED_REMINDED: &str = "513/1999 4 § 3 mom., 728/2003 4, 10, 13 §";
/// How long a consumer must have to pay, and how long lies between two letters: the Consumer Ombudsman's decision of 21.10.2024.
pub const TIME_TO_PAY: &str = "KKV/378/14.08.01.05/2022";
