//! The targets of `fuzz/`, each for a little while: the same inputs in every run. For hours, see CONTRIBUTING.md.

use std::path::PathBuf;
use std::thread;

use crate::support::root;

#[path = "../../fuzz/mutate.rs"]
mod mutate;
#[path = "../../fuzz/targets.rs"]
mod targets;
#[path = "../../fuzz/words.rs"]
mod words;

/// Inputs of each target.
const RUNS: u64 = 300;

#[test]
fn no_mutated_input_stops_a_target_on_a_small_stack() {
    for name in targets::names() {
        let root: PathBuf = root().to_owned();
        let job = move || {
            let mut target = targets::target(name, &root).expect("a target");
            assert!(target.name == name && !target.seeds.is_empty(), "{name} has no seeds");
            for number in 0..RUNS {
                let input = mutate::input(&target.seeds, &target.words, &mut mutate::Chance::of(number));
                (target.run)(&input);
            }
        };
        let thread = thread::Builder::new().name(format!("fuzz {name}")).stack_size(256 << 10).spawn(job);
        thread.expect("a thread").join().unwrap_or_else(|_| panic!("{name} fails; see its message above"));
    }
}
