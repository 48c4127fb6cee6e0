//! Defines the exit statuses of the program.
//!
//! In: the outcome of a command. Out: [`Exit`]. Printing what happened is left to the commands.

/// The exit status of the program.
#[derive(Debug, Clone, Copy)]
pub(super) enum Exit {
    /// The command succeeded.
    Done = 0,
    /// The content has faults, or a file was not imported.
    Faults = 1,
    /// The command was used incorrectly.
    Usage = 2,
    /// A system call failed, or the program has a bug.
    Machine = 3,
}
