//! The search index of a built site.

use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

/// The first bytes of each index file, once unpacked.
const SIGNATURE: &[u8] = b"pagefind_dcd";

pub(crate) fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let mut decoder = GzDecoder::new(bytes);
    decoder.read_to_end(&mut unpacked).expect("it is gzip");
    let content = unpacked.strip_prefix(SIGNATURE);
    content.expect("it begins as Pagefind's files do").to_vec()
}

/// The documents of a site's index by their addresses.
pub(crate) fn documents(site: &BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<String, Value> {
    let fragments = site
        .iter()
        .filter(|(name, _)| name.starts_with("pagefind/fragment"));
    fragments
        .map(|(_, bytes)| {
            let fragment: Value = serde_json::from_slice(&unpacked(bytes)).expect("it is JSON");
            let url = fragment["url"].as_str().expect("an address").to_owned();
            (url, fragment)
        })
        .collect()
}
