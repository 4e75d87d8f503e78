//! The import order of `docs/ARCHITECTURE.md`, read from the sources of the library and of the program: rooms
//! import downward, and no two files import each other, directly or through others.
//!
//! Every path that starts at `crate`, `super`, `self` or a child module counts, in `use` lines and in code, except in
//! unit tests. Re-exports do not count: `pub use child::Name` in a `mod.rs` makes a name public and calls nothing. A
//! path is followed through re-exports to the file that defines its item.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The rooms of the library, highest first. Rooms of one row do not import each other.
const ROWS: [&[&str]; 10] = [
    &["run"],
    &["output"],
    &["corpus", "archive", "clean", "learn", "evaluation"],
    &["pipeline"],
    &["keyphrase"],
    &["language", "metrics"],
    &["tag"],
    &["text"],
    &["french"],
    &["post"],
];

#[test]
fn rooms_import_downward() {
    let sources = Sources::read(&root().join("src"));
    let row = |path: &[String]| {
        let room = path.first().map_or("", String::as_str);
        ROWS.iter().position(|row| row.contains(&room))
    };
    let mut wrong = Vec::new();
    for (from, to) in sources.imports() {
        if from.is_empty() || to.is_empty() || from[0] == to[0] {
            continue;
        }
        let (Some(above), Some(below)) = (row(&from), row(&to)) else {
            panic!("{} or {} is in no row: add its room to ROWS", from.join("::"), to.join("::"));
        };
        if above >= below {
            wrong.push(format!("{} imports {}", from.join("::"), to.join("::")));
        }
    }
    assert!(wrong.is_empty(), "upward or sideways imports:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_of_the_library_takes_part_in_an_import_cycle() {
    assert_no_cycle(&root().join("src"));
}

#[test]
fn no_file_of_the_program_takes_part_in_an_import_cycle() {
    assert_no_cycle(&root().join("cli/src"));
}

#[test]
fn text_and_below_know_no_serialization_no_threads_and_no_files() {
    let sources = Sources::read(&root().join("src"));
    let below =
        |path: &[String]| path.first().is_some_and(|room| ["text", "french", "tag"].contains(&room.as_str()));
    for (path, module) in sources.modules.iter().filter(|(path, _)| below(path)) {
        for name in &module.external {
            let banned = ["serde", "serde_json", "rayon"].contains(&name[0].as_str())
                || name.starts_with(&["std".into(), "path".into()])
                || name.starts_with(&["std".into(), "fs".into()]);
            assert!(!banned, "{} imports {}", path.join("::"), name.join("::"));
        }
    }
}

/// What only training and tests need is public with the feature `internals`; what users need is documented.
#[test]
fn no_public_item_is_hidden_from_the_documentation() {
    let sources = Sources::read(&root().join("src"));
    let hidden: Vec<String> =
        sources.modules.iter().filter(|(_, module)| module.hides).map(|(path, _)| path.join("::")).collect();
    assert!(hidden.is_empty(), "`doc(hidden)` in {}", hidden.join(", "));
    let file = syn::parse_file("pub struct A; impl A { #[doc(hidden)] pub fn f() {} }").expect("Rust");
    let sources = Sources::of([(vec![], file)].into_iter().collect());
    assert!(sources.modules.values().all(|module| module.hides), "the test cannot fail");
}

/// The walk finds a cycle where there is one: otherwise the tests above could not fail.
#[test]
fn a_cycle_is_found() {
    let file = |source: &str| syn::parse_file(source).expect("Rust");
    let path = |name: &str| vec![name.to_owned()];
    let files = [
        (vec![], file("mod a; mod b; pub use a::A;")),
        (path("a"), file("use super::b; pub struct A; fn f() { b::g() }")),
        (path("b"), file("pub fn g() {} fn h(_: crate::A) {}")),
    ];
    let sources = Sources::of(files.into_iter().collect());
    assert_eq!(sources.cycles(), [[(path("a"), path("b")), (path("b"), path("a"))]]);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn assert_no_cycle(folder: &Path) {
    let named =
        |(from, to): &(ModulePath, ModulePath)| format!("  {} imports {}", from.join("::"), to.join("::"));
    let cycles = Sources::read(folder).cycles();
    let lines: Vec<String> = cycles.iter().flatten().map(named).collect();
    assert!(lines.is_empty(), "{} cycles of imports:\n{}", cycles.len(), lines.join("\n"));
}

/// Where a module stands: the names from the root of its crate.
type ModulePath = Vec<String>;

/// What one file says of imports.
#[derive(Default)]
struct Module {
    children: BTreeSet<String>,
    /// Names that `use` lines bring in, private ones too, with the path that they stand for.
    names: BTreeMap<String, Vec<String>>,
    /// Paths that count as imports, as they are written.
    paths: Vec<Vec<String>>,
    /// Paths into other crates.
    external: Vec<Vec<String>>,
    /// Whether an item is hidden from the documentation.
    hides: bool,
}

struct Sources {
    modules: BTreeMap<ModulePath, Module>,
}

impl Sources {
    /// Reads every file below a folder.
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(current) = folders.pop() {
            for entry in fs::read_dir(&current).expect("a folder of sources") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    let source = fs::read_to_string(&path).expect("a source file");
                    let parsed = syn::parse_file(&source)
                        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    files.insert(module_path(folder, &path), parsed);
                }
            }
        }
        assert!(files.len() > 20, "{} holds the sources", folder.display());
        Self::of(files)
    }

    fn of(files: BTreeMap<ModulePath, File>) -> Self {
        let modules = files
            .into_iter()
            .map(|(path, file)| {
                let mut reader = Reader { module: Module::default(), depth: 0 };
                reader.visit_file(&file);
                (path, reader.module)
            })
            .collect();
        Self { modules }
    }

    /// Pairs of files, the first of which imports the second.
    fn imports(&self) -> BTreeSet<(ModulePath, ModulePath)> {
        let mut pairs = BTreeSet::new();
        for (from, module) in &self.modules {
            for path in &module.paths {
                if let Some(to) = self.defined_in(from, path, 0)
                    && to != *from
                {
                    pairs.insert((from.clone(), to));
                }
            }
        }
        pairs
    }

    /// The file that defines what a path names; nothing for a path into another crate.
    fn defined_in(&self, from: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
        let first = path.first()?.as_str();
        let (mut at, rest) = match first {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (from.to_vec(), &path[1..]),
            "super" => (from[..from.len().checked_sub(1)?].to_vec(), &path[1..]),
            _ => {
                let module = self.modules.get(from)?;
                if !module.children.contains(first) && !module.names.contains_key(first) {
                    return None;
                }
                (from.to_vec(), path)
            }
        };
        for (index, name) in rest.iter().enumerate() {
            if name == "super" {
                at.pop()?;
                continue;
            }
            let module = self.modules.get(&at)?;
            if module.children.contains(name) {
                at.push(name.clone());
            } else if let Some(target) = module.names.get(name).filter(|_| depth < 8) {
                let whole: Vec<String> = target.iter().chain(&rest[index + 1..]).cloned().collect();
                // A name that comes from another crate is defined there.
                return self.defined_in(&at, &whole, depth + 1);
            } else {
                break;
            }
        }
        Some(at)
    }

    /// The imports between files that import each other in a circle: one list for each strongly connected
    /// component of more than one file.
    fn cycles(&self) -> Vec<Vec<(ModulePath, ModulePath)>> {
        // The root of a crate declares modules and re-exports names.
        let imports: Vec<_> =
            self.imports().into_iter().filter(|(from, to)| !from.is_empty() && !to.is_empty()).collect();
        let mut reached: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> = BTreeMap::new();
        for (from, to) in &imports {
            reached.entry(from).or_default().insert(to);
        }
        loop {
            let mut grew = false;
            for from in reached.keys().copied().collect::<Vec<_>>() {
                let further: BTreeSet<&ModulePath> =
                    reached[from].iter().filter_map(|to| reached.get(to)).flatten().copied().collect();
                let known = reached.entry(from).or_default();
                let before = known.len();
                known.extend(further);
                grew |= known.len() > before;
            }
            if !grew {
                break;
            }
        }
        let reaches =
            |from: &ModulePath, to: &ModulePath| reached.get(from).is_some_and(|all| all.contains(to));
        let mut cycles: BTreeMap<&ModulePath, Vec<(ModulePath, ModulePath)>> = BTreeMap::new();
        for (from, to) in imports.iter().filter(|(from, to)| reaches(to, from)) {
            // The first file of the component stands for it.
            let first = reached.keys().find(|other| reaches(other, from) && reaches(from, other));
            let first = first.copied().unwrap_or(from);
            cycles.entry(first).or_default().push((from.clone(), to.clone()));
        }
        cycles.into_values().collect()
    }
}

fn module_path(folder: &Path, file: &Path) -> ModulePath {
    let below = file.strip_prefix(folder).expect("below the folder").with_extension("");
    let mut names: Vec<String> = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        names.pop();
    }
    names
}

/// Collects the paths of one file.
struct Reader {
    module: Module,
    /// How many inline modules enclose the current item.
    depth: usize,
}

impl Reader {
    /// Notes a path; inside an inline module `super` leads back to the file.
    fn note(&mut self, mut path: Vec<String>) {
        let mut outward = self.depth;
        while outward > 0 && path.first().is_some_and(|first| first == "super") {
            path[0] = "self".to_owned();
            outward -= 1;
            while path.len() > 1 && path[0] == "self" && path[1] == "super" && outward > 0 {
                path.remove(0);
                path[0] = "self".to_owned();
                outward -= 1;
            }
        }
        let is_local = ["crate", "self", "super"].contains(&path[0].as_str())
            || self.module.children.contains(&path[0])
            || self.module.names.contains_key(&path[0]);
        if is_local { self.module.paths.push(path) } else { self.module.external.push(path) }
    }

    fn note_use(&mut self, tree: &UseTree, before: &[String], counts: bool) {
        let with = |name: &syn::Ident| -> Vec<String> {
            let name = name.to_string();
            if name == "self" && !before.is_empty() {
                before.to_vec()
            } else {
                before.iter().cloned().chain([name]).collect()
            }
        };
        let (name, path) = match tree {
            UseTree::Path(path) => return self.note_use(&path.tree, &with(&path.ident), counts),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.note_use(tree, before, counts));
            }
            UseTree::Name(name) => (with(&name.ident).last().cloned(), with(&name.ident)),
            UseTree::Rename(rename) => (Some(rename.rename.to_string()), with(&rename.ident)),
            UseTree::Glob(_) => (None, before.to_vec()),
        };
        // The names of an inline module are its own.
        if let Some(name) = name.filter(|name| self.depth == 0 && path.first() != Some(name)) {
            self.module.names.insert(name, path.clone());
        }
        if counts {
            self.note(path);
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_file(&mut self, file: &'ast File) {
        file.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        for item in &file.items {
            if let Item::Mod(ItemMod { ident, content: None, .. }) = item {
                self.module.children.insert(ident.to_string());
            }
        }
        // Names first: code may stand above the `use` line of a function further down.
        for item in &file.items {
            if let Item::Use(line) = item {
                self.visit_item_use(line);
            }
        }
        for item in file.items.iter().filter(|item| !matches!(item, Item::Use(_))) {
            self.visit_item(item);
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.module.hides |= attribute.path().is_ident("doc") && list.tokens.to_string() == "hidden";
        }
    }

    fn visit_item_use(&mut self, line: &'ast ItemUse) {
        line.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        if !is_test(&line.attrs) {
            let counts = matches!(line.vis, Visibility::Inherited);
            self.note_use(&line.tree, &[], counts);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_test(&module.attrs) {
            self.depth += 1;
            visit::visit_item_mod(self, module);
            self.depth -= 1;
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 {
            self.note(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}
