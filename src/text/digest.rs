//! Computes SHA-256 digests (FIPS 180-4).
//!
//! In: bytes, or a digest as text. Out: a [`Digest`]. No other file uses `sha2`.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest, 32 bytes long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Computes the digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Parses a digest of exactly 64 hexadecimal digits in lower case. Anything else gives `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digest = [0; 32];
        let digits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 64 || !text.bytes().all(digits) {
            return None;
        }
        for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(digest))
    }

    /// The 32 bytes of the digest.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The first `bytes` bytes of the digest in hexadecimal, two digits per byte.
    pub fn short(&self, bytes: usize) -> String {
        let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
        let bytes = self.0[..bytes].iter();
        bytes
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect()
    }
}

/// Formats the digest as 64 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short(32))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.short(4))
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of(b"");
        assert_eq!(digest.short(5), "e3b0c44298");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse(&digest.to_string().to_uppercase()), None);
        assert_eq!(Digest::parse("e3b0"), None);
    }
}
