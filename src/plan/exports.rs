//! The table of exports: files for programs, in addition to the pages. To add one, add a line here;
//! the compiler then requires its content in `export/`. Their addresses are reserved.

macro_rules! exports {
    ($($(#[$doc:meta])* $Name:ident $route:literal;)*) => {
        /// A file for programs, written with the pages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Export {
            $($(#[$doc])* $Name,)*
        }

        impl Export {
            /// All exports, in the order in which they are written.
            pub const ALL: [Self; [$($route),*].len()] = [$(Self::$Name),*];

            /// The address of the file.
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
    /// Tells crawlers what they may visit (RFC 9309).
    Robots "robots.txt";
}

/// The folder of the search index. It is reserved for the index.
pub const SEARCH_FOLDER: &str = "pagefind";
