//! Parses colours and computes their contrast. Only this file uses `palette`.
//!
//! In: a colour as text. Out: a [`Colour`], contrast ratios, and readable variants of a colour.
//! `reader.rs` reports weak contrast.

use palette::color_difference::Wcag21RelativeContrast;
use palette::{FromColor, Oklch, Srgb};
use std::fmt;

/// An sRGB colour with eight bits per channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(Srgb<u8>);

/// The minimum contrast between text and its background (WCAG 2.2, success criterion 1.4.3, level
/// AA).
pub(super) const LEAST_CONTRAST: f64 = 4.5;

impl Colour {
    /// Parses `#rrggbb` or `#rgb` (CSS Color Module Level 4, section 5.2).
    pub(super) fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let is_one = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        is_one.then(|| digits.parse().ok().map(Self))?
    }

    /// The contrast ratio with another colour, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub(super) fn contrast(self, with: Self) -> f64 {
        let linear = |colour: Self| colour.0.into_format::<f64>();
        linear(self).relative_contrast(linear(with))
    }

    /// This colour, made just light or dark enough to be readable on all `grounds`, with the same
    /// hue. If no lightness is enough, the colour is unchanged.
    pub(super) fn readable_on(self, grounds: &[Self]) -> Self {
        let is_enough = |colour: Self| {
            let contrasts = grounds.iter().map(|ground| colour.contrast(*ground));
            contrasts.fold(f64::INFINITY, f64::min) >= LEAST_CONTRAST
        };
        let of = Oklch::from_color(self.0.into_format::<f64>());
        let at = |l: f64| {
            let colour: Srgb<f64> = Srgb::from_color(Oklch { l, ..of });
            Self(colour.into_format())
        };
        // Try lightness in steps of one hundredth, nearest first.
        let steps = (0..=100).flat_map(|step| {
            let by = f64::from(step) / 100.0;
            [of.l + by, of.l - by]
        });
        let mut steps = steps.filter(|l| (0.0..=1.0).contains(l)).map(at);
        if is_enough(self) {
            return self;
        }
        steps.find(|colour| is_enough(*colour)).unwrap_or(self)
    }
}

/// Formats the colour as `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, LEAST_CONTRAST};
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        Colour::new(text).expect(text)
    }

    #[test]
    fn colours_are_written_in_hexadecimal() {
        assert_eq!(colour("#7a2e1d").to_string(), "#7a2e1d");
        assert_eq!(colour("#FA0").to_string(), "#ffaa00");
        for none in ["7a2e1d", "#12345", "#12345g", "red", "#", "#ééé"] {
            assert_eq!(Colour::new(none), None, "{none}");
        }
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        let black_on_white = colour("#000").contrast(colour("#fff"));
        assert!((black_on_white - 21.0).abs() < 0.01, "{black_on_white}");
        // The lightest grey that is readable on white.
        let grey = colour("#767676").contrast(colour("#fff"));
        assert!((4.54..4.55).contains(&grey), "{grey}");
    }

    proptest! {
        #[test]
        fn any_colour_can_be_made_readable_on_paper(red: u8, green: u8, blue: u8) {
            let any = colour(&format!("#{red:02x}{green:02x}{blue:02x}"));
            for ground in ["#fdfcfa", "#171614"] {
                let made = any.readable_on(&[colour(ground)]);
                prop_assert!(made.contrast(colour(ground)) >= LEAST_CONTRAST, "{any} {made}");
            }
        }
    }
}
