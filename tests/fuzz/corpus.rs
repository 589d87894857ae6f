//! What fuzzing begins from: the vectors and cases there are, and what was found before, each by a walk through its folder.

use std::fs;
use std::path::Path;

/// Every file at or below these, and what an earlier run of the target found.
pub(crate) fn files(target: &str, places: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = format!("tests/fuzz/found/{target}");
    let walk = |place: &str| {
        let walk = walkdir::WalkDir::new(root.join(place)).sort_by_file_name();
        // Nothing may have been found yet.
        walk.into_iter().filter_map(Result::ok)
    };
    let mut files = Vec::new();
    for place in places.iter().copied().chain([found.as_str()]) {
        let before = files.len();
        let entries = walk(place).filter(|entry| entry.file_type().is_file());
        files.extend(entries.map(|entry| fs::read(entry.path()).unwrap()));
        assert!(place == found || files.len() > before, "nothing in {place}");
    }
    files
}

/// The lines of such files, each a case.
pub(crate) fn lines(files: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let lines = files.iter().flat_map(|file| file.split(|&c| c == b'\n'));
    lines
        .filter(|line| !line.is_empty() && !line.starts_with(b"# "))
        .map(<[u8]>::to_vec)
        .collect()
}
