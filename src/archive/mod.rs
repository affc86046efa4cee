//! A [`Plan`] (names and where their bytes come from) becomes a zip that is the same every time: [`write()`].
//!
//! The container is written here and not by the zip crate, whose writer takes a ready deflate stream only
//! through `unsafe` calls: entries are deflated by libdeflate on all threads, media are copied in parallel to
//! places that are known beforehand, and no size is ever patched later. In the tests the crate
//! judges these packages.

mod container;
mod deflate;
mod input;
mod position;
mod ready;
mod stamp;
mod stored;
mod temporary;
mod write;

use std::fmt;
use std::path::PathBuf;

pub use stamp::Stamp;
pub use write::write;

/// What goes into a package. The first entry (the descriptor) stays first, the others are sorted by name.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    /// The entries, descriptor first, the rest in any order. Names must differ in more than case.
    pub entries: Vec<Entry<'a>>,
}

/// One file of a package.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The path in the package, with `/`.
    pub name: String,
    /// Where its bytes come from.
    pub content: Content<'a>,
}

impl<'a> Entry<'a> {
    /// An entry of this name and content.
    pub fn new(name: impl Into<String>, content: Content<'a>) -> Self {
        Self {
            name: name.into(),
            content,
        }
    }
}

/// Where the bytes of an entry come from.
pub enum Content<'a> {
    /// Text that is there already.
    Text(String),
    /// Bytes that are there already.
    Bytes(Vec<u8>),
    /// The same in every package (the player): deflated once a process.
    Static(&'static [u8]),
    /// A file of this size, read when its turn comes and never held when it is large.
    File(PathBuf, u64),
    /// Text made when its turn comes, once and on any thread, so that a long course is never whole in memory.
    Lazy(Box<dyn Fn() -> String + Send + Sync + 'a>),
}

impl<'a> Content<'a> {
    /// Text that is made when its turn comes.
    pub fn lazy(make: impl Fn() -> String + Send + Sync + 'a) -> Self {
        Self::Lazy(Box::new(make))
    }
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Static(bytes) => write!(f, "Static({} bytes)", bytes.len()),
            Self::File(path, bytes) => write!(f, "File({}, {bytes} bytes)", path.display()),
            Self::Lazy(_) => f.write_str("Lazy"),
        }
    }
}

/// How a package is written. The threads are those of the rayon pool that `write` is called in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The time that every entry carries.
    pub stamp: Stamp,
    /// Whether the SHA-256 of the package is wanted.
    pub digest: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where the package is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// How many files are in it.
    pub entries: usize,
    /// Its SHA-256 in lower-case hexadecimal digits, if it was wanted.
    pub sha256: Option<String>,
}
