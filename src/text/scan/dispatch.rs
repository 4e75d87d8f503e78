//! The choice of the fastest implementation of the [`fast`](super::fast) scanner that the processor supports.

use super::fast;
use crate::text::token::Token;

/// Appends the tokens of `text` to `tokens`, with the fastest implementation of [`Blocks`](super::blocks::Blocks) that this
/// processor supports.
pub(super) fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx512) = super::avx512::Avx512::detect() {
        avx512.scan(text, tokens);
    } else if let Some(avx2) = super::x86::Avx2::detect() {
        avx2.scan(text, tokens);
    } else {
        fast::scan(super::x86::Sse2, text, tokens);
    }
    #[cfg(not(target_arch = "x86_64"))]
    fast::scan(super::blocks::Portable, text, tokens);
}
