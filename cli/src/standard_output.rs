//! Standard output, unless the program was started without one (`glane … >&-`): then results would go nowhere.
//!
//! Before `main`, the runtime opens `/dev/null` in place of a standard stream that is closed, so that a later look finds
//! nothing amiss. What is written is left to the commands.

use std::io::{self, StdoutLock};

use super::catalogue::tr;

/// Standard output for results.
pub(super) fn standard_output() -> io::Result<StdoutLock<'static>> {
    if at_start::is_closed() {
        return Err(io::Error::other(tr!("output-closed")));
    }
    Ok(io::stdout().lock())
}

#[cfg(target_os = "linux")]
mod at_start {
    #![allow(unsafe_code)]

    use std::ffi::c_int;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    unsafe extern "C" {
        fn fcntl(descriptor: c_int, command: c_int, ...) -> c_int;
    }

    const STANDARD_OUTPUT: c_int = 1;
    const F_GETFD: c_int = 1;

    extern "C" fn look() {
        // SAFETY: `F_GETFD` takes no further argument and changes nothing; it fails for a descriptor that is not open.
        if unsafe { fcntl(STANDARD_OUTPUT, F_GETFD) } == -1 {
            CLOSED.store(true, Relaxed);
        }
    }

    /// The loader calls what stands in this section before the runtime of the language starts.
    // SAFETY: the section holds pointers to functions of this type; `look` calls nothing that needs the runtime.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static LOOK: extern "C" fn() = look;

    pub(super) fn is_closed() -> bool {
        CLOSED.load(Relaxed)
    }
}

#[cfg(not(target_os = "linux"))]
mod at_start {
    pub(super) fn is_closed() -> bool {
        false
    }
}
