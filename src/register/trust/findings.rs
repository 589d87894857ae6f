//! What `check` says of trust: one finding a difference, all of them errors.

use crate::register::check::{Finding, Severity, What};
use crate::register::error::Error;
use crate::register::layout::DESCRIPTION;
use crate::register::store::Register;

use super::comparison;
use super::difference::Difference;
use super::standing::Standing;

/// Names what was not accepted. The project's own sample is nobody's work tree, so nobody has accepted it.
pub(in crate::register) fn findings(register: &Register) -> Result<Vec<Finding>, Error> {
    Ok(match register.standing()? {
        Standing::Accepted(_) => Vec::new(),
        Standing::Unpinned { .. } if register.description().sample => Vec::new(),
        Standing::Unpinned { .. } => vec![finding(What::NotPinned, None)],
        Standing::Moved(pin) => comparison::since(register, &pin)?
            .into_iter()
            .map(|difference| {
                let place = place(&difference);
                let customer = difference.customer();
                Finding {
                    customer,
                    ..finding(What::NotAccepted(difference), place)
                }
            })
            .collect(),
    })
}

fn finding(what: What, field: Option<String>) -> Finding {
    Finding::new(Severity::Error, None, field, what)
}

/// The key or file that a finding stands at.
fn place(difference: &Difference) -> Option<String> {
    match difference {
        Difference::Setting { key, .. } => Some(key.clone()),
        Difference::Opener { .. } | Difference::NoRecipient { .. } => Some("keys".to_owned()),
        Difference::Description => Some(DESCRIPTION.to_owned()),
        Difference::File { path, .. } => Some(path.clone()),
        _ => None,
    }
}
