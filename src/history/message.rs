//! Commit messages that tell strangers nothing: an act, customer numbers, field names, and no way to say more.
//!
//! What is printed is read back to the same value, and only what we would print is taken for ours: anything else in the
//! history is somebody else's commit.

use std::collections::BTreeSet;
use std::fmt;

use super::act::Act;
use super::error::Error;
use super::numbers::Numbers;

/// A commit message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    act: Act,
    customers: Numbers,
    fields: BTreeSet<String>,
}

impl Message {
    /// Makes a message; refuses a number outside 1 to 999999 and a field with other characters than a field's.
    pub fn new<F: ToString>(
        act: Act,
        customers: impl IntoIterator<Item = u32>,
        fields: impl IntoIterator<Item = F>,
    ) -> Result<Self, Error> {
        let customers = Numbers::of(customers).ok_or(Error::Message)?;
        let fields = fields.into_iter().map(|f| f.to_string()).collect();
        Self::of(act, customers, fields).ok_or(Error::Message)
    }

    fn of(act: Act, customers: Numbers, fields: BTreeSet<String>) -> Option<Self> {
        let fit = fields.iter().all(|field| is_field(field));
        fit.then_some(Self {
            act,
            customers,
            fields,
        })
    }

    /// Reads a commit's message; nothing where it is not exactly one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let (_, trailers) = text.split_once("\n\nRegister-Action: ")?;
        let mut lines = trailers.lines();
        let act = Act::parse(lines.next()?)?;
        let (mut customers, mut fields) = (Numbers::default(), BTreeSet::new());
        for line in lines {
            match line.split_once(": ")? {
                ("Register-Customers", value) => customers = Numbers::parse(value)?,
                ("Register-Fields", value) => {
                    fields = value.split(' ').map(str::to_owned).collect();
                }
                _ => return None,
            }
        }
        let message = Self::of(act, customers, fields)?;
        (message.to_string() == text).then_some(message)
    }

    /// What was done.
    pub fn act(&self) -> Act {
        self.act
    }

    /// The customers it was done to.
    pub fn customers(&self) -> &Numbers {
        &self.customers
    }

    /// The fields that changed, as `table.key`.
    pub fn fields(&self) -> &BTreeSet<String> {
        &self.fields
    }

    /// The first line.
    pub fn subject(&self) -> String {
        let (word, count) = (self.act.word(), self.customers.len());
        match (self.act, self.customers.first()) {
            (Act::Init | Act::Describe, _) => word.to_owned(),
            (Act::Import | Act::Journal | Act::Rekey, _) => format!("{word} {count} customers"),
            (_, Some(number)) if count == 1 => format!("{word} customer {number}"),
            // Taking back a description touches nobody.
            (_, None) => word.to_owned(),
            _ => format!("{word} {count} customers"),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\n\nRegister-Action: {}\n",
            self.subject(),
            self.act.word()
        )?;
        if !self.customers.is_empty() {
            writeln!(f, "Register-Customers: {}", self.customers.print())?;
        }
        if !self.fields.is_empty() {
            let fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
            writeln!(f, "Register-Fields: {}", fields.join(" "))?;
        }
        Ok(())
    }
}

/// Whether the text is names joined by dots: nothing a sentence, an address or a number could hide in.
fn is_field(text: &str) -> bool {
    let name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
    };
    text.len() <= 100 && text.split('.').all(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_the_fixed_ones() {
        let none: [&str; 0] = [];
        let subject = |act, n: &[u32]| {
            Message::new(act, n.iter().copied(), none)
                .unwrap()
                .subject()
        };
        assert_eq!(subject(Act::Init, &[]), "init");
        assert_eq!(subject(Act::Describe, &[]), "describe");
        assert_eq!(subject(Act::Add, &[1042]), "add customer 1042");
        assert_eq!(subject(Act::Edit, &[1, 2, 3]), "edit 3 customers");
        assert_eq!(subject(Act::Import, &[1, 2]), "import 2 customers");
        assert_eq!(subject(Act::Import, &[1]), "import 1 customers");
        assert_eq!(subject(Act::Undo, &[]), "undo");
        assert_eq!(subject(Act::Undo, &[7]), "undo customer 7");
        for act in Act::ALL {
            for customers in [&[][..], &[7], &[7, 9]] {
                let message = Message::new(act, customers.iter().copied(), none).unwrap();
                assert_eq!(Message::parse(&message.to_string()), Some(message));
            }
        }
    }

    #[test]
    fn a_message_reads_as_git_trailers() {
        let message = Message::new(
            Act::Edit,
            [1042, 1001, 1002],
            ["customer.email", "billing_address.city"],
        );
        let text = message.unwrap().to_string();
        assert_eq!(
            text,
            "edit 3 customers\n\nRegister-Action: edit\nRegister-Customers: 1001-1002 1042\n\
             Register-Fields: billing_address.city customer.email\n"
        );
    }

    #[test]
    fn nothing_else_gets_in() {
        let none: [&str; 0] = [];
        assert!(Message::new(Act::Add, [0], none).is_err());
        assert!(Message::new(Act::Add, [1_000_000], none).is_err());
        for field in ["", "Matti", "a b", "a.", "a@b", "1.2", "a\nb"] {
            assert!(Message::new(Act::Edit, [1], [field]).is_err(), "{field:?}");
        }
    }

    #[test]
    fn foreign_messages_are_nobodys() {
        for text in [
            "",
            "add customer 1",
            "add customer 1\n\nRegister-Action: add\nRegister-Customers: 2\n",
            "init\n\nRegister-Action: init\nSigned-off-by: x\n",
            "init\n\nRegister-Action: sell\n",
            "init\n\nRegister-Action: init",
        ] {
            assert_eq!(Message::parse(text), None, "{text:?}");
        }
    }
}
