//! The examples run and print what they promise.

#[allow(dead_code, unreachable_pub, reason = "the test calls `run`, not `main`")]
#[path = "../../examples/embed.rs"]
mod embed;
#[allow(dead_code, unreachable_pub, reason = "the test calls `run`, not `main`")]
#[path = "../../examples/tokens.rs"]
mod tokens;
#[allow(dead_code, unreachable_pub, reason = "the test calls `run`, not `main`")]
#[path = "../../examples/why.rs"]
mod why;

#[test]
fn the_example_that_embeds_the_library_runs() {
    let mut out = Vec::new();
    embed::run(&mut out).expect("the example runs");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains(r#"["réseau dynamique", "réseaux dynamiques"]"#), "{out}");
    assert!(out.contains("3 posts"), "{out}");
    assert!(out.contains(" in 2 posts"), "{out}");
}

#[test]
fn the_example_that_explains_keyphrases_runs() {
    let mut out = Vec::new();
    why::run(&mut out).expect("the example runs");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains("réseau dynamique (3)"), "{out}");
    assert!(out.contains(" others"), "{out}");
}

#[test]
fn the_example_of_the_lower_layers_runs() {
    let mut out = Vec::new();
    tokens::run(&mut out).expect("the example runs");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains("réseaux\tNOUN\tréseau\tGender=Masc|Number=Plur\n"), "{out}");
    assert_eq!(out.matches("\n\n").count(), 3, "{out}");
}
