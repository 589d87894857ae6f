//! Selectors: which customers are meant, by what their records hold.
//!
//! `FIELD` (is set), `!FIELD` (is not), `FIELD=VALUE` (is that; case ignored, `*` stands for anything). A value that is several
//! joined by `; ` matches as a whole or by any of them. Of several selectors all must hold.

use std::fmt;

use super::{Customer, Error, FieldPath, Schema};

/// One condition.
#[derive(Clone, Debug)]
pub struct Selector {
    field: FieldPath,
    test: Test,
}

#[derive(Clone)]
enum Test {
    Set,
    Unset,
    /// The pieces between the stars, in lower case; one piece means no star.
    Like(Vec<String>),
}

/// What is looked for is a customer's name as often as not, so it is not shown.
impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Set => "Set",
            Self::Unset => "Unset",
            Self::Like(_) => "Like(..)",
        })
    }
}

impl Selector {
    /// Reads a selector; its field must be declared.
    pub fn parse(typed: &str, schema: &Schema) -> Result<Self, Error> {
        let typed = typed.trim();
        let (name, test) = match (typed.strip_prefix('!'), typed.split_once('=')) {
            (Some(rest), None) => (rest, Test::Unset),
            (None, None) => (typed, Test::Set),
            (None, Some((name, value))) => (name, like(name, value)?),
            (Some(_), Some(_)) => return Err(Error::Selector),
        };
        if name.trim().is_empty() {
            return Err(Error::Selector);
        }
        let field = schema.resolve(name)?;
        Ok(Self { field, test })
    }

    /// Whether the customer is meant.
    pub fn matches(&self, customer: &Customer) -> bool {
        let value = customer.get(&self.field);
        match &self.test {
            Test::Set => value.is_some(),
            Test::Unset => value.is_none(),
            Test::Like(pieces) => value.is_some_and(|value| {
                let value = value.to_lowercase();
                is_like(&value, pieces) || value.split("; ").any(|one| is_like(one, pieces))
            }),
        }
    }
}

fn like(name: &str, value: &str) -> Result<Test, Error> {
    let value = crate::text::clean(value).to_lowercase();
    if value.is_empty() {
        return Err(Error::EmptySelector {
            field: name.trim().to_owned(),
        });
    }
    Ok(Test::Like(value.split('*').map(str::to_owned).collect()))
}

/// Whether the value is the pieces with anything between them; taking each piece at its first place is enough.
fn is_like(value: &str, pieces: &[String]) -> bool {
    let [first, middle @ .., last] = pieces else {
        return pieces.first().is_some_and(|only| only == value);
    };
    let Some(mut rest) = value.strip_prefix(first.as_str()) else {
        return false;
    };
    for piece in middle {
        let Some((_, after)) = rest.split_once(piece.as_str()) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last.as_str())
}

/// Several selectors, all of which must hold; none at all means every customer.
#[derive(Clone, Debug, Default)]
pub struct Selection(Vec<Selector>);

impl Selection {
    /// Reads the selectors.
    pub fn parse<S: AsRef<str>>(
        typed: impl IntoIterator<Item = S>,
        schema: &Schema,
    ) -> Result<Self, Error> {
        typed
            .into_iter()
            .map(|one| Selector::parse(one.as_ref(), schema))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether the customer is meant.
    pub fn matches(&self, customer: &Customer) -> bool {
        self.0.iter().all(|selector| selector.matches(customer))
    }

    /// Whether it holds for every customer.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(value: &str, pattern: &str) -> bool {
        let pieces: Vec<String> = pattern.split('*').map(str::to_owned).collect();
        is_like(value, &pieces)
    }

    #[test]
    fn stars_stand_for_anything() {
        assert!(matches("raahe", "raahe") && matches("raahe", "*") && matches("raahe", "r*e"));
        assert!(matches("raahe", "*aa*") && matches("raahe", "*he") && matches("raahe", "ra**he"));
        assert!(!matches("raahe", "raa") && !matches("raahe", "r*x*e") && !matches("aa", "aa*a"));
        assert!(!matches("aba", "ab*ba"));
    }
}
