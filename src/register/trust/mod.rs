//! Trust in what the repository holds: judged against the pin that is kept outside it (design: "Keys and trust").
//!
//! Whoever can push can seal a record with the public key, roll a file back or change the bank account, and git will not say
//! who it was. So our own commits move the pin, and any other HEAD is named, piece by piece, until the owner accepts it. The
//! judgement takes no key; a key only says in words what a changed record holds.

mod accept;
mod claim;
mod compare;
mod difference;
mod files;
mod findings;
mod pinning;
mod settings;
mod standing;

pub use accept::{Acceptance, Whole, accept, plan};
pub use claim::{Came, Claim};
pub(super) use difference::list;
pub use difference::{Difference, How};
pub(super) use findings::findings;
pub(super) use pinning::{Following, agrees, following, greatest_pinned, last_accepted, place};
pub(super) use settings::described;
pub use standing::Standing;
