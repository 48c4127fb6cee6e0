//! The connections: how many there may be at a time, and which one has to go.
//!
//! A new connection never waits for others to end. Where all places are taken, the connection that has been idle longest loses its
//! place. One that has been idle for [`PATIENCE`] loses it anyway, so that what waits to be sent to it is not kept for ever.

use std::collections::BTreeMap;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

/// A connection on which no byte has moved for this long is closed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How often that is checked.
const TICK: Duration = Duration::from_secs(1);

/// How many connections of each kind there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Connections with requests and answers. Each may have a file open as well.
    pub(super) connections: usize,
    /// WebSockets of pages: one for each page that is open in a browser.
    pub(super) sockets: usize,
}

impl Room {
    /// What this process has room for. Raises the number of files that it may have open, where that is allowed.
    pub(super) fn of_process() -> Self {
        Self::among(open_files(Self::MOST))
    }

    /// The most files that all places and the rest of the program can need.
    const MOST: u64 = 2560;

    /// The room where this many files may be open at a time.
    fn among(files: u64) -> Self {
        let files = usize::try_from(files.min(Self::MOST)).unwrap_or(usize::MAX);
        // Builds read several files at a time.
        let left = files - (files / 4).min(256);
        let sockets = (left / 4).clamp(1, 256);
        Self {
            connections: ((left - sockets.min(left)) / 2).clamp(1, 1024),
            sockets,
        }
    }
}

/// How many files this process may have open at a time, after an attempt to raise that to `wanted`.
#[cfg(unix)]
fn open_files(wanted: u64) -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current.filter(|current| *current < wanted) else {
        return wanted;
    };
    let raised = limit.maximum.map_or(wanted, |most| most.min(wanted));
    let raise = Rlimit {
        current: Some(raised),
        maximum: limit.maximum,
    };
    match setrlimit(Resource::Nofile, raise) {
        Ok(()) => raised,
        Err(_) => current,
    }
}

#[cfg(not(unix))]
fn open_files(wanted: u64) -> u64 {
    wanted
}

/// The connections that there are.
pub(super) struct Places {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    /// In the order in which they came.
    places: BTreeMap<u64, Place>,
    /// How many have come so far.
    came: u64,
}

struct Place {
    progress: Arc<Progress>,
    task: AbortHandle,
}

impl Places {
    /// Places for `most` connections at a time.
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            taken: Mutex::default(),
        })
    }

    /// Gives `stream` a place, and lets `serve` answer on it until either side ends it or the place is needed.
    pub(super) fn seat<F>(
        self: &Arc<Self>,
        stream: TcpStream,
        serve: impl FnOnce(Watched, Arc<Progress>) -> F,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let progress = Arc::new(Progress::new());
        let stream = Watched {
            stream,
            progress: Arc::clone(&progress),
        };
        let serve = serve(stream, Arc::clone(&progress));
        let mut taken = self.taken();
        while taken.places.len() >= self.most && taken.free_one() {}
        let number = taken.came;
        taken.came += 1;
        let leave = Leave {
            places: Arc::clone(self),
            number,
        };
        let task = tokio::spawn(async move {
            // Moved into the task, so that the place is freed even where the task is aborted.
            let _leave = leave;
            serve.await;
        });
        let task = task.abort_handle();
        taken.places.insert(number, Place { progress, task });
    }

    /// Ends the connection that has been idle longest; returns whether there was one.
    pub(super) fn free_one(&self) -> bool {
        self.taken().free_one()
    }

    /// Ends idle connections; never returns.
    pub(super) async fn keep_free(self: Arc<Self>) {
        loop {
            tokio::time::sleep(TICK).await;
            self.taken().free(PATIENCE);
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn free_one(&mut self) -> bool {
        let places = self.places.iter();
        let idlest = places.min_by_key(|(_, place)| place.progress.rank());
        let Some(number) = idlest.map(|(number, _)| *number) else {
            return false;
        };
        if let Some(place) = self.places.remove(&number) {
            place.task.abort();
        }
        true
    }

    /// Ends connections that have been idle for `patience`, except those that wait for this server to answer.
    fn free(&mut self, patience: Duration) {
        self.places.retain(|_, place| {
            let is_idle = !place.progress.is_answering() && place.progress.idle() >= patience;
            if is_idle {
                place.task.abort();
            }
            !is_idle
        });
    }
}

/// Frees a place when it is dropped.
struct Leave {
    places: Arc<Places>,
    number: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.places.taken().places.remove(&self.number);
    }
}

/// When a byte last moved on a connection.
pub(super) struct Progress {
    began: Instant,
    /// Milliseconds from `began` to the last byte in or out.
    moved: AtomicU64,
    answering: AtomicBool,
}

impl Progress {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            moved: AtomicU64::new(0),
            answering: AtomicBool::new(false),
        }
    }

    /// Says that the server is preparing an answer, until the returned value is dropped: the other side is not to blame for that time.
    pub(super) fn answering(self: &Arc<Self>) -> Answering {
        self.answering.store(true, Ordering::Relaxed);
        Answering(Arc::clone(self))
    }

    fn is_answering(&self) -> bool {
        self.answering.load(Ordering::Relaxed)
    }

    fn note(&self) {
        let moved = self.began.elapsed().as_millis();
        let moved = u64::try_from(moved).unwrap_or(u64::MAX);
        self.moved.store(moved, Ordering::Relaxed);
    }

    fn last(&self) -> Instant {
        self.began + Duration::from_millis(self.moved.load(Ordering::Relaxed))
    }

    fn idle(&self) -> Duration {
        self.last().elapsed()
    }

    /// Who goes first: connections that do not wait for this server, and of these the one that has been idle longest.
    fn rank(&self) -> (bool, Instant) {
        (self.is_answering(), self.last())
    }
}

/// The server is preparing an answer as long as this exists.
pub(super) struct Answering(Arc<Progress>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.store(false, Ordering::Relaxed);
        self.0.note();
    }
}

/// A connection that notes when bytes move on it.
pub(super) struct Watched {
    stream: TcpStream,
    progress: Arc<Progress>,
}

impl Watched {
    fn wrote(&self, written: io::Result<usize>) -> Poll<io::Result<usize>> {
        if matches!(written, Ok(1..)) {
            self.progress.note();
        }
        Poll::Ready(written)
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.progress.note();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.wrote(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, slices));
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Progress, Room, Watched};
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    #[test]
    fn all_places_together_have_files_to_open() {
        for files in 0..5000 {
            let room = Room::among(files);
            assert!(room.connections > 0 && room.sockets > 0);
            let wanted = 2 * room.connections + room.sockets;
            assert!(files < 8 || wanted as u64 <= files, "{files}: {room:?}");
        }
        let usual = Room::among(1024);
        assert_eq!((usual.connections, usual.sockets), (288, 192));
        assert_eq!(Room::among(Room::MOST), Room::among(u64::MAX));
        assert_eq!(Room::among(u64::MAX).connections, 1024);
    }

    /// A client's end of a connection to `listener`, and the server's.
    async fn pair(listener: &TcpListener) -> (TcpStream, TcpStream) {
        let address = listener.local_addr().expect("an address");
        let client = TcpStream::connect(address).await.expect("connected");
        let (server, _) = listener.accept().await.expect("accepted");
        (client, server)
    }

    async fn echo(mut stream: Watched, _progress: Arc<Progress>) {
        let mut byte = [0];
        while stream.read_exact(&mut byte).await.is_ok() {
            if stream.write_all(&byte).await.is_err() {
                return;
            }
        }
    }

    fn on_runtime(test: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(test);
    }

    /// Whether `client` is answered; waits for the answer or the end.
    async fn is_answered(client: &mut TcpStream) -> bool {
        let mut byte = [0];
        let sent = client.write_all(b"a").await;
        sent.is_ok() && client.read_exact(&mut byte).await.is_ok()
    }

    #[test]
    fn the_one_that_has_moved_nothing_for_longest_makes_room() {
        on_runtime(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let places = Places::new(3);
            let mut clients = Vec::new();
            for _ in 0..3 {
                let (client, server) = pair(&listener).await;
                places.seat(server, echo);
                clients.push(client);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            // The first has moved, so that the second is the idlest.
            assert!(is_answered(&mut clients[0]).await);
            let (mut client, server) = pair(&listener).await;
            places.seat(server, echo);
            assert!(is_answered(&mut client).await);
            assert!(!is_answered(&mut clients[1]).await);
            assert!(is_answered(&mut clients[0]).await);
            assert!(is_answered(&mut clients[2]).await);
            assert_eq!(places.taken().places.len(), 3);
        });
    }

    #[test]
    fn who_waits_for_the_server_is_the_last_to_go() {
        on_runtime(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let places = Places::new(2);
            let (mut waiting, server) = pair(&listener).await;
            let answer = Arc::new(tokio::sync::Notify::new());
            let made = Arc::clone(&answer);
            places.seat(server, |mut stream, progress| async move {
                let answering = progress.answering();
                made.notified().await;
                drop(answering);
                let _ = stream.write_all(b"b").await;
            });
            let (mut idle, server) = pair(&listener).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
            places.seat(server, echo);
            // The second is younger, but the server is not at work for it.
            places.taken().free(Duration::ZERO);
            assert!(!is_answered(&mut idle).await);
            answer.notify_one();
            let mut byte = [0];
            assert!(waiting.read_exact(&mut byte).await.is_ok());
        });
    }

    #[test]
    fn a_place_is_free_when_its_connection_ends() {
        on_runtime(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let places = Places::new(8);
            for _ in 0..8 {
                let (client, server) = pair(&listener).await;
                places.seat(server, echo);
                drop(client);
            }
            while !places.taken().places.is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert!(!places.free_one());
        });
    }
}
