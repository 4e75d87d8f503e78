//! Ctrl-C, and a polite kill: the first asks a run to stop where it is and to leave whole files behind, a
//! second ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

/// The exit code of a run that was stopped, as shells count it: 128 and the number of SIGINT.
pub(super) const STOPPED: u8 = 130;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on, Ctrl-C asks and no longer ends.
pub(super) fn listen() -> anyhow::Result<()> {
    ctrlc::set_handler(|| {
        if REQUESTED.swap(true, Ordering::Relaxed) {
            std::process::exit(STOPPED.into());
        }
    })
    .context("listening for Ctrl-C")
}

/// Whether the run was asked to stop.
pub(super) fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
