//! Common synonyms for the terms of a dossier.

/// Common synonyms, each with the term to use instead. Used for suggestions.
pub const USUAL_WORDS: &[(&str, &str)] = &[
    ("medium", "moderate"),
    ("TLP:WHITE", "TLP:CLEAR"),
    ("WHITE", "TLP:CLEAR"),
    ("CLEAR", "TLP:CLEAR"),
    ("GREEN", "TLP:GREEN"),
    ("AMBER", "TLP:AMBER"),
    ("RED", "TLP:RED"),
    ("for", "supports"),
    ("confirms", "supports"),
    ("against", "disputes"),
    ("denies", "disputes"),
    ("neutral", "mentions"),
    ("human", "Person"),
    ("people", "Person"),
    ("company", "Corporation"),
    ("business", "Corporation"),
    ("government", "GovernmentOrganization"),
    ("agency", "GovernmentOrganization"),
    ("newspaper", "NewsMediaOrganization"),
    ("media", "NewsMediaOrganization"),
    ("summary", "digest"),
    ("text", "full"),
    ("possible", "roughly even chance"),
    ("certain", "almost certain"),
];
