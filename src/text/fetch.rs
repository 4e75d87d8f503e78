//! Fetching ahead: asks the processor for memory that is read soon. What is fetched, and when, is left to the callers.

/// Prefetches the cache line where `place` begins.
#[inline]
#[cfg(target_arch = "x86_64")]
pub(crate) fn fetch<T>(place: &T) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

    #[allow(unsafe_code, reason = "the instruction has no safe form")]
    // SAFETY: a prefetch is a hint that accesses no memory as far as the program can tell, whatever the
    // address; SSE, which has the instruction, belongs to the baseline of x86-64.
    unsafe {
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
    }
}

/// On other processors, nothing is prefetched.
#[inline]
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn fetch<T>(_: &T) {}
