//! What a client sends, kept on disk until it has been looked at: nothing is stored before it is known to be right.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
};

use bytes::Bytes;
use futures_util::Stream;
use tokio::task::spawn_blocking;
use tokio_util::io::ReaderStream;

/// Bytes read at once.
const READ_BYTES: usize = 64 * 1024;

/// A file without a name: the system removes it as soon as nobody holds it, also when the process is killed.
#[derive(Debug)]
pub struct Spool {
    file: File,
    length: u64,
    limit: u64,
}

impl Spool {
    /// An empty one that keeps at most `limit` bytes; what is written on top is counted only.
    ///
    /// # Errors
    /// The system's folder for temporary files cannot be written.
    pub async fn new(limit: u64) -> io::Result<Self> {
        let file = blocking(tempfile::tempfile).await?;
        Ok(Self { file, length: 0, limit })
    }

    /// How many bytes were written, beyond the limit as well.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether more was written than is kept.
    pub fn is_too_long(&self) -> bool {
        self.length > self.limit
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// The disk is full, or fails.
    pub async fn write(&mut self, bytes: Bytes) -> io::Result<()> {
        let room = self.limit.saturating_sub(self.length);
        let kept = bytes.slice(..bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX)));
        self.length += bytes.len() as u64;
        if kept.is_empty() {
            return Ok(());
        }
        let mut file = self.file.try_clone()?;
        blocking(move || file.write_all(&kept)).await
    }

    /// Looks at the file, from its beginning, on a thread where that may take a while.
    ///
    /// # Errors
    /// Those of the disk, and of `look`.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut File) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let mut file = self.file.try_clone()?;
        blocking(move || {
            file.seek(SeekFrom::Start(0))?;
            look(&mut file)
        })
        .await
    }

    /// The bytes from the beginning.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn read(&self) -> io::Result<impl Stream<Item = io::Result<Bytes>> + Send + use<>> {
        let mut file = self.file.try_clone()?;
        let file = blocking(move || file.seek(SeekFrom::Start(0)).map(|_| file)).await?;
        Ok(ReaderStream::with_capacity(tokio::fs::File::from_std(file), READ_BYTES))
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use futures_util::TryStreamExt;

    use super::*;

    #[tokio::test]
    async fn what_was_written_is_read_and_the_rest_counted() {
        let mut spool = Spool::new(6).await.unwrap();
        for part in ["abc", "", "def"] {
            spool.write(Bytes::from(part)).await.unwrap();
        }
        assert!(!spool.is_too_long());
        spool.write(Bytes::from("ghi")).await.unwrap();
        assert_eq!((spool.length(), spool.is_too_long()), (9, true));
        for _ in 0..2 {
            let text = spool
                .look(|file| {
                    let mut text = String::new();
                    file.read_to_string(&mut text).map(|_| text)
                })
                .await
                .unwrap();
            assert_eq!(text, "abcdef");
            let chunks: Vec<Bytes> = spool.read().await.unwrap().try_collect().await.unwrap();
            assert_eq!(chunks.concat(), b"abcdef");
        }
    }
}
