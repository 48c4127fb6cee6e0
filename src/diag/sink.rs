//! Collects faults.

use super::{Diagnostic, Place, Severity};

/// Collects the faults of one run, in the order they were found.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

/// Proof that an error has been reported. Only a [`Sink`] with an error can make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorsReported(());

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one fault.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Appends all faults of another sink.
    pub fn absorb(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Appends only those faults of another sink that the machine caused.
    pub fn absorb_failures(&mut self, other: Self) {
        let failures = other.diagnostics.into_iter();
        self.diagnostics
            .extend(failures.filter(|fault| fault.code.is_of_the_machine()));
    }

    /// `Ok` if no error has been reported.
    ///
    /// # Errors
    /// [`ErrorsReported`] if the sink has an error; warnings do not count.
    pub fn checkpoint(&self) -> Result<(), ErrorsReported> {
        if self
            .diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error)
        {
            Err(ErrorsReported(()))
        } else {
            Ok(())
        }
    }

    /// Turns every warning into an error, as `--strict` requires.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Changes the places of all faults except the first `first`, including their related places.
    pub fn relocate(&mut self, first: usize, change: impl Fn(&mut Place)) {
        for diagnostic in &mut self.diagnostics[first..] {
            change(diagnostic.place.whole_mut());
            diagnostic
                .related
                .iter_mut()
                .for_each(|(place, _)| change(place.whole_mut()));
        }
    }

    /// The faults collected so far.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::Sink;
    use crate::diag::{Code, Diagnostic, Place};

    #[test]
    fn only_errors_stop_a_run() {
        let mut sink = Sink::new();
        assert!(sink.checkpoint().is_ok());
        let place = Place::Path("a".into());
        sink.report(Diagnostic::warning(Code::UnusedRecord, place, "w"));
        assert!(sink.checkpoint().is_ok());
        sink.make_strict();
        assert!(sink.checkpoint().is_err());
    }
}
