//! Finds the size of a picture, which lets pages reserve space for it. Only this file uses
//! `imagesize`, for all formats except SVG.
//!
//! In: a file's name and bytes. Out: width and height in pixels. `reader.rs` reads the file.

use crate::document::{HtmlTag, HtmlToken, html_tokens};

/// The width and height in pixels of the picture `bytes`, in a file called `name`. `None` if it is
/// not a picture or does not state its size.
pub(super) fn size(name: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    let size = match name.to_ascii_lowercase().ends_with(".svg") {
        true => svg(std::str::from_utf8(bytes).ok()?)?,
        false => {
            let size = imagesize::blob_size(bytes).ok()?;
            (size.width, size.height)
        }
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// The size from the root's `width` and `height`, or from its `viewBox` (SVG 2, sections 7.2 and
/// 8.2).
fn svg(text: &str) -> Option<(usize, usize)> {
    let root = html_tokens(text).find_map(|token| match token {
        HtmlToken::Start(tag) if tag.name == "svg" => Some(tag),
        _ => None,
    })?;
    let length = |name: &str| pixels(&root.attribute(name)?);
    match (length("width"), length("height")) {
        (Some(width), Some(height)) => Some((width, height)),
        _ => view_box(&root),
    }
}

fn view_box(root: &HtmlTag) -> Option<(usize, usize)> {
    // The tokenizer converts names to lower case.
    let value = root.attribute("viewbox")?;
    let numbers = value.split([' ', ',', '\t', '\n']);
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let [_, _, width, height] = numbers.as_slice() else {
        return None;
    };
    Some((pixels(width)?, pixels(height)?))
}

/// The rounded value of a length in pixels, with or without the unit. `None` if it is not a number,
/// too small or too large.
fn pixels(length: &str) -> Option<usize> {
    let number = length.trim().trim_end_matches("px");
    let number: f64 = number.parse().ok()?;
    (0.5..1e6)
        .contains(&number)
        .then_some(number.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn drawings_say_their_size_or_their_proportions() {
        let of = |root: &str| size("a.svg", root.as_bytes());
        assert_eq!(of("<svg width=\"120\" height='40px'/>"), Some((120, 40)));
        assert_eq!(
            of("<?xml version=\"1.0\"?><!-- <svg> --><svg viewBox=\"0 0, 30.4 10\">"),
            Some((30, 10))
        );
        assert_eq!(
            of("<svg width=\"100%\" viewBox=\"0 0 8 4\"/>"),
            Some((8, 4))
        );
        for none in [
            "",
            "<svg/>",
            "<p/>",
            "<svg width=\"-1\" height=\"1\"/>",
            "<svg viewBox=\"0 0 nan 1\"/>",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn photographs_say_theirs_in_their_heads() {
        let gif = b"GIF89a\x10\x00\x08\x00\x80\x00\x00";
        assert_eq!(size("a.gif", gif), Some((16, 8)));
        assert_eq!(size("a.png", b"no picture"), None);
    }
}
