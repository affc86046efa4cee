//! Checked course in, HTML pages out.

pub mod markdown;
