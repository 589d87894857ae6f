//! Git's settings as far as they concern us: who the author is, and what we set for git to call us.

use git2::{Config, ConfigLevel, Signature, Time};
use jiff::Timestamp;

use super::error::{Error, found, git};
use super::repo::Repo;

/// Who makes a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Author {
    /// Reads what `git var GIT_AUTHOR_IDENT` prints: `NAME <E-MAIL> SECONDS ZONE`.
    pub fn from_ident(ident: &str) -> Option<Self> {
        let (name, rest) = ident.split_once('<')?;
        let (email, _) = rest.split_once('>')?;
        let (name, email) = (plain(name), plain(email));
        (!name.is_empty() && !email.is_empty()).then_some(Self { name, email })
    }

    /// The author as git writes it, at a moment, in UTC. Characters git cannot write are left out.
    pub(super) fn signature(&self, when: Timestamp) -> Result<Signature<'static>, Error> {
        let (name, email) = (plain(&self.name), plain(&self.email));
        if name.is_empty() || email.is_empty() {
            return Err(Error::Author);
        }
        Signature::new(&name, &email, &Time::new(when.as_second(), 0))
            .map_err(git("name the author"))
    }
}

fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '<' | '>'))
        .collect();
    text.trim().to_owned()
}

impl Repo {
    /// Returns a setting as git sees it here, all levels considered.
    pub fn config_get(&self, key: &str) -> Result<Option<String>, Error> {
        let mut config = self.git.config().map_err(git("read its settings"))?;
        let snapshot = config.snapshot().map_err(git("read its settings"))?;
        found(snapshot.get_string(key)).map_err(git("read its settings"))
    }

    /// Sets a key in the repository's own settings (`.git/config`).
    pub fn config_set(&self, key: &str, value: &str) -> Result<(), Error> {
        let set = || {
            let mut local: Config = self.git.config()?.open_level(ConfigLevel::Local)?;
            local.set_str(key, value)
        };
        set().map_err(git("change its settings"))
    }
}
