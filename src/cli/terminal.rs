//! The two streams of the terminal. Colour is left out where nobody would see it (`NO_COLOR`, a file).

use super::Exit;
use std::io::{ErrorKind, Write};

/// Prints what the user asked for to standard output, and returns `done`; another exit where it cannot be printed. A
/// reader that has gone away (`| head`) has read what it wanted.
pub(super) fn answer(text: &str, done: Exit) -> Exit {
    let mut stream = anstream::stdout().lock();
    match stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush())
    {
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
