//! One sealed value as text: `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]`, read so that there is exactly one spelling of each.
//!
//! SOPS and rops search for this pattern inside a string and ignore what stands around it; that would let anybody add text to a
//! file without breaking it. Here the string is the pattern or it is refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The `type:` of a sealed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Str,
    Int,
    /// A whole number that passed through SOPS's JSON, which knows only one kind of number.
    Float,
}

/// What is wrong with an `ENC[…]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It does not begin with `ENC[`: a value in clear.
    #[error("it is in clear")]
    Clear,
    /// Parts are missing, added or in another order, or something follows the bracket.
    #[error("its parts are not data, iv, tag and type up to a last `]`")]
    Parts,
    /// A part is not base64, or not in its canonical form.
    #[error("`{0}` is not canonical base64")]
    Base64(&'static str),
    /// The iv is not 32 bytes, or the tag not 16.
    #[error("`{0}` has the wrong length")]
    Length(&'static str),
    /// It holds no bytes.
    #[error("it is empty")]
    Empty,
    /// A type that the format does not use.
    #[error("its type is unknown")]
    Type,
}

/// A sealed value: its text, and the text's parts decoded.
pub(super) struct Enc {
    pub(super) text: String,
    pub(super) data: Vec<u8>,
    pub(super) iv: [u8; 32],
    pub(super) tag: [u8; 16],
    pub(super) kind: Kind,
}

impl Enc {
    pub(super) fn parse(text: &str) -> Result<Self, Flaw> {
        let inside = text.strip_prefix("ENC[").ok_or(Flaw::Clear)?;
        let inside = inside.strip_suffix(']').ok_or(Flaw::Parts)?;
        let mut parts = inside.split(',');
        let mut part = |name: &str| parts.next()?.strip_prefix(name);
        part("AES256_GCM")
            .filter(|rest| rest.is_empty())
            .ok_or(Flaw::Parts)?;
        let data = part("data:").ok_or(Flaw::Parts)?;
        let iv = part("iv:").ok_or(Flaw::Parts)?;
        let tag = part("tag:").ok_or(Flaw::Parts)?;
        let kind = part("type:").ok_or(Flaw::Parts)?;
        if parts.next().is_some() {
            return Err(Flaw::Parts);
        }
        Ok(Self {
            data: bytes(data)?,
            iv: fixed(iv, "iv")?,
            tag: fixed(tag, "tag")?,
            kind: Kind::parse(kind)?,
            text: text.to_owned(),
        })
    }

    pub(super) fn of(data: Vec<u8>, iv: [u8; 32], tag: [u8; 16], kind: Kind) -> Self {
        let text = format!(
            "ENC[AES256_GCM,data:{},iv:{},tag:{},type:{}]",
            STANDARD.encode(&data),
            STANDARD.encode(iv),
            STANDARD.encode(tag),
            kind.name()
        );
        Self {
            text,
            data,
            iv,
            tag,
            kind,
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Int => "int",
            Self::Float => "float",
        }
    }

    fn parse(name: &str) -> Result<Self, Flaw> {
        let known = [Self::Str, Self::Int, Self::Float];
        let found = known.into_iter().find(|kind| kind.name() == name);
        // A type followed by something is a broken frame, not another type.
        let is_word = name.bytes().all(|c| c.is_ascii_lowercase());
        found.ok_or(if is_word { Flaw::Type } else { Flaw::Parts })
    }
}

/// The engine refuses stray bits and missing padding, so that text and bytes are one to one.
fn bytes(text: &str) -> Result<Vec<u8>, Flaw> {
    match STANDARD.decode(text) {
        Ok(data) if data.is_empty() => Err(Flaw::Empty),
        Ok(data) => Ok(data),
        Err(_) => Err(Flaw::Base64("data")),
    }
}

fn fixed<const N: usize>(text: &str, name: &'static str) -> Result<[u8; N], Flaw> {
    // Room for a few bytes more, since base64 comes in threes.
    let mut room = [0; 48];
    match STANDARD.decode_slice(text, &mut room) {
        Ok(length) if length == N => room[..N].try_into().map_err(|_| Flaw::Length(name)),
        Ok(_) | Err(base64::DecodeSliceError::OutputSliceTooSmall) => Err(Flaw::Length(name)),
        Err(base64::DecodeSliceError::DecodeError(_)) => Err(Flaw::Base64(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IV: &str = "u3DGUhs7Ce1BoM+tAdx8ak65CzP/ZmQ79iUpNaszBmg=";
    const TAG: &str = "sXF8owRO8vTrBfDbBeQneA==";

    fn enc(data: &str, iv: &str, tag: &str, kind: &str) -> Result<Enc, Flaw> {
        Enc::parse(&format!(
            "ENC[AES256_GCM,data:{data},iv:{iv},tag:{tag},type:{kind}]"
        ))
    }

    #[test]
    fn text_and_parts_are_one_to_one() {
        let read = enc("BIBmAXQ=", IV, TAG, "str").unwrap();
        assert_eq!((read.data.len(), read.kind), (5, Kind::Str));
        let again = Enc::of(read.data, read.iv, read.tag, read.kind);
        assert_eq!(again.text, read.text);
    }

    #[test]
    fn each_flaw_is_named() {
        let flaw = |data, iv, tag, kind| enc(data, iv, tag, kind).err().unwrap();
        assert_eq!(flaw("BIBmAXR=", IV, TAG, "str"), Flaw::Base64("data"));
        assert_eq!(flaw("BIBmAXQ", IV, TAG, "str"), Flaw::Base64("data"));
        assert_eq!(flaw("BIBm AXQ=", IV, TAG, "str"), Flaw::Base64("data"));
        assert_eq!(flaw("", IV, TAG, "str"), Flaw::Empty);
        assert_eq!(flaw("BIBmAXQ=", TAG, TAG, "str"), Flaw::Length("iv"));
        assert_eq!(flaw("BIBmAXQ=", IV, IV, "str"), Flaw::Length("tag"));
        let long = IV.repeat(3);
        assert_eq!(flaw("BIBmAXQ=", &long, TAG, "str"), Flaw::Length("iv"));
        assert_eq!(flaw("BIBmAXQ=", "u3DG*", TAG, "str"), Flaw::Base64("iv"));
        for kind in ["bool", "bytes", "comment", ""] {
            assert_eq!(flaw("BIBmAXQ=", IV, TAG, kind), Flaw::Type);
        }
        assert_eq!(flaw("BIBmAXQ=", IV, TAG, "str]ENC[x"), Flaw::Parts);
        assert_eq!(flaw("BIBmAXQ=", IV, TAG, "str,more:1"), Flaw::Parts);
    }

    #[test]
    fn the_frame_is_the_whole_string() {
        let good = enc("BIBmAXQ=", IV, TAG, "str").unwrap().text;
        let parse = |text: &str| Enc::parse(text).err().unwrap();
        assert_eq!(parse(&format!(" {good}")), Flaw::Clear);
        assert_eq!(parse(&format!("{good}\n")), Flaw::Parts);
        assert_eq!(parse(&format!("{good} and more]")), Flaw::Parts);
        assert_eq!(parse("ENC[]"), Flaw::Parts);
        assert_eq!(
            parse(&good.replace("AES256_GCM", "AES256_GCMX")),
            Flaw::Parts
        );
        assert_eq!(parse(&good.replace("iv:", "tag:")), Flaw::Parts);
        assert_eq!(parse("Raahe"), Flaw::Clear);
    }
}
