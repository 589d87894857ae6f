//! The bank barcode: 54 digits that a bank's program reads from paper, drawn as Code 128.
//!
//! Source: Finance Finland, *Pankkiviivakoodi-opas* 5.3: version 4 carries a national reference, version 5 an `RF` one. The symbol is
//! ISO/IEC 15417 Code 128, subset C: start 105, 27 pairs of digits, check modulo 103, stop 106.

use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::transfer::{NoCode, Transfer};

/// The cents that fit into eight digits.
const CENTS_MAX: u64 = 99_999_999;
/// Start of subset C, and the modulus of the check.
const START: u32 = 105;
const MODULUS: u32 = 103;
/// The stop pattern: seven elements where the others have six.
const STOP: &str = "2331112";

/// Widths of bars and spaces, in modules, by value.
#[rustfmt::skip]
const PATTERNS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
];

/// A bank barcode. `digits` are what the payer may copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Barcode {
    digits: String,
}

impl Barcode {
    /// Makes the code of a transfer, or says why there is none.
    pub fn of(transfer: &Transfer) -> Result<Self, NoCode> {
        let iban = transfer.iban.as_str();
        let account = iban.strip_prefix("FI").ok_or(NoCode::Account)?;
        let cents = cents(transfer.amount).ok_or(NoCode::Amount)?;
        let reference = transfer.reference.as_ref().ok_or(NoCode::Reference)?;
        let due = date(transfer.due);
        let compact = reference.compact();
        let digits = match compact.strip_prefix("RF") {
            None => format!("4{account}{cents:08}000{compact:0>20}{due}"),
            Some(rest) => {
                let (check, body) = rest.split_at(2);
                if !body.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(NoCode::Reference);
                }
                format!("5{account}{cents:08}{check}{body:0>21}{due}")
            }
        };
        Ok(Self { digits })
    }

    /// Returns the 54 digits.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Returns the symbol's check value.
    pub fn check(&self) -> u32 {
        let weighed = (1..).zip(self.pairs()).map(|(at, pair)| at * pair);
        (START + weighed.sum::<u32>()) % MODULUS
    }

    /// Returns the widths in modules, a bar first, bars and spaces in turn: 332 modules in all.
    pub fn widths(&self) -> Vec<u8> {
        let values = [START]
            .into_iter()
            .chain(self.pairs())
            .chain([self.check()]);
        let patterns = values.map(|value| PATTERNS[value as usize]).chain([STOP]);
        patterns
            .flat_map(|pattern| pattern.bytes().map(|b| b - b'0'))
            .collect()
    }

    fn pairs(&self) -> impl Iterator<Item = u32> {
        let value = |b: u8| u32::from(b - b'0');
        self.digits
            .as_bytes()
            .chunks(2)
            .map(move |pair| value(pair[0]) * 10 + value(pair[1]))
    }
}

impl FromStr for Barcode {
    type Err = NoCode;

    /// Reads 54 digits of version 4 or 5.
    fn from_str(text: &str) -> Result<Self, NoCode> {
        let plain = text.len() == 54 && text.bytes().all(|b| b.is_ascii_digit());
        if !plain || !text.starts_with(['4', '5']) {
            return Err(NoCode::Length);
        }
        let digits = text.to_owned();
        Ok(Self { digits })
    }
}

/// The sum in cents; a sum of nothing stands for one the payer fills in.
fn cents(amount: Decimal) -> Option<u64> {
    let cents = (amount * Decimal::ONE_HUNDRED).normalize();
    let whole = (cents.scale() == 0).then(|| cents.to_u64()).flatten()?;
    (whole <= CENTS_MAX).then_some(whole)
}

/// `YYMMDD`; no date, or one of another century, is six zeros.
fn date(due: Option<Date>) -> String {
    let due = due.filter(|due| (2000..2100).contains(&due.year()));
    due.map_or("000000".into(), |due| {
        format!("{:02}{:02}{:02}", due.year() % 100, due.month(), due.day())
    })
}
