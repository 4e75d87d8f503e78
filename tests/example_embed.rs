//! The example that embeds the library does what it says.
#![allow(missing_docs, dead_code, unreachable_pub)]

#[path = "../examples/embed.rs"]
mod embed;

#[test]
fn the_example_runs() {
    let mut out = Vec::new();
    embed::run(&mut out).expect("the example runs");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains(r#"["réseau dynamique", "réseaux dynamiques"]"#), "{out}");
    assert!(out.contains("3 posts"), "{out}");
    assert!(out.contains(" in 2 posts"), "{out}");
}
