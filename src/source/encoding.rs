//! Detects the encoding of a file that is not UTF-8, and suggests the command that converts it.
//!
//! In: the file's bytes and path. Out: advice in words. No other file uses `encoding_rs` or
//! `chardetng`. Nothing is converted here.

use crate::document::{HtmlToken, html_tokens};
use crate::text::shell_word;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use std::path::{Path, PathBuf};

/// The destination of the converted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Converted {
    /// A new file beside the original, which stays as it was saved.
    Beside,
    /// The original file itself.
    InPlace,
}

/// The encoding of a file, and how it was detected.
#[derive(Debug, PartialEq, Eq)]
enum Written {
    /// UTF-16 or UTF-32, detected from its first bytes or its zero bytes. The name is one that
    /// `iconv` accepts.
    Wide(&'static str),
    /// The encoding that the file declares: the label it uses, and its meaning.
    Declared(String, &'static Encoding),
    /// The encoding that its bytes suggest.
    Likely(&'static Encoding),
    /// No known encoding fits.
    Unknown,
}

/// Advice for the file at `path`, with the non-UTF-8 content `bytes`. Names its encoding and gives
/// a complete command for a POSIX shell.
pub fn conversion(bytes: &[u8], path: &Path, to: Converted) -> String {
    let written = written_in(bytes);
    let command = |name: &str| match command(name, path, to) {
        Some(command) => format!("convert it with `{command}`"),
        None => format!("convert it from `{name}` to `UTF-8`, for example with `iconv`"),
    };
    match written {
        Written::Wide(name) => command(name),
        Written::Declared(word, encoding) => format!(
            "it declares the encoding `{word}`: {}",
            command(known_to_iconv(encoding))
        ),
        Written::Likely(encoding) => format!(
            "it declares no encoding that fits, but looks like `{}`: {}, then check that the letters are right",
            encoding.name(),
            command(known_to_iconv(encoding))
        ),
        Written::Unknown => "it may be damaged: no known encoding fits all of it".into(),
    }
}

/// The name of the encoding of `bytes`, if its units have two or four bytes. Detected from a
/// byte-order mark, or from the zero bytes of ASCII letters.
pub fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some("UTF-16"),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(1 << 10)];
    let pairs = start.len() / 2;
    let zero = |at: usize| {
        let bytes = start.chunks_exact(2).filter(|pair| pair[at] == 0);
        bytes.count()
    };
    // One zero in eight pairs is enough, because ASCII may be rare outside the markup. Binary data
    // has zeros in both places.
    let mostly = |some: usize, other: usize| other == 0 && some * 8 >= pairs && some > 1;
    match (zero(0), zero(1)) {
        (first, second) if mostly(second, first) => Some("UTF-16LE"),
        (first, second) if mostly(first, second) => Some("UTF-16BE"),
        _ => None,
    }
}

fn written_in(bytes: &[u8]) -> Written {
    if let Some(name) = wide(bytes) {
        return Written::Wide(name);
    }
    if let Some((word, encoding)) = declared(bytes)
        && fits(encoding, bytes)
    {
        return Written::Declared(word, encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let likely = detector.guess(None, Utf8Detection::Deny);
    match fits(likely, bytes) {
        true => Written::Likely(likely),
        false => Written::Unknown,
    }
}

/// Whether all of `bytes` is text in `encoding`. The Encoding Standard decodes unassigned bytes as
/// control characters, but `iconv` rejects them.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.is_some_and(|text| !text.contains(|c| ('\u{80}'..'\u{a0}').contains(&c)))
}

/// The encoding that a page declares at its start (HTML Living Standard, section 13.2.3.2), with
/// the label used. `None` if the page cannot be in that encoding.
fn declared(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    /// The standard examines 1,024 bytes, but saved pages may declare their encoding later.
    const LOOKED_AT: usize = 64 << 10;
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    // The declaration is ASCII, which reads the same in all encodings that matter here.
    let (start, _) = WINDOWS_1252.decode_without_bom_handling(start);
    let word = of_xml(&start).or_else(|| {
        html_tokens(&start).find_map(|token| match token {
            HtmlToken::Start(tag) if tag.name == "meta" => tag.attribute("charset").or_else(|| {
                let equivalent = tag.attribute("http-equiv")?;
                let is_type = equivalent.trim().eq_ignore_ascii_case("content-type");
                is_type.then(|| of_content_type(&tag.attribute("content")?))?
            }),
            _ => None,
        })
    })?;
    let word = word.trim();
    let encoding = Encoding::for_label(word.as_bytes())?;
    // The bytes are not UTF-8. A declaration readable as ASCII is not in UTF-16 either, so it is
    // wrong.
    let unfit = [UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT, X_USER_DEFINED].contains(&encoding);
    (!unfit).then(|| (word.to_owned(), encoding))
}

/// The value in `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn of_xml(start: &str) -> Option<String> {
    let declaration = start.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    quoted(value)
}

/// The value in `text/html; charset=ISO-8859-1`.
fn of_content_type(content: &str) -> Option<String> {
    let at = content.to_ascii_lowercase().find("charset")?;
    let value = content[at + "charset".len()..].trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    quoted(value).or_else(|| {
        let end = value.find(|c: char| c.is_ascii_whitespace() || c == ';');
        Some(value[..end.unwrap_or(value.len())].to_owned())
    })
}

/// The text inside the quotation marks at the start of `value`.
fn quoted(value: &str) -> Option<String> {
    let mark = value.chars().next().filter(|c| "\"'".contains(*c))?;
    let (word, _) = value[1..].split_once(mark)?;
    Some(word.to_owned())
}

/// A name for `encoding` that `iconv` accepts in both GNU libc and libiconv. The Encoding Standard
/// gives some encodings more characters than their names suggest.
fn known_to_iconv(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "Shift_JIS" => "CP932",
        "EUC-KR" => "CP949",
        "GBK" | "gb18030" => "GB18030",
        "Big5" => "BIG5-HKSCS",
        "windows-874" => "CP874",
        "ISO-8859-8-I" => "ISO-8859-8",
        "x-mac-cyrillic" => "MACCYRILLIC",
        name => name,
    }
}

/// The command, or `None` if a path cannot be written in a command line.
fn command(encoding: &str, path: &Path, to: Converted) -> Option<String> {
    let shown = path.strip_prefix(".").unwrap_or(path);
    let from = shell_word(shown.to_str()?)?;
    Some(match to {
        Converted::Beside => {
            let beside = free_name_beside(shown)?;
            let beside = shell_word(beside.to_str()?)?;
            format!("iconv -f {encoding} -t UTF-8 {from} > {beside}")
        }
        Converted::InPlace => {
            let interim = shell_word(&format!("{}.utf-8", shown.to_str()?))?;
            format!("iconv -f {encoding} -t UTF-8 {from} > {interim} && mv {interim} {from}")
        }
    })
}

/// An unused name for the converted file, or `None` if all candidates are taken.
fn free_name_beside(path: &Path) -> Option<PathBuf> {
    let (stem, end) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let name = |number: usize| match number {
        1 => path.with_file_name(format!("{stem}-utf-8.{end}")),
        number => path.with_file_name(format!("{stem}-utf-8-{number}.{end}")),
    };
    (1..100)
        .map(name)
        .find(|path| path.symlink_metadata().is_err())
}

#[cfg(test)]
mod tests {
    use super::{Converted, Written, conversion, declared, written_in};
    use encoding_rs::{EUC_KR, GBK, ISO_8859_2, SHIFT_JIS, WINDOWS_1252};
    use std::path::Path;

    #[test]
    fn a_page_is_in_what_it_declares() {
        for (page, word, encoding) in [
            ("<meta charset=gb2312>", "gb2312", GBK),
            ("<META CHARSET=' Shift_JIS '>", "Shift_JIS", SHIFT_JIS),
            (
                "<!-- <meta charset=gbk> --><meta http-equiv=Content-Type content='text/html; Charset = \"EUC-KR\"; a=b'>",
                "EUC-KR",
                EUC_KR,
            ),
            (
                "<meta content='text/html;charset=latin1;' http-equiv=\"content-type\">",
                "latin1",
                WINDOWS_1252,
            ),
            (
                "<?xml version='1.0' encoding='iso-8859-2'?><html>",
                "iso-8859-2",
                ISO_8859_2,
            ),
        ] {
            let found = declared(page.as_bytes());
            assert_eq!(found, Some((word.to_owned(), encoding)), "{page}");
        }
        for page in [
            "",
            "charset=gbk",
            "<meta charset=utf-8>",
            "<meta charset=utf-16>",
            "<meta charset=no-such-thing>",
            "<meta name=charset content=gbk>",
            "<meta content='text/html; charset=gbk'>",
            "<script>'<meta charset=gbk>'</script>",
            "<meta http-equiv=content-type content=charset>",
            "<?xml encoding=",
        ] {
            assert_eq!(declared(page.as_bytes()), None, "{page}");
        }
    }

    #[test]
    fn what_is_not_declared_is_told_by_its_bytes() {
        let (japanese, _, _) =
            SHIFT_JIS.encode("市議会は月曜日に橋を閉鎖すると決めた。再開の日は示されなかった。");
        assert_eq!(written_in(&japanese), Written::Likely(SHIFT_JIS));
        assert_eq!(
            written_in(b"the caf\xe9 \x96 na\xefve"),
            Written::Likely(WINDOWS_1252)
        );
        assert_eq!(written_in(b"\xff\xfea\0"), Written::Wide("UTF-16"));
        assert_eq!(written_in(b"a\0\xe4\0b\0"), Written::Wide("UTF-16LE"));
        assert_eq!(written_in(b"\0a\0\xe4\0b"), Written::Wide("UTF-16BE"));
        assert_eq!(written_in(b"\xff\xfe\0\0a\0\0\0"), Written::Wide("UTF-32"));
        // The declared encoding does not fit.
        let wrong = written_in(b"<meta charset=shift_jis>caf\xe9 and more\xff");
        assert_eq!(wrong, Written::Likely(WINDOWS_1252));
        assert_eq!(
            written_in(b"\x81\x8d\x90\x9d\xff\xfe\x80"),
            Written::Unknown
        );
    }

    #[test]
    fn the_command_is_whole() {
        let page = b"<meta charset=gb2312>\xb9\xc5";
        let told = |path: &str, to| conversion(page, Path::new(path), to);
        assert_eq!(
            told("saved/page.html", Converted::Beside),
            "it declares the encoding `gb2312`: convert it with `iconv -f GB18030 -t UTF-8 saved/page.html > saved/page-utf-8.html`"
        );
        assert_eq!(
            told("./a b.md", Converted::InPlace),
            "it declares the encoding `gb2312`: convert it with `iconv -f GB18030 -t UTF-8 'a b.md' > 'a b.md.utf-8' && mv 'a b.md.utf-8' 'a b.md'`"
        );
        assert_eq!(
            told("a\n.html", Converted::Beside),
            "it declares the encoding `gb2312`: convert it from `GB18030` to `UTF-8`, for example with `iconv`"
        );
    }
}
