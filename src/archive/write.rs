//! Entries become bytes at their places, window by window.
//!
//! A window is some consecutive entries: what is small is read, made and deflated on all threads and written in
//! one piece, then large media are copied in parallel segments to places that their sizes fix beforehand. Text
//! too large to hold is deflated in parts. Order and bytes do not depend on the number of threads.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use crc32fast::Hasher;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::container::{self, Method, Record};
use super::position::{read_exact_at, write_all_at};
use super::ready::{Body, Way, ready, way, window};
use super::temporary::Temporary;
use super::{Entry, Options, Plan, Stamp, Written, deflate, input};
use crate::error::Error;

/// What one thread deflates at a time of a file above `WHOLE`.
const PART: u64 = 1 << 20;
/// What one thread copies at a time.
const SEGMENT: u64 = 4 << 20;
/// The buffer of a copy: small enough for the cache of one core.
const BUFFER: usize = 256 << 10;
/// A window of less is not worth other threads, which have other courses to do.
const PARALLEL: u64 = 384 << 10;

/// Writes the package to a temporary file beside `target` and renames it over `target`.
///
/// Killed at any moment, the old file or the new one is there, never a piece. Runs in the current rayon pool.
pub fn write(plan: &Plan<'_>, target: &Path, options: &Options) -> Result<Written, Error> {
    let entries = in_order(plan)?;
    let temporary = Temporary::create(target)?;
    let file = temporary.file();
    let (bytes, sha256) = thread::scope(|scope| {
        let (progress, done) = mpsc::channel();
        let digest = options
            .digest
            .then(|| scope.spawn(move || digest(file, &done)));
        let mut writer = Writer {
            file,
            target,
            stamp: options.stamp,
            records: Vec::with_capacity(entries.len()),
            end: 0,
        };
        let written = writer.all(&entries, &progress);
        drop(progress);
        let sha256 = digest.map(|digest| match digest.join() {
            Ok(result) => result.map_err(Error::file("read back", target)),
            Err(panic) => std::panic::resume_unwind(panic),
        });
        written?;
        Ok::<_, Error>((writer.end, sha256.transpose()?))
    })?;
    Ok(Written {
        path: temporary.finish()?,
        bytes,
        entries: entries.len(),
        sha256,
    })
}

/// The descriptor, then the others by name.
fn in_order<'p>(plan: &'p Plan<'p>) -> Result<Vec<&'p Entry<'p>>, Error> {
    let mut names = BTreeSet::new();
    for entry in &plan.entries {
        let name = &entry.name;
        let is_path = name.len() <= usize::from(u16::MAX)
            && !name.contains(['\\', '\0'])
            && name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_path {
            return Err(Error::Internal(format!(
                "`{name}` is no name for a file in a package"
            )));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(Error::Internal(format!(
                "two files in a package have the name `{name}`"
            )));
        }
    }
    let mut entries: Vec<_> = plan.entries.iter().collect();
    if let Some((_, rest)) = entries.split_first_mut() {
        rest.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(entries)
}

struct Writer<'p> {
    file: &'p File,
    /// What errors name: the temporary file means nothing to anybody.
    target: &'p Path,
    stamp: Stamp,
    records: Vec<Record<'p>>,
    /// Where the next byte goes.
    end: u64,
}

impl<'p> Writer<'p> {
    /// Writes everything and tells how far the file will not change any more.
    fn all(
        &mut self,
        entries: &[&'p Entry<'p>],
        progress: &mpsc::Sender<u64>,
    ) -> Result<(), Error> {
        let mut rest = entries;
        while !rest.is_empty() {
            let (count, weight) = window(rest);
            let (now, later) = rest.split_at(count);
            rest = later;
            match (now, now.first().map(|entry| way(entry))) {
                ([entry], Some(Way::Parts(path, bytes))) => self.parts(&entry.name, path, bytes)?,
                _ => self.window(now, weight)?,
            }
            // Nobody listens when no digest is wanted.
            let _ = progress.send(self.end);
        }
        let start = self.end;
        let mut tail = Vec::new();
        for record in &self.records {
            record.central(self.stamp, &mut tail);
        }
        let length = tail.len() as u64;
        container::end(self.records.len(), start, length, &mut tail);
        self.put(&tail)?;
        // A file that was deflated in vain may have reached further than it does stored.
        self.file
            .set_len(self.end)
            .map_err(|cause| self.failed(cause))?;
        let _ = progress.send(self.end);
        Ok(())
    }

    fn window(&mut self, entries: &[&'p Entry<'p>], weight: u64) -> Result<(), Error> {
        let ready = in_parallel(entries, weight, |entry| ready(entry))?;
        let mut copies = Vec::new();
        // Held entries that follow each other are written together.
        let mut piece = Vec::new();
        for ready in ready {
            let record = Record {
                name: ready.name,
                method: ready.method,
                crc: ready.crc,
                packed: match &ready.body {
                    Body::Held(bytes) => bytes.len() as u64,
                    Body::Copied(_) => ready.raw,
                },
                raw: ready.raw,
                offset: self.end + piece.len() as u64,
            };
            match ready.body {
                Body::Held(bytes) => {
                    record.local(self.stamp, &mut piece);
                    piece.extend_from_slice(&bytes);
                }
                Body::Copied(path) => {
                    self.put(&piece)?;
                    piece.clear();
                    let place = record.offset + record.local_length();
                    self.end = place + ready.raw;
                    copies.push(Copy {
                        index: self.records.len(),
                        path,
                        bytes: ready.raw,
                        place,
                    });
                }
            }
            self.records.push(record);
        }
        self.put(&piece)?;
        self.copy(&copies)
    }

    /// Copies whole files to their places, then writes their headers.
    fn copy(&mut self, copies: &[Copy<'_>]) -> Result<(), Error> {
        let segments: Vec<(&Copy<'_>, Range<u64>)> = copies
            .iter()
            .flat_map(|copy| ranges(copy.bytes, SEGMENT).map(move |range| (copy, range)))
            .collect();
        let weight = copies.iter().map(|copy| copy.bytes).sum();
        let (file, target) = (self.file, self.target);
        let sums = in_parallel(&segments, weight, |(copy, range)| {
            segment(file, target, copy, range.clone())
        })?;
        let mut sums = segments.iter().zip(&sums).peekable();
        for copy in copies {
            let mut whole = Hasher::new();
            while let Some((_, sum)) = sums.next_if(|((of, _), _)| of.index == copy.index) {
                whole.combine(sum);
            }
            let record = &mut self.records[copy.index];
            record.crc = whole.finalize();
            let mut header = Vec::new();
            record.local(self.stamp, &mut header);
            let offset = record.offset;
            write_all_at(self.file, &header, offset).map_err(|cause| self.failed(cause))?;
        }
        Ok(())
    }

    /// Deflates a file in parts that are as many at a time as there are threads; stores it if that is smaller.
    fn parts(&mut self, name: &'p str, path: &'p Path, bytes: u64) -> Result<(), Error> {
        let mut record = Record {
            name,
            method: Method::Deflated,
            crc: 0,
            packed: 0,
            raw: bytes,
            offset: self.end,
        };
        // The zip64 field is there or not before the packed size is known; that is never above the raw one.
        let start = self.end + record.local_length();
        let mut place = start;
        let mut whole = Hasher::new();
        let ranges: Vec<_> = ranges(bytes, PART).collect();
        for some in ranges.chunks(2 * rayon::current_num_threads()) {
            let parts = in_parallel(some, u64::MAX, |range| {
                let raw = input::range_of(path, bytes, range.clone())?;
                let mut sum = Hasher::new();
                sum.update(&raw);
                let part = deflate::part(&raw, range.end == bytes)
                    .map_err(Error::file("deflate", path))?;
                Ok((sum, part))
            })?;
            // A beginning that does not shrink by a fiftieth promises nothing for the rest. Only the first part
            // counts, because how many there are at a time depends on the threads.
            let is_vain = place == start
                && parts
                    .first()
                    .zip(some.first())
                    .is_some_and(|((_, part), range)| {
                        let raw = range.end - range.start;
                        part.len() as u64 > raw - raw / 50
                    });
            if is_vain {
                place = start + bytes;
                break;
            }
            for (sum, part) in parts {
                whole.combine(&sum);
                write_all_at(self.file, &part, place).map_err(|cause| self.failed(cause))?;
                place += part.len() as u64;
            }
        }
        record.packed = place - start;
        if record.packed < bytes {
            record.crc = whole.finalize();
            let mut header = Vec::new();
            record.local(self.stamp, &mut header);
            write_all_at(self.file, &header, record.offset).map_err(|cause| self.failed(cause))?;
            self.end = place;
            self.records.push(record);
            return Ok(());
        }
        record.method = Method::Stored;
        record.packed = bytes;
        let copy = Copy {
            index: self.records.len(),
            path,
            bytes,
            place: start,
        };
        self.end = start + bytes;
        self.records.push(record);
        self.copy(&[copy])
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        write_all_at(self.file, bytes, self.end).map_err(|cause| self.failed(cause))?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn failed(&self, cause: io::Error) -> Error {
        Error::file("write", self.target)(cause)
    }
}

/// A file that is stored from `place` on.
struct Copy<'p> {
    /// Its record.
    index: usize,
    path: &'p Path,
    bytes: u64,
    place: u64,
}

/// Copies a piece of a file to its place and says its checksum.
fn segment(to: &File, target: &Path, copy: &Copy<'_>, range: Range<u64>) -> Result<Hasher, Error> {
    let from = input::open(copy.path, copy.bytes)?;
    let mut sum = Hasher::new();
    let mut buffer =
        vec![0; BUFFER.min(usize::try_from(range.end - range.start).unwrap_or(BUFFER))];
    let mut at = range.start;
    while at < range.end {
        let count =
            usize::try_from(range.end - at).map_or(buffer.len(), |left| left.min(buffer.len()));
        let bytes = &mut buffer[..count];
        input::read(&from, copy.path, copy.bytes, bytes, at)?;
        sum.update(bytes);
        write_all_at(to, bytes, copy.place + at).map_err(Error::file("write", target))?;
        at += count as u64;
    }
    Ok(sum)
}

/// `0..length` in pieces; nothing is one empty piece.
fn ranges(length: u64, piece: u64) -> impl Iterator<Item = Range<u64>> {
    (0..length.div_ceil(piece).max(1))
        .map(move |index| index * piece..length.min((index + 1) * piece))
}

/// Does the same to all, on all threads if it is worth it. The results are in order; the first failure in order is the one told.
fn in_parallel<T: Sync, R: Send>(
    all: &[T],
    weight: u64,
    what: impl Fn(&T) -> Result<R, Error> + Send + Sync,
) -> Result<Vec<R>, Error> {
    if weight < PARALLEL || all.len() < 2 {
        return all.iter().map(what).collect();
    }
    let results: Vec<Result<R, Error>> = all.par_iter().map(what).collect();
    results.into_iter().collect()
}

/// Reads behind the writer, up to where it says that nothing changes any more, so that the digest ends soon after the last byte.
fn digest(file: &File, done: &mpsc::Receiver<u64>) -> io::Result<String> {
    let mut sha256 = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut at = 0;
    for end in done {
        while at < end {
            let count = usize::try_from(end - at).map_or(BUFFER, |left| left.min(BUFFER));
            read_exact_at(file, &mut buffer[..count], at)?;
            sha256.update(&buffer[..count]);
            at += count as u64;
        }
    }
    Ok(sha256
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
