//! Bytes become a deflate stream: whole ones by libdeflate, parts of large ones by zlib.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};
use libdeflater::{CompressionLvl, Compressor};

/// Levels above it cost a multiple and save two per cent.
const LEVEL: u8 = 6;

thread_local! {
    /// Making a compressor costs more than a small page.
    static DEFLATER: RefCell<Option<Deflater>> = const { RefCell::new(None) };
}

struct Deflater {
    compressor: Compressor,
    scratch: Vec<u8>,
}

impl Deflater {
    fn new() -> Self {
        Self {
            compressor: Compressor::new(CompressionLvl::new(LEVEL.into()).unwrap_or_default()),
            scratch: Vec::new(),
        }
    }

    fn shrunk(&mut self, raw: &[u8]) -> Option<Vec<u8>> {
        // Less room than the bytes take now: libdeflate gives up when they do not shrink.
        let room = raw.len().checked_sub(1)?;
        if self.scratch.len() < room {
            self.scratch.resize(room, 0);
        }
        let length = self
            .compressor
            .deflate_compress(raw, &mut self.scratch[..room])
            .ok()?;
        Some(self.scratch[..length].to_vec())
    }
}

/// The deflated bytes, if they are fewer.
pub(super) fn shrunk(raw: &[u8]) -> Option<Vec<u8>> {
    DEFLATER.with_borrow_mut(|deflater| deflater.get_or_insert_with(Deflater::new).shrunk(raw))
}

/// The checksum of bytes that every package has, and their deflated form, if it is smaller.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common {
    pub(super) crc: u32,
    pub(super) shrunk: Option<&'static [u8]>,
}

/// Deflates the same static bytes once, however many packages they go into.
pub(super) fn common(raw: &'static [u8]) -> Common {
    static KNOWN: Mutex<BTreeMap<(usize, usize), Common>> = Mutex::new(BTreeMap::new());
    let key = (raw.as_ptr().addr(), raw.len());
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(common) = known().get(&key).copied() {
        return common;
    }
    // Outside the lock: two threads that do it twice lose less than all that wait.
    let made = Common {
        crc: crc32fast::hash(raw),
        shrunk: shrunk(raw).map(|bytes| &*bytes.leak()),
    };
    *known().entry(key).or_insert(made)
}

/// A part of a stream that is deflated alone. Parts follow each other without a gap; the last one closes the stream.
pub(super) fn part(raw: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
    let flush = if is_last {
        FlushCompress::Finish
    } else {
        FlushCompress::Sync
    };
    let mut compress = Compress::new(Compression::new(LEVEL.into()), false);
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 64 + 1024);
    let status = compress.compress_vec(raw, &mut out, flush)?;
    let is_whole = compress.total_in() == raw.len() as u64 && out.len() < out.capacity();
    if !is_whole || (is_last && status != Status::StreamEnd) {
        return Err(io::Error::other("a deflated part is not whole"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn inflated(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        flate2::read::DeflateDecoder::new(bytes)
            .read_to_end(&mut out)
            .expect("a deflate stream");
        out
    }

    /// Bytes that nothing shrinks.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u64;
        std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        })
        .take(length)
        .collect()
    }

    #[test]
    fn what_does_not_shrink_is_not_deflated() {
        assert_eq!(shrunk(b""), None);
        assert_eq!(shrunk(b"a"), None);
        assert_eq!(shrunk(&noise(10_000)), None);
        assert_eq!(inflated(&shrunk(&[7; 999]).expect("fewer bytes")), [7; 999]);
    }

    #[test]
    fn static_bytes_are_deflated_once() {
        static TEXT: &[u8] = &[b'x'; 5_000];
        let first = common(TEXT).shrunk.expect("fewer bytes");
        assert!(std::ptr::eq(
            first,
            common(TEXT).shrunk.expect("fewer bytes")
        ));
        assert_eq!(inflated(first), TEXT);
    }

    #[test]
    fn parts_make_one_stream() {
        for raw in [vec![], vec![1; 70_000], noise(150_000)] {
            let parts: Vec<&[u8]> = if raw.is_empty() {
                vec![&[]]
            } else {
                raw.chunks(50_000).collect()
            };
            let stream: Vec<u8> = parts
                .iter()
                .enumerate()
                .flat_map(|(index, raw)| part(raw, index + 1 == parts.len()).expect("a part"))
                .collect();
            assert_eq!(inflated(&stream), raw);
        }
    }
}
