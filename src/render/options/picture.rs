//! How large a picture is, so that pages leave room for it before it is there: the only file that names `imagesize`.

use crate::document::{HtmlTag, HtmlToken, html_tokens};

/// The width and the height in pixels of a picture in `bytes`, a file called `name`; `None` where it is none, or does not say.
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

/// Of the root's `width` and `height`, or of its `viewBox` (SVG 2, sections 7.2 and 8.2).
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
    // The tokenizer writes names in lower case.
    let value = root.attribute("viewbox")?;
    let numbers = value.split([' ', ',', '\t', '\n']);
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let [_, _, width, height] = numbers.as_slice() else {
        return None;
    };
    Some((pixels(width)?, pixels(height)?))
}

/// A length without a unit, or in pixels.
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
