//! Nonces, each used once: the file's own are remembered, so that even a bad generator cannot repeat one under the same data key.
//!
//! Repeating a nonce of AES-GCM gives away the key that authenticates; rops does it with the MAC, so files that it edited are
//! re-sealed here with a new one.

use std::collections::HashSet;

use rand_core::CryptoRngCore;

use crate::secret::DataKey;
use crate::sops::Error;

/// A 32-byte nonce that repeats is no accident; a few tries tell a broken generator from a miracle.
const TRIES: usize = 4;

/// A source of nonces for one data key.
pub(super) struct Nonces<'a> {
    used: HashSet<[u8; 32]>,
    random: &'a mut dyn CryptoRngCore,
}

impl<'a> Nonces<'a> {
    pub(super) fn new(
        random: &'a mut dyn CryptoRngCore,
        used: impl Iterator<Item = [u8; 32]>,
    ) -> Self {
        let used = used.collect();
        Self { used, random }
    }

    /// Returns a nonce that was not used before, and counts it as used.
    pub(super) fn fresh(&mut self) -> Result<[u8; 32], Error> {
        for _ in 0..TRIES {
            let nonce = bytes(self.random)?;
            if self.used.insert(nonce) {
                return Ok(nonce);
            }
        }
        Err(Error::Randomness)
    }
}

pub(super) fn data_key(random: &mut dyn CryptoRngCore) -> Result<DataKey, Error> {
    DataKey::fill(|room| random.try_fill_bytes(room).map_err(|_| Error::Randomness))
}

fn bytes(random: &mut dyn CryptoRngCore) -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    random
        .try_fill_bytes(&mut bytes)
        .map_err(|_| Error::Randomness)?;
    Ok(bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use rand_core::{CryptoRng, RngCore};

    use super::*;

    /// A generator that gives each block of bytes it was told to, then the last one for ever.
    pub(in crate::sops) struct Scripted(pub(in crate::sops) Vec<u8>);

    impl CryptoRng for Scripted {}

    impl RngCore for Scripted {
        fn next_u32(&mut self) -> u32 {
            0
        }

        fn next_u64(&mut self) -> u64 {
            0
        }

        fn fill_bytes(&mut self, room: &mut [u8]) {
            room.fill(self.0[0]);
            if self.0.len() > 1 {
                self.0.remove(0);
            }
        }

        fn try_fill_bytes(&mut self, room: &mut [u8]) -> Result<(), rand_core::Error> {
            self.fill_bytes(room);
            Ok(())
        }
    }

    #[test]
    fn a_used_nonce_is_passed_over() {
        let mut random = Scripted(vec![1, 2, 2, 3]);
        let mut nonces = Nonces::new(&mut random, [[1; 32]].into_iter());
        assert_eq!(nonces.fresh().unwrap(), [2; 32]);
        assert_eq!(nonces.fresh().unwrap(), [3; 32]);
        assert!(matches!(nonces.fresh(), Err(Error::Randomness)));
    }
}
