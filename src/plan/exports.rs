//! The one table of exports: files for programs, beside the pages. To add one, add a line here, and
//! the compiler asks in `export/` what is in it. No other file of a site may have its address.

macro_rules! exports {
    ($($(#[$doc:meta])* $Name:ident $route:literal;)*) => {
        /// A file for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Export {
            $($(#[$doc])* $Name,)*
        }

        impl Export {
            /// All of them, in the order in which they are written.
            pub const ALL: [Self; [$($route),*].len()] = [$(Self::$Name),*];

            /// Its address.
            pub fn route(self) -> &'static str {
                match self {
                    $(Self::$Name => $route,)*
                }
            }
        }
    };
}

exports! {
    /// Tells GitHub Pages to publish files whose names begin with `_`.
    NoJekyll ".nojekyll";
    /// The addresses of the pages (sitemaps.org, protocol 0.9).
    Sitemap "sitemap.xml";
    /// What crawlers may visit (RFC 9309).
    Robots "robots.txt";
}

/// The folder of the search index. Nothing else may be in it.
pub const SEARCH_FOLDER: &str = "pagefind";
