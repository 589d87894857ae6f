//! The programs that run in a folder, as Linux tells of them in `/proc` (proc(5)).

use std::fs;
use std::path::Path;

/// Returns the processes of programs whose name begins so and that work in one of the folders or below; `None` where the system does
/// not tell.
pub fn processes_in(name: &str, folders: &[&Path]) -> Option<Vec<u32>> {
    let folders: Vec<_> = folders.iter().map(|it| it.canonicalize()).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").ok()?.flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        // One that ended meanwhile, or is not ours to look at, tells nothing.
        let (Ok(called), Ok(works)) = (
            fs::read_to_string(entry.path().join("comm")),
            fs::read_link(entry.path().join("cwd")),
        ) else {
            continue;
        };
        let inside = folders.iter().flatten().any(|it| works.starts_with(it));
        if inside && called.starts_with(name) {
            found.push(id);
        }
    }
    found.sort_unstable();
    Some(found)
}
