//! PDF letters: typst source in, the bytes of a tagged PDF/A out, in process. No network, no file and no clock is within reach
//! of a template: what it may import is the built-in layout, what it may print with is the built-in fonts.

mod fonts;
mod press;
mod redact;
mod watch;
mod world;

pub(super) use fonts::is_plain;
pub(super) use press::{Fault, Job, Refusal};
pub(super) use redact::{place, words};
pub(super) use watch::print;
pub(super) use world::LAYOUT;
