//! What is owed and may be asked: open invoices as other programs list them, what kind of claim each is, late interest, fees, the new due
//! date, and of all that a plan of letters. Every rule names its section; every refusal and every zero says why and from when.
//!
//! Pure rules over numbers, dates and customers. Nothing in this room knows keys, git, the disk or a template.

mod acts;
mod barcode;
mod channel;
mod claim;
mod claim_act;
mod credit;
mod epc;
mod error;
mod fees;
pub mod file;
pub mod interest;
mod kind;
pub mod law;
mod letter;
mod plan;
mod rates;
mod reference;
mod transfer;
pub mod workdays;

pub use acts::{Acts, Earlier};
pub use barcode::Barcode;
pub use channel::Channel;
pub use claim::{Claim, CreditNote, Limitation, Since, Start, Told};
pub use claim_act::{ClaimAct, NewClaimAct};
pub use credit::Misfit;
pub use error::Error;
pub use fees::{Fee, FeeKind, Timing};
pub use file::List;
pub use kind::{ClaimKind, KindWhy, judge, likely as likely_kind};
pub use letter::{Act, Interest, Item, Letter, Payment};
pub use plan::{Basis, Kinds, LeftOut, LeftOutWhy, Plan, addition};
pub use rates::{Known, Rates, Status};
pub use reference::Reference;
pub use transfer::{NoCode, Transfer};
