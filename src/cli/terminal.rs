//! The two streams of the terminal. Colour is left out where nobody would see it (`NO_COLOR`, `TERM=dumb`, a file: the rules of
//! `anstream`), and lines are broken on a terminal only. The only file that names `supports-unicode` and `terminal_size`.

use super::Exit;
use crate::report::Look;
use std::io::{ErrorKind, Write};

/// Prints what the user asked for to standard output, and returns `done`; another exit where it cannot be printed. A
/// reader that has gone away (`| head`) has read what it wanted.
pub(super) fn answer(text: &str, done: Exit) -> Exit {
    printed(anstream::stdout().lock(), text.as_bytes(), done)
}

/// Prints the bytes of a file that the user asked for, as they are.
pub(super) fn answer_file(bytes: &[u8]) -> Exit {
    printed(std::io::stdout().lock(), bytes, Exit::Done)
}

fn printed(mut stream: impl Write, bytes: &[u8], done: Exit) -> Exit {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            tell(&format!("error: could not print: {error}\n"));
            Exit::Machine
        }
        _ => done,
    }
}

/// Prints what the user should know to standard error. Where that fails, nobody can be told.
pub(super) fn tell(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// What standard error can show. Whatever is no terminal gets whole lines in UTF-8.
pub(super) fn look() -> Look {
    look_of(std::io::stderr(), supports_unicode::Stream::Stderr)
}

/// The same of standard output.
pub(super) fn look_of_answers() -> Look {
    look_of(std::io::stdout(), supports_unicode::Stream::Stdout)
}

#[cfg(unix)]
fn look_of(stream: impl std::os::fd::AsFd, name: supports_unicode::Stream) -> Look {
    with_width(terminal_size::terminal_size_of(stream), name)
}

#[cfg(windows)]
fn look_of(stream: impl std::os::windows::io::AsHandle, name: supports_unicode::Stream) -> Look {
    with_width(terminal_size::terminal_size_of(stream), name)
}

type Size = (terminal_size::Width, terminal_size::Height);

fn with_width(size: Option<Size>, name: supports_unicode::Stream) -> Look {
    Look {
        width: size.map(|(width, _)| usize::from(width.0)),
        unicode: supports_unicode::on(name),
    }
}
