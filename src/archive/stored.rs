//! Which files are compressed already, by their names.

/// Deflating these costs thirty times the time of copying them and saves nothing.
const EXTENSIONS: [&str; 58] = [
    "3gp", "7z", "aac", "avif", "br", "bz2", "docm", "docx", "epub", "flac", "gif", "gz", "h5p",
    "heic", "heif", "ico", "jar", "jp2", "jpe", "jpeg", "jpg", "jxl", "m4a", "m4b", "m4v", "mkv",
    "mov", "mp2", "mp3", "mp4", "mpeg", "mpg", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus",
    "pdf", "png", "pptm", "pptx", "rar", "svgz", "tgz", "weba", "webm", "webp", "wma", "wmv",
    "woff", "woff2", "xlsm", "xlsx", "xz", "zip", "zst",
];

/// Whether a file of this name goes in as it is.
pub(super) fn is_stored(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let extension = extension.to_ascii_lowercase();
    EXTENSIONS.binary_search(&extension.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_its_search() {
        assert!(EXTENSIONS.is_sorted());
    }

    #[test]
    fn media_are_stored_and_text_is_not() {
        for name in ["media/a.jpg", "media/B.MP4", "x/fonts.woff2", "a.tar.gz"] {
            assert!(is_stored(name), "{name}");
        }
        for name in [
            "index.html",
            "media/a.svg",
            "media/a.vtt",
            "jpg",
            "media/a.wav",
            "a.b/c",
        ] {
            assert!(!is_stored(name), "{name}");
        }
    }
}
