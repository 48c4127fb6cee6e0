//! Writes to the standard streams.
//!
//! In: texts. Out: text on standard output or standard error. Colour is removed by the rules of
//! `anstream` (`NO_COLOR`, `TERM=dumb`, a file). Lines are wrapped only on a terminal. No other
//! file uses `supports-unicode` or `terminal_size`.

use super::exit::Exit;
use crate::report::Look;
use std::io::{ErrorKind, Write};

/// Prints requested output to standard output. Returns `done`, or another status if printing fails.
/// A closed pipe (`| head`) is not a failure.
pub(super) fn answer(text: &str, done: Exit) -> Exit {
    printed(anstream::stdout().lock(), text.as_bytes(), done)
}

/// Prints the bytes of a requested file unchanged.
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

/// Prints a message to standard error. An error is ignored, because it could not be reported.
pub(super) fn tell(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The capabilities of standard error. If it is not a terminal, it gets unwrapped lines in UTF-8.
pub(super) fn look() -> Look {
    look_of(std::io::stderr(), supports_unicode::Stream::Stderr)
}

/// The capabilities of standard output.
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
