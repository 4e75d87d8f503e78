//! The digest of bytes, the same on every machine and in every version. It gives the keys of words, and files
//! record by it which tables they were made with.

/// FNV-1a of 64 bits (Fowler, Noll and Vo) of all the parts, one after the other.
pub(crate) fn digest<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let bytes = parts.into_iter().flatten();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
