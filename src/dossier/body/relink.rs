//! Changes the links of a body: converts or removes them, fills in labels, and adds links.

use super::{Body, Parts, Step};
use std::ops::Range;

/// A link to add to the text.
#[derive(Debug)]
pub struct Insertion<L> {
    /// The byte range of the text, inside one of the [`Body::linkable`] ranges.
    pub range: Range<usize>,
    /// The link in the new state.
    pub link: L,
}

impl<L> Body<L> {
    /// Converts a body that has no links.
    fn without_links<M>(self) -> Body<M> {
        let parts = self.parts.map(|parts| {
            Box::new(Parts {
                links: Vec::new(),
                images: parts.images,
                codes: parts.codes,
                headings: parts.headings,
                raw_html: parts.raw_html,
            })
        });
        Body {
            text: self.text,
            markup: self.markup,
            steps: self.steps,
            parts,
        }
    }
}

/// The result of changing a link.
#[derive(Debug)]
pub struct Relinked<L> {
    /// The link in the new state. `None` removes it but keeps the text that the author wrote.
    pub link: Option<L>,
    /// The label to show if the author gave no text. It replaces an earlier label.
    pub label: Option<String>,
}

/// Changing links.
impl<L> Body<L> {
    /// Applies `change` to each link and adds `insertions`, which must be in order and must not
    /// overlap.
    pub fn relink<M>(
        self,
        mut change: impl FnMut(L) -> Relinked<M>,
        insertions: Vec<Insertion<M>>,
    ) -> Body<M> {
        if self.links().is_empty() && insertions.is_empty() {
            return self.without_links();
        }
        let mut new = Body {
            text: String::with_capacity(self.text.len()),
            markup: self.markup,
            steps: Vec::with_capacity(self.steps.len() + 3 * insertions.len()),
            parts: None,
        };
        let (links, images) = match self.parts {
            Some(parts) => {
                if parts.codes.len() + parts.headings.len() > 0 || parts.raw_html {
                    let new = new.parts_mut();
                    new.codes = parts.codes;
                    new.headings = parts.headings;
                    new.raw_html = parts.raw_html;
                }
                (parts.links, parts.images)
            }
            None => (Vec::new(), Vec::new()),
        };
        let (mut links, mut images) = (links.into_iter(), images.into_iter());
        let mut insertions = insertions.into_iter().peekable();
        let mut at = 0;
        let mut shifts: Vec<(usize, isize)> = Vec::new();
        // Whether the current link is being removed. Links do not nest.
        let mut is_off = false;
        let mut steps = self.steps.into_iter().peekable();
        while let Some(step) = steps.next() {
            match step {
                Step::Text(length) => {
                    let end = at + length as usize;
                    while let Some(insertion) = insertions.next_if(|i| i.range.end <= end) {
                        new.push_text(&self.text[at..insertion.range.start]);
                        new.begin_link(insertion.link);
                        new.push_text(&self.text[insertion.range.clone()]);
                        new.end_link();
                        at = insertion.range.end;
                    }
                    if at < end {
                        new.push_text(&self.text[at..end]);
                    }
                    at = end;
                }
                Step::Fixed(length) => {
                    let end = at + length as usize;
                    new.push_fixed(&self.text[at..end]);
                    at = end;
                }
                Step::Link(_) => {
                    let link = links.next().expect("links are in the order of their steps");
                    let Relinked { link, label } = change(link);
                    is_off = link.is_none();
                    if let Some(link) = link {
                        new.begin_link(link);
                    }
                    let old = steps.next_if(|step| matches!(step, Step::Label(_)));
                    let old = match old {
                        Some(Step::Label(length)) => length as usize,
                        _ => 0,
                    };
                    let bare = old > 0 || steps.peek() == Some(&Step::LinkEnd);
                    // A label made from the link's target is removed with the link.
                    let kept = match is_off {
                        true => "",
                        false => &self.text[at..at + old],
                    };
                    let label = label.filter(|_| bare).unwrap_or_else(|| kept.to_owned());
                    if !label.is_empty() {
                        new.push_label(&label);
                    }
                    shifts.push((at, label.len().cast_signed() - old.cast_signed()));
                    at += old;
                }
                Step::Label(length) => at += length as usize,
                Step::Image(_) => {
                    let link = links.next().expect("links are in the order of their steps");
                    let image = images
                        .next()
                        .expect("images are in the order of their steps");
                    if let Some(link) = change(link).link {
                        new.push_image(link, image.alt);
                    }
                }
                Step::LinkEnd if is_off => is_off = false,
                step @ (Step::Markup(_)
                | Step::WayBack
                | Step::Anchor(_)
                | Step::Heading(_)
                | Step::HeadingEnd(_)
                | Step::LinkEnd
                | Step::Code(_)) => new.steps.push(step),
            }
        }
        for heading in new.parts.iter_mut().flat_map(|parts| &mut parts.headings) {
            let Range { start, end } = heading.text;
            let moved = |at: usize, inside: bool| {
                let counts = |place: usize| place < at || (inside && place == at);
                let shift = shifts.iter().filter(|(place, _)| counts(*place));
                at.saturating_add_signed(shift.map(|(_, by)| by).sum())
            };
            heading.text = moved(start, false)..moved(end, true);
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::{Insertion, Relinked};
    use crate::dossier::{Body, CodeBlock, Pen};

    struct Plain;

    impl Pen<&str> for Plain {
        fn begin_link(&self, link: &&str, out: &mut String) -> bool {
            out.push_str(&format!("<a href=\"{link}\">"));
            true
        }

        fn image(&self, _link: &&str, _alt: &str, _out: &mut String) {}

        fn code(&self, _block: &CodeBlock, _out: &mut String) {}

        fn way_back(&self, _out: &mut String) {}

        fn begin_mark(&self, _number: usize, _out: &mut String) {}

        fn end_mark(&self, _number: usize, _out: &mut String) {}
    }

    fn html(body: &Body<&str>) -> String {
        let mut out = String::new();
        body.write_html(&mut out, &Plain);
        out
    }

    #[test]
    fn links_are_set_in_and_labels_filled_in() {
        let mut body = Body::default();
        body.push_markup("<p>");
        body.push_text("A & B say: ");
        body.begin_link("raw");
        body.end_link();
        body.push_markup("</p>");
        assert_eq!(body.linkable(), vec![0..11]);
        let insertion = Insertion {
            range: 4..5,
            link: "b.html",
        };
        let change = |_| Relinked {
            link: Some("c.html"),
            label: Some("C".into()),
        };
        let body = body.relink(change, vec![insertion]);
        assert_eq!(
            html(&body),
            "<p>A &amp; <a href=\"b.html\">B</a> say: <a href=\"c.html\">C</a></p>"
        );
        assert_eq!(body.text(), "A & B say: C");

        // Removing a link removes its label and keeps the author's words.
        let change = |_| Relinked::<&str> {
            link: None,
            label: None,
        };
        let body = body.relink(change, Vec::new());
        let mut bare = Body::default();
        bare.push_markup("<p>");
        bare.push_text("A & B say: ");
        bare.push_markup("</p>");
        assert!(body.links().is_empty() && body.linkable() == bare.linkable());
        assert_eq!(html(&body), html(&bare));
    }
}
