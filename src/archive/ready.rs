//! An entry is made, read and deflated, or found to be copied: what is done before its place is known.

use std::borrow::Cow;
use std::path::Path;

use super::container::Method;
use super::{Content, Entry, deflate, input, stored};
use crate::error::Error;

/// A file up to this size is read whole; above it media are copied in segments.
const SMALL: u64 = 256 << 10;
/// A file up to this size is deflated whole; above it in parts.
const WHOLE: u64 = 4 << 20;
/// How much is held in a window.
const HELD: u64 = 8 << 20;
/// How much is copied in a window, so that the digest follows closely.
const COPIED: u64 = 256 << 20;
/// How many entries a window has.
const ENTRIES: usize = 256;
/// What a page that is not made yet is taken for.
const PAGE: u64 = 16 << 10;

/// How an entry gets into the package.
pub(super) enum Way<'p> {
    /// It takes about so many bytes of memory on its way.
    Held(u64),
    /// It is copied from a file.
    Copied(u64),
    /// It is a large file that is to be deflated.
    Parts(&'p Path, u64),
}

pub(super) fn way<'p>(entry: &'p Entry<'_>) -> Way<'p> {
    match &entry.content {
        Content::Text(text) => Way::Held(text.len() as u64),
        Content::Bytes(bytes) => Way::Held(bytes.len() as u64),
        Content::Static(_) => Way::Held(0),
        Content::Lazy(_) => Way::Held(PAGE),
        Content::File(path, bytes) => {
            let is_stored = stored::is_stored(&entry.name);
            if is_stored && *bytes > SMALL {
                Way::Copied(*bytes)
            } else if *bytes > WHOLE {
                Way::Parts(path, *bytes)
            } else {
                Way::Held(*bytes)
            }
        }
    }
}

/// Where the next window ends; a file that is deflated in parts has a window of its own.
pub(super) fn window(entries: &[&Entry<'_>]) -> (usize, u64) {
    let (mut held, mut copied) = (0, 0);
    for (index, entry) in entries.iter().enumerate() {
        if index == ENTRIES || held >= HELD || copied >= COPIED {
            return (index, held + copied);
        }
        match way(entry) {
            Way::Held(bytes) => held += bytes,
            Way::Copied(bytes) => copied += bytes,
            Way::Parts(..) => return (index.max(1), held + copied),
        }
    }
    (entries.len(), held + copied)
}

/// An entry that is ready to be written, or to be copied.
pub(super) struct Ready<'p> {
    pub(super) name: &'p str,
    pub(super) method: Method,
    pub(super) crc: u32,
    pub(super) raw: u64,
    pub(super) body: Body<'p>,
}

pub(super) enum Body<'p> {
    Held(Cow<'p, [u8]>),
    Copied(&'p Path),
}

/// Makes, reads and deflates what is held.
pub(super) fn ready<'p>(entry: &'p Entry<'_>) -> Result<Ready<'p>, Error> {
    match &entry.content {
        Content::Text(text) => Ok(held(entry, Cow::Borrowed(text.as_bytes()))),
        Content::Bytes(bytes) => Ok(held(entry, Cow::Borrowed(bytes))),
        Content::Lazy(make) => Ok(held(entry, Cow::Owned(make().into_bytes()))),
        Content::Static(raw) if !stored::is_stored(&entry.name) => {
            let common = deflate::common(raw);
            let (method, bytes) = match common.shrunk {
                Some(bytes) => (Method::Deflated, bytes),
                None => (Method::Stored, *raw),
            };
            Ok(Ready {
                name: &entry.name,
                method,
                crc: common.crc,
                raw: raw.len() as u64,
                body: Body::Held(Cow::Borrowed(bytes)),
            })
        }
        Content::Static(raw) => Ok(held(entry, Cow::Borrowed(raw))),
        Content::File(path, bytes) => match way(entry) {
            Way::Held(_) => Ok(held(entry, Cow::Owned(input::whole(path, *bytes)?))),
            Way::Copied(_) | Way::Parts(..) => Ok(Ready {
                name: &entry.name,
                method: Method::Stored,
                crc: 0,
                raw: *bytes,
                body: Body::Copied(path),
            }),
        },
    }
}

fn held<'p>(entry: &'p Entry<'_>, raw: Cow<'p, [u8]>) -> Ready<'p> {
    let crc = crc32fast::hash(&raw);
    let length = raw.len() as u64;
    let deflated = if stored::is_stored(&entry.name) {
        None
    } else {
        deflate::shrunk(&raw)
    };
    let (method, bytes) = match deflated {
        Some(bytes) => (Method::Deflated, Cow::Owned(bytes)),
        None => (Method::Stored, raw),
    };
    Ready {
        name: &entry.name,
        method,
        crc,
        raw: length,
        body: Body::Held(bytes),
    }
}
