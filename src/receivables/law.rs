//! The sections that plans and letters name. Numbers of acts and sections read alike in every language.
//!
//! 513/1999 is the Debt Collection Act, 633/1982 the Interest Act, 728/2003 the Act on Limitation of Debts.

/// Interest from an agreed due date.
pub const INTEREST_AGREED: &str = "633/1982 5 §";
/// Interest from 30 days after the invoice was sent.
pub const INTEREST_THIRTY_DAYS: &str = "633/1982 6 §";
/// A consumer must have been told the rate and when it begins.
pub const INTEREST_TOLD: &str = "633/1982 6 § 2 mom.";
/// The Interest Act, on which a letter rests that tells interest.
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
/// A time-barred claim is not collected, and three years bar it.
pub const BARRED: &str = "513/1999 4 § 3 mom., 728/2003 4 §";
