//! Two macros for values that are one text: serde through `Display` and `FromStr`, and a `Debug` that shows no value.
//!
//! A derived `Debug` would print a customer's data the first time somebody writes `{:?}` into an error.

/// Writes `Debug` as the bare type name.
macro_rules! redacted {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}

/// Reads and writes the type as one string.
macro_rules! serde_by_text {
    ($($name:ident),+) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

pub(super) use {redacted, serde_by_text};

/// Reads a key that may be left blank: `""` is the same as no key.
pub(super) fn none_if_blank<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(serde::de::Error::custom)
}

/// The same both ways: what is absent is written as a blank to be filled in.
pub(super) mod blank {
    use std::fmt::Display;

    use serde::Serializer;

    pub(in crate::model) use super::none_if_blank as deserialize;

    #[expect(clippy::ref_option, reason = "the shape serde asks for")]
    pub(in crate::model) fn serialize<S: Serializer, T: Display>(
        value: &Option<T>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => out.collect_str(value),
            None => out.serialize_str(""),
        }
    }
}
