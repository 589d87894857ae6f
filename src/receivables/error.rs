//! What can be wrong with a payment's particulars. The rule is named, the value never.

/// A payment particular that breaks its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither 4–20 digits nor `RF` and 3–23 letters and digits.
    #[error(
        "a reference number is 4 to 20 digits, or `RF`, two digits and 1 to 21 letters or digits"
    )]
    ReferenceShape,
    /// The check digit does not fit the digits before it.
    #[error("the reference number's check digit is wrong")]
    ReferenceCheck,
}
