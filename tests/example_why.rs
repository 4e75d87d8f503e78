//! The example that explains keyphrases does what it says.
#![allow(missing_docs, dead_code, unreachable_pub)]

#[path = "../examples/why.rs"]
mod why;

#[test]
fn the_example_runs() {
    let mut out = Vec::new();
    why::run(&mut out).expect("the example runs");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains("réseau dynamique (3)"), "{out}");
    assert!(out.contains(" others"), "{out}");
}
