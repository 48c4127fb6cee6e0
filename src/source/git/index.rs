//! Reads the paths in git's index (`gitformat-index(5)`, versions 2 to 4).
//!
//! In: the bytes of the index. Out: the tracked paths. Everything else in the index is skipped.

/// The bytes of an entry before the object name: times, device, inode, mode, user, group, size.
const FACTS: usize = 40;

/// The paths in the index `bytes`, in order. Object names have `hash` bytes. Bytes that are not an
/// index give no paths. A truncated index gives its complete entries.
pub(super) fn paths(bytes: &[u8], hash: usize) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    let Some((b"DIRC", rest)) = bytes.split_at_checked(4) else {
        return paths;
    };
    let (Some(version), Some(count)) = (number(rest, 0), number(rest, 4)) else {
        return paths;
    };
    if !(2..=4).contains(&version) {
        return paths;
    }
    let mut at = 12;
    let mut last = Vec::new();
    for _ in 0..count {
        let Some((path, next)) = entry(bytes, at, hash, version, &last) else {
            break;
        };
        last.clone_from(&path);
        paths.push(path);
        at = next;
    }
    paths
}

/// The path of the entry at byte `at`, and the start of the next entry. `last` is the previous
/// path.
fn entry(
    bytes: &[u8],
    at: usize,
    hash: usize,
    version: u32,
    last: &[u8],
) -> Option<(Vec<u8>, usize)> {
    const EXTENDED: u8 = 0x40;
    let flags = at + FACTS + hash;
    let is_extended = version >= 3 && bytes.get(flags)? & EXTENDED != 0;
    let start = flags + if is_extended { 4 } else { 2 };
    if version < 4 {
        let length = bytes.get(start..)?.iter().position(|byte| *byte == 0)?;
        let path = bytes[start..start + length].to_vec();
        // Padded with one to eight zero bytes, to a multiple of eight.
        let next = at + (start + length - at) / 8 * 8 + 8;
        return Some((path, next));
    }
    let (cut, start) = varint(bytes, start)?;
    let length = bytes.get(start..)?.iter().position(|byte| *byte == 0)?;
    let mut path = last[..last.len().checked_sub(cut)?].to_vec();
    path.extend(&bytes[start..start + length]);
    Some((path, start + length + 1))
}

/// A variable-length number, and the byte after it. Each byte holds seven bits, highest first, and
/// one is added for each further byte.
fn varint(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value = value.checked_add(usize::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
        value = value.checked_add(1)?.checked_mul(0x80)?;
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::paths;
    use proptest::prelude::*;

    /// An index of `version` with these paths, in git's format.
    fn index(version: u8, hash: usize, names: &[&str]) -> Vec<u8> {
        let mut bytes = b"DIRC".to_vec();
        bytes.extend([0, 0, 0, version]);
        bytes.extend(u32::try_from(names.len()).expect("few").to_be_bytes());
        let mut last = "";
        for (number, name) in names.iter().enumerate() {
            let start = bytes.len();
            bytes.extend(vec![7; 40 + hash]);
            let is_extended = version >= 3 && number % 2 == 1;
            bytes.extend([
                if is_extended { 0x40 } else { 0 },
                u8::try_from(name.len()).expect("short"),
            ]);
            bytes.extend(vec![0; if is_extended { 2 } else { 0 }]);
            if version < 4 {
                bytes.extend(name.as_bytes());
                bytes.push(0);
                while !(bytes.len() - start).is_multiple_of(8) {
                    bytes.push(0);
                }
            } else {
                let same = last
                    .bytes()
                    .zip(name.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                let cut = last.len() - same;
                // Like `encode_varint` in git, for up to two bytes.
                if cut >= 0x80 {
                    bytes.push(u8::try_from((cut >> 7) - 1).expect("short") | 0x80);
                }
                bytes.push(u8::try_from(cut & 0x7f).expect("seven bits"));
                bytes.extend(&name.as_bytes()[same..]);
                bytes.push(0);
                last = name;
            }
        }
        bytes.extend(vec![9; hash]);
        bytes
    }

    #[test]
    fn the_paths_of_every_version_are_read() {
        let long = "captures/".to_owned() + &"x".repeat(180);
        let names = ["a", "captures/1234567.txt", &long, "captures/y/z.txt", "z"];
        for version in 2..=4 {
            for hash in [20, 32] {
                let found = paths(&index(version, hash, &names), hash);
                let wanted: Vec<Vec<u8>> =
                    names.iter().map(|name| name.as_bytes().to_vec()).collect();
                assert_eq!(found, wanted, "version {version}, {hash} bytes");
            }
        }
        assert!(paths(&index(5, 20, &names), 20).is_empty());
        assert!(paths(b"DIRC", 20).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_no_index_is_read_without_harm(
            version in 0_u8..6,
            cut in 0_usize..400,
            other in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut bytes = index(version, 20, &["a/b", "a/c", "d"]);
            bytes.truncate(cut);
            paths(&bytes, 20);
            bytes.extend(other);
            paths(&bytes, 20);
        }
    }
}
