//! What the specifications say, as data: namespaces, vocabularies, limits and error codes; no logic.
//!
//! A number or an IRI of a specification stands here and nowhere else.

pub mod lom;
pub mod scorm12;
pub mod scorm2004;
