//! Reads a theme's options: those declared in `theme.toml`, and the values in `[options]` of the
//! site's configuration.
//!
//! In: both, and the files that values name. Out: [`OptionValues`], with values for templates and
//! for CSS. Pages have no inline styles, so CSS receives the values through the generated
//! `site.css`. Writing that file is left to `render/site_css.rs`.

mod at;
mod colour;
mod declared;
mod fonts;
mod footer;
mod picture;
mod reader;
mod values;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Sources;
use crate::text::{FileId, KeyPath, listed, nearest};
use at::At;
pub use declared::ThemeOption;
pub(super) use declared::ThemeOptions;
use reader::Reader;
pub(super) use values::OptionValues;

impl OptionValues {
    /// The values that `config` gives to the theme's options, or else the defaults. Every fault is
    /// reported. `theme` is the file that declares the options.
    pub(super) fn read(
        of: &ThemeOptions,
        theme: FileId,
        config: &Config,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Self {
        let root = KeyPath::root().then("options");
        let mut reader = Reader {
            sources,
            sink,
            options: Self::default(),
        };
        for name in config.options.keys().filter(|name| !of.contains_key(*name)) {
            let help = match (nearest(name, of.keys().map(String::as_str)), of.is_empty()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, true) => "this theme has none: take it out".to_owned(),
                (None, false) => format!("its options are {}", listed(of.keys())),
            };
            let message = format!("the theme `{}` has no option `{name}`", config.theme);
            let place = Place::Key(sources.config(), root.then(name.as_str()));
            let fault = Diagnostic::error(Code::UnknownKey, place, message).help(help);
            reader.sink.report(fault);
        }
        for (name, option) in of {
            let path = root.then(name.as_str());
            let declared = At {
                file: theme,
                path: path.clone(),
            };
            let grounds = reader.grounds(&option.on, &declared.then("on"));
            reader.check_property(option, &declared.then("css"));
            let given = config.options.get(name);
            let value = match (given, &option.default) {
                (Some(value), _) => Some((
                    value,
                    At {
                        file: sources.config(),
                        path,
                    },
                )),
                (None, Some(value)) => Some((value, declared.then("default"))),
                (None, None) => None,
            };
            let shown = value.and_then(|(value, at)| reader.value(option, &grounds, value, &at));
            reader.options.values.insert(name.clone(), shown);
        }
        reader.options
    }
}
