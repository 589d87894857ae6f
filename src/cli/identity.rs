//! Which key opens the register: `--identity`, `REKISTERI_IDENTITY`, the register's own, then SOPS's two variables (design 4).

use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use super::passphrase;
use crate::fsio;
use crate::keys::{self, Identities};
use crate::register::Register;
use crate::secret::{Secret, SecretBytes};

/// No identity file is larger than this.
const LIMIT: u64 = 64 * 1024;

/// Finds and opens the key of a register.
pub(super) fn find(context: &Context, register: &Register) -> Result<Identities, CommandError> {
    let description = register.description();
    let name = description
        .name
        .in_language(context.language(), description.language);
    if let Some(path) = file(context, &register.description().id) {
        return open_file(context, &path, name);
    }
    if let Some(text) = &context.environment().sops_age_key {
        return open_bytes(context, text.expose().as_bytes(), name);
    }
    Err(none(context, &register.description().id))
}

/// Opens the key where that takes no question: git calls from within pagers and editors.
pub(super) fn without_asking(context: &Context, register: &Register) -> Option<Identities> {
    let bytes = if let Some(path) = file(context, &register.description().id) {
        read(&path).ok()?
    } else {
        let text = context.environment().sops_age_key.as_ref()?;
        SecretBytes::new(text.expose().as_bytes().to_vec())
    };
    if keys::is_encrypted(bytes.expose()) {
        return None;
    }
    open_bytes(context, bytes.expose(), "").ok()
}

/// Reads an identity file, asking for its passphrase where it has one.
pub(super) fn open_file(
    context: &Context,
    path: &Path,
    name: &str,
) -> Result<Identities, CommandError> {
    let bytes = read(path).map_err(|error| CommandError::from(error).of_keys())?;
    if !keys::is_encrypted(bytes.expose()) && fsio::readable_by_others(path)? {
        context.ui().warn(
            "identity-readable",
            &[("path", path.display().to_string().into())],
        );
    }
    open_bytes(context, bytes.expose(), name)
}

/// Reads a key file, which is wiped from memory after use: it may be in clear.
fn read(path: &Path) -> Result<SecretBytes, fsio::Error> {
    fsio::read_file_or_pipe(path, LIMIT).map(SecretBytes::new)
}

/// The identity file that the user names: it outranks the register's own key, so a new register is made for it too.
pub(super) fn named(context: &Context) -> Option<PathBuf> {
    context
        .globals()
        .identity
        .clone()
        .or_else(|| context.environment().identity.clone())
}

/// Where `init` puts the key of a register.
pub(super) fn default_file(context: &Context, id: &str) -> Result<PathBuf, CommandError> {
    let folder = context.environment().config_dir();
    let folder = folder.ok_or_else(|| {
        CommandError::user(
            "neither HOME nor XDG_CONFIG_HOME is set, so there is no place for the key",
        )
    })?;
    Ok(folder.join(format!("{id}.age")))
}

/// The identity file named by the user, else the register's own, else SOPS's.
pub(super) fn file(context: &Context, id: &str) -> Option<PathBuf> {
    let own = || {
        default_file(context, id)
            .ok()
            .filter(|path| fsio::exists(path).unwrap_or(false))
    };
    named(context)
        .or_else(own)
        .or_else(|| context.environment().sops_age_key_file.clone())
}

fn open_bytes(context: &Context, bytes: &[u8], name: &str) -> Result<Identities, CommandError> {
    let mut asked = || -> Result<Secret, CommandError> { passphrase::existing(context, name) };
    Identities::parse(bytes, &mut asked).map_err(|error| passphrase::wrong(context, error))
}

fn none(context: &Context, id: &str) -> CommandError {
    let looked = default_file(context, id)
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    CommandError::user("no key was found for this register")
        .of_keys()
        .hint(Hint::new("hint-no-key").with("path", looked))
}
