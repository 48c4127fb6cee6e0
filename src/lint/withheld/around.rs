//! Names in what pages show beside the dossier: the settings, and the project's own labels, templates, theme and copied files.

use super::names::{Form, Names, Spot};
use crate::config::{Config, OptionValue};
use crate::diag::{Place, Sink};
use crate::source::{Role, Sources};
use crate::text::{FileId, KeyPath};

impl Names {
    /// Reports the names in the texts of `site.toml`.
    pub(super) fn in_config(&self, config: &Config, sources: &Sources, sink: &mut Sink) {
        let root = KeyPath::root();
        let mut texts = vec![(root.then("title"), config.title.as_str())];
        let maybe = [
            ("description", &config.description),
            ("prepared_by", &config.prepared_by),
        ];
        for (key, text) in maybe {
            texts.extend(text.as_deref().map(|text| (root.then(key), text)));
        }
        let mut options: Vec<_> = config
            .options
            .iter()
            .map(|(key, value)| (root.then("options").then(key.as_str()), value))
            .collect();
        while let Some((path, value)) = options.pop() {
            match value {
                OptionValue::Text(text) => texts.push((path, text)),
                OptionValue::List(items) => {
                    let items = items.iter().enumerate();
                    options.extend(items.map(|(at, item)| (path.then(at), item)));
                }
                OptionValue::Table(table) => {
                    let entries = table.iter();
                    options.extend(entries.map(|(key, item)| (path.then(key.as_str()), item)));
                }
                OptionValue::Truth(_) | OptionValue::Number(_) => {}
            }
        }
        for (path, text) in texts {
            let place = || Place::Value(sources.config(), path.clone());
            let spot = Spot::of_none(&place);
            self.report(self.in_markup(text), Form::Words, &spot, sink);
        }
        if let Some(address) = &config.base_url {
            let place = || Place::Value(sources.config(), root.then("base_url"));
            let found = self.addressed(address.as_str());
            self.report(found, Form::Address, &Spot::of_none(&place), sink);
        }
    }

    /// Reports the names in the texts of the files that pages are made of, and in the names of copied
    /// files. What comes with the program names nobody.
    pub(super) fn in_files<'t>(
        &self,
        files: impl Iterator<Item = (FileId, &'t str)>,
        sources: &Sources,
        sink: &mut Sink,
    ) {
        for (id, text) in files.filter(|(id, _)| !sources.is_built_in(*id)) {
            let place = || Place::File(id);
            let found = self.in_markup(text);
            self.report(found, Form::Words, &Spot::of_none(&place), sink);
        }
        let own = |role| {
            let files = sources.of(role);
            files.filter(|(id, _)| !sources.is_built_in(*id))
        };
        let copied = [Role::ContentStatic, Role::Static, Role::ThemeStatic];
        for (_, file) in copied.into_iter().flat_map(own) {
            let place = || Place::Path(file.path.clone());
            let found = self.addressed(&file.name);
            self.report(found, Form::File, &Spot::of_none(&place), sink);
        }
    }
}
