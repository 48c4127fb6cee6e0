//! The layers of the program: the table in `src/ARCHITECTURE.md` says which folder of `src/` may
//! use which.
//!
//! Every path through `crate::`, `super::` or `self::` counts, in a `use` or inline, also inside
//! macros. A name that a module only re-exports leads to the file that defines it. Unit tests do
//! not count.

use crate::folders::repository;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;
use syn::visit::Visit;
use syn::{Attribute, Item, ItemMod, UseTree, Visibility};
use walkdir::WalkDir;

/// A module: its names from the crate's root, such as `["dossier", "body"]`.
type Module = Vec<String>;

/// The source of the library, by module.
struct Source {
    modules: BTreeMap<Module, ModuleFile>,
}

#[derive(Default)]
struct ModuleFile {
    /// Its path below `src/`.
    path: String,
    /// Names that it brings into scope, each with its path from the crate's root.
    imports: BTreeMap<String, Vec<String>>,
    /// Modules whose names are all brought in.
    globs: Vec<Vec<String>>,
    /// The names of the items that it defines.
    items: BTreeSet<String>,
    /// All paths into the crate, from its root, each with the line it is on.
    uses: Vec<(Vec<String>, usize)>,
}

/// One use of a file by another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
    name: String,
    line: usize,
}

impl Source {
    fn read() -> Self {
        let root = repository().join("src");
        let mut modules = BTreeMap::new();
        let mut tests: Vec<Module> = Vec::new();
        for entry in WalkDir::new(&root).sort_by_file_name() {
            let entry = entry.expect("src can be read");
            let path = entry.path();
            if path.extension().is_none_or(|end| end != "rs") || path.ends_with("main.rs") {
                continue;
            }
            let below = path.strip_prefix(&root).expect("below src");
            let module = module_of(below);
            let text = fs::read_to_string(path).expect("the file can be read");
            let file = syn::parse_file(&text).expect("the program compiles");
            let mut reader = Reader {
                module: module.clone(),
                inner: Vec::new(),
                children: children(&file),
                file: ModuleFile {
                    path: below.to_string_lossy().replace('\\', "/"),
                    ..ModuleFile::default()
                },
            };
            reader.visit_file(&file);
            tests.extend(of_tests(&file).map(|name| [&module[..], &[name]].concat()));
            modules.insert(module, reader.file);
        }
        modules.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
        Self { modules }
    }

    /// The file that defines what `path` names, and the name there.
    fn definition(&self, path: &[String], depth: usize) -> Option<(&ModuleFile, String)> {
        let (mut module, mut rest) = (Vec::new(), path);
        while let Some((first, further)) = rest.split_first() {
            let here = self.modules.get(&module);
            module.push(first.clone());
            // A name that is brought in, and not the module of the same name.
            let is_name =
                further.is_empty() && here.is_some_and(|here| here.imports.contains_key(first));
            if is_name || !self.modules.contains_key(&module) {
                module.pop();
                break;
            }
            rest = further;
        }
        let file = self.modules.get(&module)?;
        let Some(name) = rest.first() else {
            return Some((file, String::new()));
        };
        match file.imports.get(name) {
            Some(from) if depth < 20 && !from.starts_with(path) => {
                let further = from.iter().chain(&rest[1..]).cloned().collect::<Vec<_>>();
                self.definition(&further, depth + 1)
            }
            Some(_) => Some((file, name.clone())),
            None if file.items.contains(name) => Some((file, name.clone())),
            None => {
                // What macros make is in no list of items.
                let globs = file.globs.iter().filter(|_| depth < 20);
                let through = |from: &Vec<String>| {
                    let further = from.iter().chain(rest).cloned().collect::<Vec<_>>();
                    self.definition(&further, depth + 1)
                };
                let mut found: Vec<_> = globs.filter_map(through).collect();
                let at = found
                    .iter()
                    .position(|(file, name)| file.items.contains(name));
                match found.is_empty() {
                    true => Some((file, name.clone())),
                    false => Some(found.swap_remove(at.unwrap_or_default())),
                }
            }
        }
    }

    /// All arrows between different files, each once, with the first line that draws it. A path
    /// that names a module alone is not one: it only brings in a name.
    fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = BTreeSet::new();
        for file in self.modules.values() {
            for (path, line) in &file.uses {
                let Some((to, name)) = self.definition(path, 0) else {
                    continue;
                };
                if to.path != file.path && !name.is_empty() {
                    arrows.insert(Arrow {
                        from: file.path.clone(),
                        to: to.path.clone(),
                        name,
                        line: *line,
                    });
                }
            }
        }
        let mut arrows: Vec<Arrow> = arrows.into_iter().collect();
        arrows.dedup_by(|a, b| (&a.from, &a.to, &a.name) == (&b.from, &b.to, &b.name));
        arrows
    }
}

/// The module of the file at `path` below `src/`.
fn module_of(path: &Path) -> Module {
    let mut names: Module = path
        .with_extension("")
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    if names
        .last()
        .is_some_and(|name| name == "mod" || name == "lib")
    {
        names.pop();
    }
    names
}

/// The modules that a file declares and that have files of their own, without those of tests.
fn children(file: &syn::File) -> BTreeSet<String> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && !is_test(&module.attrs) => Some(module),
        _ => None,
    });
    modules.map(|module| module.ident.to_string()).collect()
}

/// The modules that a file declares for tests only.
fn of_tests(file: &syn::File) -> impl Iterator<Item = String> {
    file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if is_test(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    })
}

/// Reads one file.
struct Reader {
    module: Module,
    /// The modules inside the file that are open.
    inner: Vec<String>,
    /// The modules that the file declares and that have files of their own.
    children: BTreeSet<String>,
    file: ModuleFile,
}

impl Reader {
    /// `segments` from the crate's root; `None` for a path that leads out of the crate.
    fn rooted(&self, segments: &[String]) -> Option<Vec<String>> {
        let mut here: Vec<String> = self.module.iter().chain(&self.inner).cloned().collect();
        let (first, mut rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => here.clear(),
            "self" => {}
            "super" => {
                here.pop();
                while let Some((next, further)) = rest.split_first()
                    && next == "super"
                {
                    here.pop();
                    rest = further;
                }
            }
            // A child module, or a name that a `use` of this file brought in.
            name => {
                if self.children.contains(name) && !rest.is_empty() {
                    return Some(self.module.iter().chain(segments).cloned().collect());
                }
                if let Some(path) = self.file.imports.get(name) {
                    return Some(path.iter().chain(rest).cloned().collect());
                }
                return None;
            }
        }
        here.extend(rest.iter().cloned());
        Some(here)
    }

    fn used(&mut self, segments: &[String], line: usize) {
        // `self` alone is a value, or the module itself.
        if segments.len() > 1
            && let Some(path) = self.rooted(segments)
        {
            self.file.uses.push((path, line));
        }
    }

    fn use_tree(&mut self, tree: &UseTree, before: &mut Vec<String>, brings: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.use_tree(&path.tree, before, brings);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, before, brings);
                }
            }
            UseTree::Name(name) => {
                let own = name.ident.to_string();
                let line = name.ident.span().start().line;
                self.leaf(before, &own, &own, line, brings);
            }
            UseTree::Rename(rename) => {
                let (own, as_name) = (rename.ident.to_string(), rename.rename.to_string());
                let line = rename.ident.span().start().line;
                self.leaf(before, &own, &as_name, line, brings);
            }
            UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                self.leaf(before, "*", "*", line, brings);
            }
        }
    }

    /// One name of a `use`. A re-export from the same folder brings the name in, and uses nothing by
    /// itself.
    fn leaf(&mut self, before: &[String], own: &str, name: &str, line: usize, brings: bool) {
        let mut segments = before.to_vec();
        let mut name = name;
        if own == "self" {
            name = before.last().map_or("self", String::as_str);
        } else {
            segments.push(own.to_owned());
        }
        let path = self.rooted(&segments).or_else(|| {
            // `pub use child::Name`
            let child: Vec<String> = self.module.iter().chain(&segments).cloned().collect();
            let is_file = |name: &str| {
                let folder = repository().join("src").join(self.module.join("/"));
                folder.join(format!("{name}.rs")).exists() || folder.join(name).is_dir()
            };
            segments
                .first()
                .filter(|first| is_file(first))
                .map(|_| child)
        });
        let Some(path) = path else { return };
        match own {
            "*" => self.file.globs.push(path[..path.len() - 1].to_vec()),
            _ => {
                self.file.imports.insert(name.to_owned(), path.clone());
            }
        }
        if !brings || path.first() != self.module.first() {
            self.file.uses.push((path, line));
        }
    }

    /// Paths in the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let line = first.span().start().line;
                    let mut segments = vec![first.to_string()];
                    while let [
                        TokenTree::Punct(one),
                        TokenTree::Punct(two),
                        TokenTree::Ident(next),
                        ..,
                    ] = &tokens[at + 1..]
                        && one.as_char() == ':'
                        && two.as_char() == ':'
                    {
                        segments.push(next.to_string());
                        at += 3;
                    }
                    if segments.len() > 1 {
                        self.used(&segments, line);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }
}

/// The name that an item defines.
fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(name.to_string())
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let tokens = match &attribute.meta {
            syn::Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        };
        attribute.path().is_ident("cfg") && tokens.split_whitespace().any(|word| word == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_file(&mut self, file: &'ast syn::File) {
        // Names first: an inline path may be above the `use` that it needs.
        for item in &file.items {
            if let Item::Use(item) = item
                && !is_test(&item.attrs)
            {
                let is_re_export = !matches!(item.vis, Visibility::Inherited);
                self.use_tree(&item.tree, &mut Vec::new(), is_re_export);
            }
        }
        for item in &file.items {
            self.file.items.extend(name_of(item));
            if !matches!(item, Item::Use(_)) {
                self.visit_item(item);
            }
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.use_tree(&item.tree, &mut Vec::new(), false);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_test(&item.attrs) || item.content.is_none() {
            return;
        }
        self.inner.push(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
        self.inner.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let line = path.segments[0].ident.span().start().line;
        self.used(&segments, line);
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.visit_path(&item.path);
        self.tokens(item.tokens.clone());
    }
}

/// What each folder may use, by the table in `src/ARCHITECTURE.md`.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    rows().into_iter().collect()
}

/// The rows of the table: a folder, and the folders that it may use.
fn rows() -> Vec<(String, BTreeSet<String>)> {
    let page = repository().join("src/ARCHITECTURE.md");
    let text = fs::read_to_string(page).expect("the page can be read");
    let mut rows = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, folder, .., may_use, _] = cells.as_slice() else {
            continue;
        };
        let Some(folder) = folder
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix("/`"))
        else {
            continue;
        };
        let names = may_use.split('`').skip(1).step_by(2).map(str::to_owned);
        rows.push((folder.to_owned(), names.collect()));
    }
    rows
}

/// The folder of the file at `path` below `src/`.
fn folder(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

#[test]
fn the_table_has_every_folder_and_no_other() {
    let rows: Vec<String> = allowed().into_keys().collect();
    let entries = fs::read_dir(repository().join("src")).expect("src can be read");
    let entries = entries.map(|entry| entry.expect("src can be read"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut folders: Vec<String> = folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    assert_eq!(rows, folders);
}

#[test]
fn folders_use_what_the_table_allows() {
    let allowed = allowed();
    let arrows = Source::read().arrows();
    assert!(arrows.len() > 500, "only {} arrows were read", arrows.len());
    let forbidden: Vec<String> = arrows
        .iter()
        .filter(|arrow| {
            let (from, to) = (folder(&arrow.from), folder(&arrow.to));
            from != to && !from.is_empty() && !allowed.get(from).is_some_and(|may| may.contains(to))
        })
        .map(|arrow| {
            let Arrow {
                from,
                to,
                line,
                name,
            } = arrow;
            format!("src/{from}:{line} uses `{name}` of src/{to}")
        })
        .collect();
    assert!(
        forbidden.is_empty(),
        "the table in src/ARCHITECTURE.md does not allow:\n{}",
        forbidden.join("\n")
    );
}

#[test]
fn a_folder_uses_only_folders_above_it_in_the_table() {
    let mut above = BTreeSet::new();
    for (folder, may_use) in rows() {
        let below: Vec<&String> = may_use.difference(&above).collect();
        assert!(
            below.is_empty(),
            "`{folder}/` may use {below:?}, which are not above it"
        );
        above.insert(folder);
    }
}

#[test]
fn the_table_allows_nothing_that_is_not_used() {
    let arrows = Source::read().arrows();
    let used: BTreeSet<(&str, &str)> = arrows
        .iter()
        .map(|arrow| (folder(&arrow.from), folder(&arrow.to)))
        .collect();
    for (from, may_use) in rows() {
        let unused: Vec<&String> = may_use
            .iter()
            .filter(|to| !used.contains(&(&*from, to)))
            .collect();
        assert!(unused.is_empty(), "`{from}/` does not use {unused:?}");
    }
}

#[test]
fn no_files_use_each_other() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let arrows = Source::read().arrows();
    for arrow in &arrows {
        uses.entry(arrow.from.clone())
            .or_default()
            .insert(arrow.to.clone());
    }
    let mut told = String::new();
    for circle in circles(&uses) {
        told.push_str("\na circle of files:\n");
        let shortest = circle.iter().map(|file| way_round(file, &uses));
        let shortest = shortest.min_by_key(Vec::len).expect("it has files");
        for (from, to) in shortest.iter().zip(&shortest[1..]) {
            let is_this = |arrow: &&Arrow| &arrow.from == from && &arrow.to == to;
            let Arrow { line, name, .. } = arrows.iter().find(is_this).expect("it is used");
            told.push_str(&format!("  src/{from}:{line} uses `{name}` of src/{to}\n"));
        }
    }
    assert!(told.is_empty(), "{told}");
}

/// The shortest way from a file of a circle back to it, with the file at both ends.
fn way_round(file: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut met = BTreeSet::new();
    let mut open = VecDeque::from([vec![file.to_owned()]]);
    while let Some(way) = open.pop_front() {
        for next in uses.get(&way[way.len() - 1]).into_iter().flatten() {
            if next == file {
                return [way, vec![next.clone()]].concat();
            }
            if met.insert(next.clone()) {
                open.push_back([&way[..], std::slice::from_ref(next)].concat());
            }
        }
    }
    unreachable!("{file} is in a circle")
}

/// The sets of files that use each other, directly or through others (strongly connected
/// components).
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reach = |from: &String| {
        let mut met = BTreeSet::new();
        let mut open = vec![from];
        while let Some(name) = open.pop() {
            for next in uses.get(name).into_iter().flatten() {
                if met.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        met
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        uses.keys().map(|name| (name, reach(name))).collect();
    let mut circles: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for (name, to) in &reached {
        if to.contains(*name) {
            let back =
                |other: &&String| reached.get(other).is_some_and(|back| back.contains(*name));
            circles.insert(to.iter().filter(back).cloned().collect());
        }
    }
    circles.into_iter().collect()
}
