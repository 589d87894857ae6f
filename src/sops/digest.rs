//! The digest that files outside the format are told apart by; it lives here because no other room names `sha2`.

use sha2::{Digest as _, Sha256};

/// Returns the SHA-256 of the bytes as 64 hexadecimal digits in lower case.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    let pair = |byte: u8| [digit(byte >> 4), digit(byte & 15)];
    Sha256::digest(bytes).into_iter().flat_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_fips_180_2() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), expected);
    }
}
