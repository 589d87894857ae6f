//! What the integration tests share.

pub(crate) mod clones;
#[allow(dead_code, reason = "used by the programs that are no libtest")]
pub(crate) mod harness;
pub(crate) mod letters;
pub(crate) mod records;
pub(crate) mod run;
pub(crate) mod sandbox;
pub(crate) mod sealers;
pub(crate) mod terminal;
pub(crate) mod tools;
pub(crate) mod transcript;
pub(crate) mod values;
