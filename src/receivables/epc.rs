//! The QR code that banks' telephone programs read: what stands in it.
//!
//! Sources: EPC069-12 2.1 (*Quick Response Code: Guidelines to enable data capture for the initiation of a SEPA credit transfer*): at
//! most 331 bytes; Finance Finland's guidelines of 2015 put the day to pay by into the last line. Strict readers expect an `RF`
//! reference, so a national one is given in that form.

use rust_decimal::Decimal;

use super::transfer::{NoCode, Transfer};

/// The standard's limits: characters of a name, of free words, bytes of all. A longer name is cut: no credit transfer carries more of it.
const NAME: usize = 70;
const WORDS: usize = 140;
const BYTES: usize = 331;
/// SEPA countries outside the EEA; there the BIC is a must.
const SEPA_BEYOND: &str = "AD AL CH GB GI MC MD ME MK RS SM VA";
const EEA: &str =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

impl Transfer {
    /// Returns the lines of the QR code, or says why there is none.
    pub fn epc(&self) -> Result<String, NoCode> {
        self.epc_account()?;
        let amount = self.amount.normalize();
        // The standard's greatest sum is 999 999 999,99 €.
        if amount < Decimal::new(1, 2)
            || amount > Decimal::new(99_999_999_999, 2)
            || amount.scale() > 2
        {
            return Err(NoCode::Amount);
        }
        let full = self.lines(true);
        let payload = if full.len() > BYTES {
            self.lines(false)
        } else {
            full
        };
        if payload.len() > BYTES {
            return Err(NoCode::Length);
        }
        Ok(payload)
    }

    fn epc_account(&self) -> Result<(), NoCode> {
        let country = &self.iban.as_str()[..2];
        let in_list = |list: &str| list.split(' ').any(|one| one == country);
        if in_list(EEA) || (in_list(SEPA_BEYOND) && self.bic.is_some()) {
            return Ok(());
        }
        Err(NoCode::Account)
    }

    /// Nothing follows the last line that says something.
    fn lines(&self, dated: bool) -> String {
        let reference = self
            .reference
            .as_ref()
            .map(|one| one.to_rf().compact().to_owned());
        let words = self.message.as_deref().filter(|_| reference.is_none());
        let due = self
            .due
            .filter(|_| dated)
            .map(|due| format!("ReqdExctnDt/{due}"));
        let lines = [
            "BCD".to_owned(),
            "002".to_owned(),
            "1".to_owned(),
            "SCT".to_owned(),
            self.bic
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            line(&self.payee, NAME),
            self.iban.to_string(),
            format!("EUR{:.2}", self.amount),
            String::new(),
            reference.unwrap_or_default(),
            line(words.unwrap_or_default(), WORDS),
            due.unwrap_or_default(),
        ];
        lines.join("\n").trim_end_matches('\n').to_owned()
    }
}

/// One line of at most so many characters.
fn line(text: &str, max: usize) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.chars()
        .take(max)
        .collect::<String>()
        .trim_end()
        .to_owned()
}
