//! Limits the number of connections, and chooses which ones to close.
//!
//! In: accepted streams. Out: streams that track their activity, each served by its own task. A new
//! connection never waits. If all places are taken, the connection that has been idle longest is
//! closed. A connection idle for [`PATIENCE`] is closed too, so that unsent data is not kept
//! forever. Time in which the server prepares an answer does not count as idle.

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

/// A connection that transfers no bytes for this long is closed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// The interval between checks for idle connections.
const TICK: Duration = Duration::from_secs(1);

/// The number of connections of each kind that may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Ordinary HTTP connections. Each may also have a file open.
    pub(super) connections: usize,
    /// WebSockets: one for each page open in a browser.
    pub(super) sockets: usize,
}

impl Room {
    /// The room in this process. First tries to raise the limit on open files.
    pub(super) fn of_process() -> Self {
        Self::among(open_files(Self::MOST))
    }

    /// The most open files that the whole program can need.
    const MOST: u64 = 2560;

    /// The room if this many files may be open.
    fn among(files: u64) -> Self {
        let files = usize::try_from(files.min(Self::MOST)).unwrap_or(usize::MAX);
        // Reserve some files for builds, which read several at once.
        let left = files - (files / 4).min(256);
        let sockets = (left / 4).clamp(1, 256);
        Self {
            connections: ((left - sockets.min(left)) / 2).clamp(1, 1024),
            sockets,
        }
    }
}

/// The number of files that this process may have open, after an attempt to raise it to `wanted`.
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

/// The open connections.
pub(super) struct Places {
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    /// By number, in order of arrival.
    seats: BTreeMap<u64, Seat>,
    /// The number of connections so far, including closed ones.
    came: u64,
}

struct Seat {
    activity: Arc<Activity>,
    task: AbortHandle,
}

impl Places {
    /// Places for up to `most` simultaneous connections.
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            taken: Mutex::default(),
        })
    }

    /// Gives `stream` a place and runs `serve` on it. It ends when either side closes it or its
    /// place is needed.
    pub(super) fn seat<F>(
        self: &Arc<Self>,
        stream: TcpStream,
        serve: impl FnOnce(Watched, Arc<Activity>) -> F,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let activity = Arc::new(Activity::new());
        let stream = Watched {
            stream,
            activity: Arc::clone(&activity),
        };
        let serve = serve(stream, Arc::clone(&activity));
        let mut taken = self.taken();
        while taken.seats.len() >= self.most && taken.free_one() {}
        let number = taken.came;
        taken.came += 1;
        let leave = Leave {
            places: Arc::clone(self),
            number,
        };
        let task = tokio::spawn(async move {
            // The task owns this, so that the place is freed even if the task is aborted.
            let _leave = leave;
            serve.await;
        });
        let task = task.abort_handle();
        taken.seats.insert(number, Seat { activity, task });
    }

    /// Closes the connection that has been idle longest. Returns whether one was open.
    pub(super) fn free_one(&self) -> bool {
        self.taken().free_one()
    }

    /// Closes idle connections at regular intervals. Never returns.
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
        let places = self.seats.iter();
        let idlest = places.min_by_key(|(_, place)| place.activity.rank());
        let Some(number) = idlest.map(|(number, _)| *number) else {
            return false;
        };
        if let Some(place) = self.seats.remove(&number) {
            place.task.abort();
        }
        true
    }

    /// Closes connections idle for `patience`, except while the server is preparing an answer for
    /// them.
    fn free(&mut self, patience: Duration) {
        self.seats.retain(|_, place| {
            let is_idle = !place.activity.is_answering() && place.activity.idle() >= patience;
            if is_idle {
                place.task.abort();
            }
            !is_idle
        });
    }
}

/// Frees the place of a connection when dropped.
struct Leave {
    places: Arc<Places>,
    number: u64,
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.places.taken().seats.remove(&self.number);
    }
}

/// The activity of a connection.
pub(super) struct Activity {
    began: Instant,
    /// Milliseconds from `began` to the last byte sent or received.
    moved: AtomicU64,
    answering: AtomicBool,
}

impl Activity {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            moved: AtomicU64::new(0),
            answering: AtomicBool::new(false),
        }
    }

    /// Marks the server as preparing an answer until the returned value is dropped. That time does
    /// not count as idle.
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

    /// The order of closing: first connections that are not waiting for the server, longest idle
    /// first.
    fn rank(&self) -> (bool, Instant) {
        (self.is_answering(), self.last())
    }
}

/// Marks the server as preparing an answer while it exists.
pub(super) struct Answering(Arc<Activity>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.store(false, Ordering::Relaxed);
        self.0.note();
    }
}

/// A stream that records when bytes are transferred.
pub(super) struct Watched {
    stream: TcpStream,
    activity: Arc<Activity>,
}

impl Watched {
    fn wrote(&self, written: io::Result<usize>) -> Poll<io::Result<usize>> {
        if matches!(written, Ok(1..)) {
            self.activity.note();
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
            self.activity.note();
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
    use super::{Activity, Places, Room, Watched};
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

    /// Both ends of a new connection to `listener`: the client's and the server's.
    async fn pair(listener: &TcpListener) -> (TcpStream, TcpStream) {
        let address = listener.local_addr().expect("an address");
        let client = TcpStream::connect(address).await.expect("connected");
        let (server, _) = listener.accept().await.expect("accepted");
        (client, server)
    }

    async fn echo(mut stream: Watched, _progress: Arc<Activity>) {
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

    /// Whether `client` receives an answer. Waits for the answer or the end of the connection.
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
            // The first has just been active, so the second is the idlest.
            assert!(is_answered(&mut clients[0]).await);
            let (mut client, server) = pair(&listener).await;
            places.seat(server, echo);
            assert!(is_answered(&mut client).await);
            assert!(!is_answered(&mut clients[1]).await);
            assert!(is_answered(&mut clients[0]).await);
            assert!(is_answered(&mut clients[2]).await);
            assert_eq!(places.taken().seats.len(), 3);
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
            places.seat(server, |mut stream, activity| async move {
                let answering = activity.answering();
                made.notified().await;
                drop(answering);
                let _ = stream.write_all(b"b").await;
            });
            let (mut idle, server) = pair(&listener).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
            places.seat(server, echo);
            // The second is newer, but the server is not preparing an answer for it.
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
            while !places.taken().seats.is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert!(!places.free_one());
        });
    }
}
