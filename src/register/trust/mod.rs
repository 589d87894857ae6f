//! Trust in what the repository holds: judged against the pin that is kept outside it (design: "Keys and trust").
//!
//! What is in force is a tree. Whatever brings another one (a merge, `accept`, `commit`, `undo`, `restore`, a first clone) has it
//! compared with the accepted one, and shows the effect; how it came, and what commits say of themselves, is not looked at. The
//! judgement takes no key; a key only says in words what a changed record holds.

mod accept;
mod comparison;
mod difference;
mod findings;
mod pinning;
mod settings;
mod standing;

pub use accept::{Acceptance, accept, open, plan, templates_at};
pub(super) use comparison::proposed;
pub(super) use difference::list;
pub use difference::{Difference, How, Remark, SealedChange, Weight};
pub(super) use findings::findings;
pub(super) use pinning::{Following, agrees, following, greatest_pinned, last_accepted, place};
pub use standing::Standing;
