//! Manifests and metadata as typed values, each read (with byte spans) and written by the same file.
//!
//! What we write, we read back equal. Reading is tolerant: order and unknown elements do not matter to it, since a
//! validator must be able to look at packages that break the rules.

pub mod ieee;
mod ims;
mod lom;
pub mod scorm2004;
pub mod sequencing;
mod value;
mod xml;

pub use ims::{
    Dependency, File, Item, Manifest, Metadata, Organization, Organizations, Prerequisites,
    Resource, Resources,
};
pub use lom::{
    Annotation, CatalogEntry, Classification, Contribute, Date, Educational, Entity, General,
    LangString, LifeCycle, Lom, MetaMetadata, Related, Relation, Requirement, Rights, Taxon,
    TaxonPath, TechLocation, Technical, Vocabulary, Words,
};
pub use value::Text;
pub use xml::{At, Attribute, Element, Fault, Name, read as read_xml};
