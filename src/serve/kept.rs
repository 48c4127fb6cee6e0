//! Makes each answer once for all simultaneous requests, and keeps it while it is being sent.
//!
//! In: a name and a function that makes its bytes. Out: shared bytes. Thousands of slow browsers
//! that load the longest page use its memory only once. What to make is left to `shown.rs`.

use axum::body::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// The bytes made, or the errors in words.
pub(super) type Making = Result<Vec<u8>, Vec<String>>;

/// A result that is being made or is complete.
type Cell = OnceCell<Making>;

/// The results in use, by name.
#[derive(Default)]
pub(super) struct Kept(Mutex<HashMap<String, Weak<Cell>>>);

impl Kept {
    /// Makes the bytes for `name` with `make`, or shares those already being made or sent. Names
    /// are never removed, so callers must use only a small number of them.
    ///
    /// # Errors
    /// The errors that `make` returned, in words.
    pub(super) async fn get(
        &self,
        name: String,
        make: impl FnOnce(&str) -> Making + Send + 'static,
    ) -> Result<Bytes, Vec<String>> {
        let cell = self.cell(&name);
        let making = Arc::clone(&cell);
        // A separate task continues for the others if the first client disconnects.
        let task = tokio::spawn(async move {
            let make = || async {
                let made = spawn_blocking(move || make(&name)).await;
                made.unwrap_or_else(|_| Err(vec![STOPPED.to_owned()]))
            };
            making.get_or_init(make).await;
        });
        let _ = task.await;
        match cell.get() {
            Some(Ok(_)) => Ok(Bytes::from_owner(Sent(cell))),
            Some(Err(why)) => Err(why.clone()),
            None => Err(vec![STOPPED.to_owned()]),
        }
    }

    fn cell(&self, name: &str) -> Arc<Cell> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = kept.get(name).and_then(Weak::upgrade) {
            return cell;
        }
        let cell = Arc::new(Cell::new());
        kept.insert(name.to_owned(), Arc::downgrade(&cell));
        cell
    }
}

/// The error message after a panic.
const STOPPED: &str =
    "this could not be made because of a bug in the program; the terminal that runs it shows more";

/// Keeps the bytes alive while they are being sent.
struct Sent(Arc<Cell>);

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        match self.0.get() {
            Some(Ok(bytes)) => bytes,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Making};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn on_runtime(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(test);
    }

    #[test]
    fn all_who_ask_at_a_time_share_what_is_made() {
        on_runtime(async {
            let kept = Arc::new(Kept::default());
            let made = Arc::new(AtomicUsize::new(0));
            let ask = || {
                let (kept, made) = (Arc::clone(&kept), Arc::clone(&made));
                tokio::spawn(async move {
                    let make = move |name: &str| -> Making {
                        std::thread::sleep(Duration::from_millis(50));
                        made.fetch_add(1, Ordering::Relaxed);
                        Ok(name.as_bytes().to_vec())
                    };
                    kept.get("page".to_owned(), make).await
                })
            };
            let gone = ask();
            tokio::task::yield_now().await;
            gone.abort();
            let asked: Vec<_> = (0..100).map(|_| ask()).collect();
            let mut sent = Vec::new();
            for asked in asked {
                sent.push(asked.await.expect("no panic").expect("made"));
            }
            assert_eq!(made.load(Ordering::Relaxed), 1);
            let first = sent[0].as_ptr();
            assert!(sent.iter().all(|bytes| bytes.as_ptr() == first));
            // The bytes live as long as one of the answers, and no longer.
            sent.truncate(1);
            let again = ask().await.expect("no panic").expect("made");
            assert_eq!(made.load(Ordering::Relaxed), 1);
            drop((again, sent));
            let again = ask().await.expect("no panic").expect("made");
            assert_eq!(made.load(Ordering::Relaxed), 2);
            assert_eq!(again.as_ref(), b"page");
        });
    }

    #[test]
    fn a_panic_is_an_answer() {
        on_runtime(async {
            let kept = Kept::default();
            let made = kept.get("page".to_owned(), |_| panic!("as a test"));
            assert!(made.await.is_err());
            let made = kept.get("page".to_owned(), |_| Ok(vec![1]));
            assert_eq!(made.await.expect("made").as_ref(), [1]);
        });
    }
}
