//! Ctrl-C and SIGTERM: the first signal asks a run to stop where it is and to leave whole files behind, the second
//! ends the program at once.

use std::sync::LazyLock;

use anyhow::Context;

use super::catalogue::tr;
use super::outcome::STOPPED;
use glane::run::Cancellation;

static CANCELLATION: LazyLock<Cancellation> = LazyLock::new(Cancellation::new);

/// From now on, the first signal sets the flag instead of ending the program.
pub(super) fn listen() -> anyhow::Result<()> {
    ctrlc::set_handler(|| {
        if CANCELLATION.cancel() {
            std::process::exit(STOPPED.into());
        }
    })
    .with_context(|| tr!("listening"))
}

/// The flag that a signal sets.
pub(super) fn cancellation() -> &'static Cancellation {
    &CANCELLATION
}

/// Whether the program was asked to stop.
pub(super) fn requested() -> bool {
    CANCELLATION.is_cancelled()
}
