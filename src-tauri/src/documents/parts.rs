//! A stream cut into parts of equal size, one in memory at a time.

use std::{io, pin::Pin};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};

/// Cuts a stream.
pub(super) struct Parts<'s, S> {
    content: Pin<&'s mut S>,
    /// What arrived beyond the last part.
    rest: BytesMut,
    size: usize,
    is_over: bool,
}

impl<'s, S: Stream<Item = io::Result<Bytes>>> Parts<'s, S> {
    /// Parts of `size` bytes of `content`; the last may be shorter.
    pub fn new(content: Pin<&'s mut S>, size: usize) -> Self {
        Self { content, rest: BytesMut::new(), size, is_over: false }
    }

    /// The next part; `None` at the end. Empty content has no part.
    pub async fn next(&mut self) -> io::Result<Option<Bytes>> {
        self.fill().await?;
        let size = self.rest.len().min(self.size);
        Ok((size > 0).then(|| self.rest.split_to(size).freeze()))
    }

    /// Whether another part follows.
    pub async fn has_more(&mut self) -> io::Result<bool> {
        while self.rest.is_empty() && !self.is_over {
            self.read().await?;
        }
        Ok(!self.rest.is_empty())
    }

    async fn fill(&mut self) -> io::Result<()> {
        while self.rest.len() < self.size && !self.is_over {
            self.read().await?;
        }
        Ok(())
    }

    async fn read(&mut self) -> io::Result<()> {
        match self.content.next().await.transpose()? {
            Some(chunk) => self.rest.extend_from_slice(&chunk),
            None => self.is_over = true,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    async fn cut(chunks: &[usize], size: usize) -> Vec<usize> {
        let content = stream::iter(chunks.iter().map(|length| Ok(Bytes::from(vec![7; *length]))));
        let content = std::pin::pin!(content);
        let mut parts = Parts::new(content, size);
        let mut sizes = Vec::new();
        while let Some(part) = parts.next().await.unwrap() {
            sizes.push(part.len());
        }
        assert!(!parts.has_more().await.unwrap());
        sizes
    }

    #[tokio::test]
    async fn every_part_but_the_last_is_full() {
        assert_eq!(cut(&[3, 3, 3, 3, 1], 5).await, [5, 5, 3]);
        assert_eq!(cut(&[25], 10).await, [10, 10, 5]);
        assert_eq!(cut(&[0, 4, 0, 4], 4).await, [4, 4]);
        assert!(cut(&[], 4).await.is_empty());
    }
}
