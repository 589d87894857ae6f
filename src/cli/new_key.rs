//! The key of a new register: one made behind a passphrase, with its recovery file, or the owner's own.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use super::{identity, passphrase};
use crate::clock::rfc3339;
use crate::fsio::{self, Access};
use crate::keys::{self, Recipient};
use crate::register::DescriptionText;

/// Work factor of age's scrypt for new keys: about a second on a laptop (2^18).
const LOG_N: u8 = 18;

/// The key that will open the new register.
pub(super) struct NewKey {
    recipient: Recipient,
    file: Option<KeyFile>,
}

/// The encrypted identity and where it and its recovery copy go.
struct KeyFile {
    path: PathBuf,
    recovery: PathBuf,
    bytes: Vec<u8>,
}

impl NewKey {
    /// The owner's own key where she names one, else a new one behind a passphrase; nothing is written yet.
    pub(super) fn of(
        context: &Context,
        text: &DescriptionText,
        recovery: &Path,
    ) -> Result<Self, CommandError> {
        match identity::named(context) {
            Some(path) => Self::named(context, text, &path),
            None => Self::made(context, text, recovery),
        }
    }

    fn named(context: &Context, text: &DescriptionText, path: &Path) -> Result<Self, CommandError> {
        let identities = identity::open_file(context, path, &name(text))?;
        let recipient = identities
            .recipients()
            .first()
            .cloned()
            .ok_or_else(|| CommandError::user("the identity file holds no key").of_keys())?;
        Ok(Self {
            recipient,
            file: None,
        })
    }

    fn made(
        context: &Context,
        text: &DescriptionText,
        recovery: &Path,
    ) -> Result<Self, CommandError> {
        let path = identity::default_file(context, &text.id())?;
        refuse_taken(&path)?;
        refuse_taken(recovery)?;
        let public = guessed_first(text);
        let public: Vec<&str> = public.iter().map(String::as_str).collect();
        let passphrase = passphrase::new(context, &public)?;
        let identity = keys::generate();
        let bytes = identity.encrypted_file(&rfc3339(context.clock().now()), &passphrase, LOG_N)?;
        Ok(Self {
            recipient: identity.recipient().clone(),
            file: Some(KeyFile {
                path,
                recovery: recovery.to_owned(),
                bytes,
            }),
        })
    }

    /// The public half.
    pub(super) fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// Where the key is, and its recovery copy; none where the owner brought her own.
    pub(super) fn places(&self) -> Option<[&Path; 2]> {
        let file = self.file.as_ref()?;
        Some([&file.path, &file.recovery])
    }

    /// Writes the key and the recovery file, both or neither.
    pub(super) fn write(
        &self,
        context: &Context,
        text: &DescriptionText,
    ) -> Result<(), CommandError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        if let Some(folder) = file.path.parent() {
            fsio::create_dirs(folder, Access::Private)?;
        }
        fsio::write_new(&file.path, &file.bytes, Access::Private)?;
        let about = self.about(context, text, &file.recovery);
        let copy = [about.as_bytes(), b"\n\n", &file.bytes].concat();
        fsio::write_new(&file.recovery, &copy, Access::Private)
            .inspect_err(|_| drop(fsio::remove(&file.path)))?;
        Ok(())
    }

    /// What a recovery file says of itself: what it opens, and how.
    fn about(&self, context: &Context, text: &DescriptionText, recovery: &Path) -> String {
        let file = recovery.file_name().unwrap_or_default().to_string_lossy();
        let values = [
            ("register", name(text).into()),
            ("recipient", self.recipient.to_string().into()),
            ("file", quoted(&file).into()),
        ];
        context.words().say_with("recovery-file", &values)
    }

    /// A register that could not be made leaves no key behind; what cannot be removed does no harm.
    pub(super) fn take_back(&self) {
        for written in self.places().into_iter().flatten() {
            drop(fsio::remove(written));
        }
    }
}

fn name(text: &DescriptionText) -> String {
    text.get("name").unwrap_or_default()
}

/// What stands in public beside the key.
fn guessed_first(text: &DescriptionText) -> Vec<String> {
    let public = [
        "controller.name",
        "controller.email",
        "contact.name",
        "contact.email",
        "name",
    ];
    public.iter().filter_map(|key| text.get(key)).collect()
}

/// The path beside a register's folder where its recovery file goes if nothing else is said.
pub(super) fn recovery_path(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push("-recovery.txt");
    dir.with_file_name(name)
}

pub(super) fn refuse_taken(path: &Path) -> Result<(), CommandError> {
    if fsio::exists(path)? {
        return Err(
            CommandError::user(format!("`{}` exists already", path.display()))
                .hint(Hint::new("hint-recovery-elsewhere")),
        );
    }
    Ok(())
}

/// A file name as the shell takes it for one word.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.chars().all(plain) && !name.starts_with('-') {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}
