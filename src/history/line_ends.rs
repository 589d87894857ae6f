//! Line ends, as far as git changes them behind one's back: a text file may have CRLF in the work tree and LF in history.
//!
//! Records are `-text` and never touched. For the owner's templates and settings, where `.gitattributes` or
//! `core.autocrlf` say so, both spellings are the same content: git calls the file clean, and so do we.

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue};

use super::error::{Error, git};
use super::ids::BlobId;
use super::repo::Repo;

impl Repo {
    /// Returns the work file's bytes as a commit should hold them, or nothing where there is no file.
    pub fn committable(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let work = self.work_bytes(path)?;
        work.map(|bytes| self.normalised(path, bytes)).transpose()
    }

    /// Whether the work file has this content, as git sees it; `None` asks whether there is no file.
    pub fn work_is(&self, path: &str, blob: Option<BlobId>) -> Result<bool, Error> {
        match (self.work_bytes(path)?, blob) {
            (None, None) => Ok(true),
            (Some(work), Some(blob)) => Ok(
                BlobId::of(&work)? == blob || BlobId::of(&self.normalised(path, work)?)? == blob
            ),
            _ => Ok(false),
        }
    }

    /// Git's own conversion on `git add`: CRLF becomes LF in files that count as text.
    pub fn normalised(&self, path: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
        if !has_crlf(&bytes) {
            return Ok(bytes);
        }
        let text = match (self.attribute(path, "text")?, self.attribute(path, "eol")?) {
            (Attribute::No, _) => false,
            (Attribute::Yes, _) | (Attribute::Unset, Attribute::Other) => true,
            (Attribute::Other, _) => self.looks_like_text(path, &bytes)?,
            (Attribute::Unset, _) => self.converts()? && self.looks_like_text(path, &bytes)?,
        };
        Ok(if text { without_cr(&bytes) } else { bytes })
    }

    /// Git leaves a file alone that looks binary or has CRLF in history already.
    fn looks_like_text(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let crlf_before = self.read(None, path)?.is_some_and(|old| has_crlf(&old));
        Ok(!bytes.contains(&0) && !crlf_before)
    }

    fn converts(&self) -> Result<bool, Error> {
        let setting = self.config_get("core.autocrlf")?.unwrap_or_default();
        let setting = setting.to_ascii_lowercase();
        Ok(matches!(
            setting.as_str(),
            "true" | "yes" | "on" | "1" | "input"
        ))
    }

    fn attribute(&self, path: &str, name: &str) -> Result<Attribute, Error> {
        let flags = AttrCheckFlags::FILE_THEN_INDEX;
        let value = self.git.get_attr_bytes(Path::new(path), name, flags);
        let value = value.map_err(git("read `.gitattributes`"))?;
        Ok(match AttrValue::from_bytes(value) {
            AttrValue::True => Attribute::Yes,
            AttrValue::False => Attribute::No,
            AttrValue::Unspecified => Attribute::Unset,
            _ => Attribute::Other,
        })
    }
}

/// What `.gitattributes` says; other values are `text=auto`, `eol=lf` and `eol=crlf`.
enum Attribute {
    Yes,
    No,
    Unset,
    Other,
}

fn has_crlf(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\r\n")
}

fn without_cr(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).copied().map(Some).chain([None]);
    let pairs = bytes.iter().copied().zip(next);
    let kept = pairs.filter(|pair| *pair != (b'\r', Some(b'\n')));
    kept.map(|(byte, _)| byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_are_joined() {
        assert_eq!(without_cr(b"a\r\nb\rc\n\r\r\n\r"), b"a\nb\rc\n\r\n\r");
        assert_eq!(without_cr(b""), b"");
    }
}
