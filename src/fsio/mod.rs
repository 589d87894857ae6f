//! Files, done once and right: bounded reads, atomic synced writes, locks, a scratch folder that never touches a disk, and what of
//! the process itself is a file: its memory and its terminal.
//!
//! `std::fs` is fenced off everywhere else (see `.config/clippy.toml`), so every durability and permission question has its
//! answer in this room. Every error carries the path and what was tried.
#![expect(clippy::disallowed_methods, reason = "the one room that touches files")]

mod aside;
mod batch;
mod dirs;
mod entries;
mod error;
mod lock;
mod mark;
mod memory;
mod modes;
#[cfg(target_os = "linux")]
mod nameless;
mod place;
mod processes;
mod read;
mod scratch;
mod stream;
mod terminal;
mod write;

pub use aside::{Aside, Content};
pub use batch::{Batch, Source};
pub use dirs::{create_dirs, prune_empty, remove_dir, remove_tree, sync_dir};
pub use entries::entries;
pub use error::Error;
pub use lock::Lock;
pub use mark::Mark;
pub use memory::{close_memory, give_back};
pub use modes::{is_program, make_private, readable_by_others};
pub use place::{claim, link_or_copy, remove_if_there, rename};
pub use processes::processes_in;
pub use read::{
    Stamp, exists, folder_or_nothing, is_real_dir, is_same_file, link_target, no_folder, read,
    read_file_or_pipe, read_own, read_start, stamp, stat,
};
pub use scratch::{Scratch, sweep_scratch};
pub use stream::Stream;
pub use terminal::Terminal;
pub use write::{
    Access, append, can_make, remove, remove_many, room, settle, sweep, write_atomic, write_new,
};
