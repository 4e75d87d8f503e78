//! FNV-1a, the hash of bytes that is the same on every machine and in every version.
//!
//! Files store it: checksums, fingerprints, keys of words, rows of the tagger's weights. It does not resist
//! deliberate collisions; tables that outside input fills are seeded instead (see [`Forms`](super::Forms)).

/// A 64-bit FNV-1a hash in progress (Fowler, Noll and Vo).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv1a(u64);

impl Fnv1a {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;

    /// The hash of no bytes.
    pub(crate) const fn new() -> Self {
        Self(Self::OFFSET_BASIS)
    }

    /// Hashes `bytes` after what was hashed before.
    #[inline]
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(Self::PRIME));
    }

    /// The hash of all bytes written.
    pub(crate) const fn finish(self) -> u64 {
        self.0
    }
}

/// The 64-bit FNV-1a hash of all the parts, one after the other.
pub(crate) fn fnv1a<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let mut hash = Fnv1a::new();
    parts.into_iter().for_each(|part| hash.write(part));
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_vectors_hold() {
        let hashes = ["", "a", "foobar"].map(|text| fnv1a([text.as_bytes()]));
        assert_eq!(hashes, [0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8]);
    }

    #[test]
    fn parts_hash_like_the_whole() {
        assert_eq!(fnv1a([b"foo".as_slice(), b"", b"bar"]), fnv1a([b"foobar".as_slice()]));
    }
}
