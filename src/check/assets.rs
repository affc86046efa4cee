/// A file of the course that the package takes over.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    /// Its name in the package: `media/ward-round.jpg`.
    pub(crate) name: String,
    /// In bytes.
    pub(crate) bytes: u64,
    /// Width and height of a picture, in pixels.
    pub(crate) size: Option<(u32, u32)>,
}
