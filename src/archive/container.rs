//! The bytes of a zip around its contents: local headers, central directory, end records.
//!
//! Every size is known before its header is written, so there are no data descriptors, and the zip64 forms
//! appear only where a number does not fit.

use super::Stamp;

/// Unix, and version 4.5 of the specification, the first with zip64.
const MADE_BY: u16 = 3 << 8 | 45;
/// A regular file that everybody reads and its owner writes.
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// Bit 11: the name is UTF-8.
const UTF8: u16 = 1 << 11;
/// The number that says: see the zip64 record.
const MANY: u64 = 0xFFFF_FFFF;
const LOCAL_LENGTH: usize = 30;

/// How the bytes of an entry are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// As they are.
    Stored,
    /// Deflated.
    Deflated,
}

/// All that the headers say about an entry.
#[derive(Debug)]
pub(super) struct Record<'p> {
    pub(super) name: &'p str,
    pub(super) method: Method,
    pub(super) crc: u32,
    /// Size as kept.
    pub(super) packed: u64,
    /// Size as unpacked.
    pub(super) raw: u64,
    /// Where its local header begins.
    pub(super) offset: u64,
}

impl Record<'_> {
    fn is_large(&self) -> bool {
        self.raw >= MANY || self.packed >= MANY
    }

    /// How many bytes `local` writes.
    pub(super) fn local_length(&self) -> u64 {
        (LOCAL_LENGTH + self.name.len() + if self.is_large() { 20 } else { 0 }) as u64
    }

    /// Appends the header that stands before the content.
    pub(super) fn local(&self, stamp: Stamp, out: &mut Vec<u8>) {
        let large = self.is_large();
        out.extend(b"PK\x03\x04");
        self.common(stamp, large, large, out);
        word(out, if large { 20 } else { 0 });
        out.extend(self.name.as_bytes());
        if large {
            // A local header has either both sizes in its zip64 field or none.
            word(out, 1);
            word(out, 16);
            quad(out, self.raw);
            quad(out, self.packed);
        }
    }

    /// Appends the line of the central directory.
    pub(super) fn central(&self, stamp: Stamp, out: &mut Vec<u8>) {
        let large = self.is_large();
        let far = self.offset >= MANY;
        let extra = u16::from(large) * 16 + u16::from(far) * 8;
        out.extend(b"PK\x01\x02");
        word(out, MADE_BY);
        self.common(stamp, large, large || far, out);
        word(out, if extra > 0 { extra + 4 } else { 0 });
        // No comment, disk 0, no internal attributes.
        out.extend([0; 6]);
        long(out, ATTRIBUTES);
        long(out, clipped(self.offset));
        out.extend(self.name.as_bytes());
        if extra > 0 {
            word(out, 1);
            word(out, extra);
        }
        if large {
            quad(out, self.raw);
            quad(out, self.packed);
        }
        if far {
            quad(out, self.offset);
        }
    }

    /// What both headers have between their mark and the length of their extra field.
    fn common(&self, stamp: Stamp, large: bool, zip64: bool, out: &mut Vec<u8>) {
        let (version, method) = match self.method {
            Method::Stored => (10, 0),
            Method::Deflated => (20, 8),
        };
        word(out, if zip64 { 45 } else { version });
        word(out, if self.name.is_ascii() { 0 } else { UTF8 });
        word(out, method);
        word(out, stamp.time);
        word(out, stamp.date);
        long(out, self.crc);
        // Both sizes go to the zip64 field together.
        long(out, clipped(if large { MANY } else { self.packed }));
        long(out, clipped(if large { MANY } else { self.raw }));
        word(out, u16::try_from(self.name.len()).unwrap_or(u16::MAX));
    }
}

/// Appends the records that close a zip whose central directory has `count` lines, begins at `start` and is `length` long.
pub(super) fn end(count: usize, start: u64, length: u64, out: &mut Vec<u8>) {
    let count = count as u64;
    if count > 0xFFFF || start >= MANY || length >= MANY {
        out.extend(b"PK\x06\x06");
        quad(out, 44);
        word(out, MADE_BY);
        word(out, 45);
        long(out, 0);
        long(out, 0);
        quad(out, count);
        quad(out, count);
        quad(out, length);
        quad(out, start);
        out.extend(b"PK\x06\x07");
        long(out, 0);
        quad(out, start + length);
        long(out, 1);
    }
    let shown = u16::try_from(count).unwrap_or(u16::MAX);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    word(out, shown);
    word(out, shown);
    long(out, clipped(length));
    long(out, clipped(start));
    word(out, 0);
}

fn clipped(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn word(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn long(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

fn quad(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Read, Seek, SeekFrom, Write};
    use std::process::Command;

    fn record(name: &str, bytes: u64, offset: u64, crc: u32) -> Record<'_> {
        Record {
            name,
            method: Method::Stored,
            crc,
            packed: bytes,
            raw: bytes,
            offset,
        }
    }

    /// The checksum of that many zeros, without making them.
    fn crc_of_zeros(count: u64) -> u32 {
        let mut block = crc32fast::Hasher::new();
        block.update(&[0; 1 << 16]);
        let mut whole = crc32fast::Hasher::new();
        for _ in 0..count >> 16 {
            whole.combine(&block);
        }
        whole.update(&vec![0; (count & 0xFFFF) as usize]);
        whole.finalize()
    }

    /// One entry over 4 GiB (a hole, so the disk holds almost nothing) and one that begins behind it.
    #[test]
    fn sizes_and_offsets_over_four_gib_are_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("large.zip");
        let size = MANY + 70_000;
        let first = record("a.mp4", size, 0, crc_of_zeros(size));
        let second = record(
            "b.txt",
            5,
            first.local_length() + size,
            crc32fast::hash(b"after"),
        );
        let mut file = File::create(&path).expect("a file");
        let mut head = Vec::new();
        first.local(Stamp::default(), &mut head);
        assert_eq!(head.len() as u64, first.local_length());
        file.write_all(&head).expect("the first header");
        let mut tail = Vec::new();
        second.local(Stamp::default(), &mut tail);
        tail.extend(b"after");
        let start = second.offset + tail.len() as u64;
        let before = tail.len();
        first.central(Stamp::default(), &mut tail);
        second.central(Stamp::default(), &mut tail);
        let length = (tail.len() - before) as u64;
        end(2, start, length, &mut tail);
        file.seek(SeekFrom::Start(second.offset)).expect("a place");
        file.write_all(&tail).expect("the rest");
        drop(file);

        let mut zip = zip::ZipArchive::new(File::open(&path).expect("the file")).expect("a zip");
        assert_eq!(zip.len(), 2);
        assert_eq!(zip.by_name("a.mp4").expect("the first").size(), size);
        let mut text = String::new();
        zip.by_name("b.txt")
            .and_then(|mut entry| Ok(entry.read_to_string(&mut text)?))
            .expect("the second");
        assert_eq!(text, "after");
        // Others read it too, where they are installed. Testing the hole itself would take seconds.
        if let Ok(output) = Command::new("unzip")
            .arg("-tqq")
            .arg(&path)
            .arg("b.txt")
            .output()
        {
            assert!(output.status.success(), "{output:?}");
        }
        let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.getinfo('a.mp4').file_size, z.read('b.txt').decode())";
        if let Ok(output) = Command::new("python3")
            .args(["-c", script])
            .arg(&path)
            .output()
        {
            assert_eq!(
                String::from_utf8_lossy(&output.stdout),
                format!("{size} after\n")
            );
        }
    }

    #[test]
    fn small_numbers_have_no_zip64_fields() {
        let mut out = Vec::new();
        record("a", MANY - 1, MANY - 1, 0).central(Stamp::default(), &mut out);
        assert_eq!(out.len(), 47);
        end(0xFFFF, MANY - 1, MANY - 1, &mut out);
        assert_eq!(out.len(), 47 + 22);
    }

    #[test]
    fn a_far_entry_has_only_its_offset_in_the_zip64_field() {
        let mut out = Vec::new();
        record("a", 1, MANY, 0).central(Stamp::default(), &mut out);
        assert_eq!(out.len(), 47 + 12);
        assert_eq!(out[42..46], [0xFF; 4]);
        assert_eq!(out[47..51], [1, 0, 8, 0]);
        assert_eq!(out[51..59], MANY.to_le_bytes());
    }
}
