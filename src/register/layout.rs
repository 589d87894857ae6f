//! Where everything lies: the only place that makes or takes apart a path inside a register (design: "A register on disk").

use crate::model::CustomerNumber;

/// The folder of the records.
pub(super) const RECORDS: &str = "records";
/// The public description of the register.
pub(super) const DESCRIPTION: &str = "records/register.toml";
/// The program's own public book: the last number given, and erasures.
pub(super) const LEDGER: &str = "records/ledger.toml";
/// The folder of the owner's templates.
pub const TEMPLATES: &str = "templates";
/// The folder of what was rendered; git ignores it.
pub const OUTPUT: &str = "output";

pub(super) const ATTRIBUTES: &str = ".gitattributes";
pub(super) const IGNORE: &str = ".gitignore";

/// No public file of a register is larger than this.
pub(super) const PUBLIC_LIMIT: u64 = 1024 * 1024;
/// No sealed record is larger than this.
pub const RECORD_LIMIT: u64 = 256 * 1024;

/// Returns the path of a customer's record, with `/` between folders.
pub fn record_path(number: CustomerNumber) -> String {
    let number = number.get();
    format!("{RECORDS}/{}/{number}.toml", number / 100)
}

/// Returns the path of a customer's journal, with `/` between folders.
pub fn journal_path(number: CustomerNumber) -> String {
    let number = number.get();
    format!("{RECORDS}/{}/{number}.journal.toml", number / 100)
}

/// Returns whose journal a path is; `None` for every other file, and for a journal in the wrong folder.
pub(super) fn journal_of(path: &str) -> Option<CustomerNumber> {
    let name = path.strip_suffix(".journal.toml")?.rsplit('/').next()?;
    let number: CustomerNumber = name.parse().ok()?;
    (journal_path(number) == path).then_some(number)
}

/// Returns about whom a sealed file is, record or journal.
pub(super) fn owner_of(path: &str) -> Option<CustomerNumber> {
    number_of(path).or_else(|| journal_of(path))
}

/// Returns whose record a path is; `None` for every other file, and for a record in the wrong folder.
pub(super) fn number_of(path: &str) -> Option<CustomerNumber> {
    let number: CustomerNumber = path
        .strip_suffix(".toml")?
        .rsplit('/')
        .next()?
        .parse()
        .ok()?;
    (record_path(number) == path).then_some(number)
}

/// Whether a path is an owner's template.
pub(super) fn is_template(path: &str) -> bool {
    path.strip_prefix(TEMPLATES)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a folder holds files of the register's own and nothing else: `records`, its hundreds, `templates`.
pub(super) fn is_own_folder(path: &str) -> bool {
    let hundred = path
        .strip_prefix(RECORDS)
        .and_then(|it| it.strip_prefix('/'));
    let digits =
        |name: &str| (1..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
    matches!(path, RECORDS | TEMPLATES) || hundred.is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_lies_in_the_folder_of_its_hundred() {
        let number: CustomerNumber = "1042".parse().unwrap();
        assert_eq!(record_path(number), "records/10/1042.toml");
        assert_eq!(number_of("records/10/1042.toml"), Some(number));
    }

    #[test]
    fn a_journal_lies_beside_the_record() {
        let number: CustomerNumber = "1042".parse().unwrap();
        let path = "records/10/1042.journal.toml";
        assert_eq!(journal_path(number), path);
        assert_eq!(
            (journal_of(path), number_of(path), owner_of(path)),
            (Some(number), None, Some(number))
        );
        for other in [
            "records/11/1042.journal.toml",
            "records/10/1042.toml",
            "records/10/x.journal.toml",
        ] {
            assert_eq!(journal_of(other), None, "{other}");
        }
    }

    #[test]
    fn no_other_file_is_a_record() {
        for path in [
            "records/11/1042.toml",
            "records/10/01042.toml",
            "records/10/1042.journal.toml",
            "records/register.toml",
            "records/1042.toml",
            "other/10/1042.toml",
        ] {
            assert_eq!(number_of(path), None, "{path}");
        }
    }
}
