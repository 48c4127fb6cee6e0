//! Where faults are gathered.

use super::{Diagnostic, Place, Severity};

/// Gathers the faults of one run, in the order in which they were found.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

/// Proof that an error has been reported. Only a [`Sink`] that holds one can make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorsReported(());

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one fault.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes all faults of another sink, after its own.
    pub fn absorb(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Takes from another sink only the faults for which the machine is to blame.
    pub fn absorb_failures(&mut self, other: Self) {
        let failures = other.diagnostics.into_iter();
        self.diagnostics
            .extend(failures.filter(|fault| fault.code.is_of_the_machine()));
    }

    /// `Ok` while there is no error.
    ///
    /// # Errors
    /// [`ErrorsReported`] when the sink holds an error; warnings do not count.
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

    /// Makes every warning an error, as `--strict` asks.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Changes the places of the faults after the first `first`.
    pub fn relocate(&mut self, first: usize, change: impl Fn(&mut Place)) {
        for diagnostic in &mut self.diagnostics[first..] {
            change(diagnostic.place.whole_mut());
            diagnostic
                .related
                .iter_mut()
                .for_each(|(place, _)| change(place.whole_mut()));
        }
    }

    /// What was gathered.
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
