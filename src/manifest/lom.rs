//! Metadata of learning resources: the IMS binding 1.2.1 of LOM, as SCORM 1.2 uses it.

use super::value::{Text, node};
use super::xml::Name;
use crate::standard::lom;

node! {
    /// All that is known of a resource, in nine categories.
    Lom {
        elements {
            /// What it is.
            general: Option<General> = Name::imsmd("general"),
            /// How it came about.
            lifecycle: Option<LifeCycle> = Name::imsmd("lifecycle"),
            /// About this metadata.
            metametadata: Option<MetaMetadata> = Name::imsmd("metametadata"),
            /// What it is made of and needs.
            technical: Option<Technical> = Name::imsmd("technical"),
            /// Whom it teaches, how.
            educational: Option<Educational> = Name::imsmd("educational"),
            /// What it costs, who may use it.
            rights: Option<Rights> = Name::imsmd("rights"),
            /// Other resources.
            relations: Vec<Relation> = Name::imsmd("relation"),
            /// What people said of it.
            annotations: Vec<Annotation> = Name::imsmd("annotation"),
            /// Where it belongs.
            classifications: Vec<Classification> = Name::imsmd("classification"),
        }
    }
}

node! {
    /// A text in one language.
    LangString {
        attributes {
            /// The language.
            language = Name::xml("lang"),
        }
        text {
            /// The text.
            text
        }
    }
}

node! {
    /// A text in several languages.
    Words {
        elements {
            /// One a language.
            strings: Vec<LangString> = Name::imsmd("langstring"),
        }
    }
}

impl Words {
    /// The same text in several languages.
    pub fn of<'w>(texts: impl IntoIterator<Item = (&'w str, &'w str)>) -> Self {
        let strings = texts
            .into_iter()
            .map(|(language, text)| LangString {
                language: Some(language.into()),
                text: text.into(),
                ..LangString::default()
            })
            .collect();
        Self {
            strings,
            ..Self::default()
        }
    }

    /// A text of no language.
    pub fn neutral(text: &str) -> Self {
        Self::of([(lom::NO_LANGUAGE, text)])
    }
}

node! {
    /// A word and the vocabulary that it is from.
    Vocabulary {
        elements {
            /// The vocabulary.
            source: Option<Words> = Name::imsmd("source"),
            /// The word.
            value: Option<Words> = Name::imsmd("value"),
        }
    }
}

impl Vocabulary {
    /// A word of LOM's own vocabularies.
    pub fn of(value: &str) -> Self {
        Self {
            source: Some(Words::neutral(lom::SOURCE)),
            value: Some(Words::neutral(value)),
            ..Self::default()
        }
    }
}

node! {
    /// Category 1: what the resource is.
    General {
        elements {
            /// Reserved.
            identifier: Option<Text> = Name::imsmd("identifier"),
            /// Its name.
            title: Option<Words> = Name::imsmd("title"),
            /// Its names in catalogues.
            catalogentries: Vec<CatalogEntry> = Name::imsmd("catalogentry"),
            /// Its languages.
            languages: Vec<Text> = Name::imsmd("language"),
            /// What it is about.
            descriptions: Vec<Words> = Name::imsmd("description"),
            /// Words to find it by.
            keywords: Vec<Words> = Name::imsmd("keyword"),
            /// The time, place or culture it is about.
            coverages: Vec<Words> = Name::imsmd("coverage"),
            /// Its structure.
            structure: Option<Vocabulary> = Name::imsmd("structure"),
            /// From 1, a file, to 4, a set of courses.
            aggregationlevel: Option<Vocabulary> = Name::imsmd("aggregationlevel"),
        }
    }
}

node! {
    /// A name in a catalogue.
    CatalogEntry {
        elements {
            /// The catalogue.
            catalog: Option<Text> = Name::imsmd("catalog"),
            /// The name.
            entry: Option<Words> = Name::imsmd("entry"),
        }
    }
}

node! {
    /// Category 2: how the resource came about.
    LifeCycle {
        elements {
            /// Its version.
            version: Option<Words> = Name::imsmd("version"),
            /// How far it is.
            status: Option<Vocabulary> = Name::imsmd("status"),
            /// Who did what.
            contributes: Vec<Contribute> = Name::imsmd("contribute"),
        }
    }
}

node! {
    /// Who did what, when.
    Contribute {
        elements {
            /// What.
            role: Option<Vocabulary> = Name::imsmd("role"),
            /// Who.
            entities: Vec<Entity> = Name::imsmd("centity"),
            /// When.
            date: Option<Date> = Name::imsmd("date"),
        }
    }
}

node! {
    /// A person or organisation.
    Entity {
        elements {
            /// As a vCard.
            vcard: Option<Text> = Name::imsmd("vcard"),
        }
    }
}

node! {
    /// A time, or a length of time.
    Date {
        elements {
            /// ISO 8601.
            datetime: Option<Text> = Name::imsmd("datetime"),
            /// In words.
            description: Option<Words> = Name::imsmd("description"),
        }
    }
}

node! {
    /// Category 3: about this metadata.
    MetaMetadata {
        elements {
            /// Reserved.
            identifier: Option<Text> = Name::imsmd("identifier"),
            /// Its names in catalogues.
            catalogentries: Vec<CatalogEntry> = Name::imsmd("catalogentry"),
            /// Who wrote it.
            contributes: Vec<Contribute> = Name::imsmd("contribute"),
            /// The rules it follows.
            metadataschemes: Vec<Text> = Name::imsmd("metadatascheme"),
            /// Its language.
            language: Option<Text> = Name::imsmd("language"),
        }
    }
}

node! {
    /// Category 4: what the resource is made of and needs.
    Technical {
        elements {
            /// Media types.
            formats: Vec<Text> = Name::imsmd("format"),
            /// Bytes.
            size: Option<Text> = Name::imsmd("size"),
            /// Where it is.
            locations: Vec<TechLocation> = Name::imsmd("location"),
            /// What it needs.
            requirements: Vec<Requirement> = Name::imsmd("requirement"),
            /// How to install it.
            installationremarks: Option<Words> = Name::imsmd("installationremarks"),
            /// What else it needs.
            otherplatformrequirements: Option<Words> = Name::imsmd("otherplatformrequirements"),
            /// How long it plays.
            duration: Option<Date> = Name::imsmd("duration"),
        }
    }
}

node! {
    /// Where a resource is.
    TechLocation {
        attributes {
            /// `URI` (when absent) or `TEXT`.
            kind = Name::plain("type"),
        }
        text {
            /// The place.
            place
        }
    }
}

node! {
    /// Something that a resource needs.
    Requirement {
        elements {
            /// Such as a browser.
            kind: Option<Vocabulary> = Name::imsmd("type"),
            /// Which.
            name: Option<Vocabulary> = Name::imsmd("name"),
            /// From which version on.
            minimumversion: Option<Text> = Name::imsmd("minimumversion"),
            /// To which version.
            maximumversion: Option<Text> = Name::imsmd("maximumversion"),
        }
    }
}

node! {
    /// Category 5: whom the resource teaches, how.
    Educational {
        elements {
            /// Whether learners do or read.
            interactivitytype: Option<Vocabulary> = Name::imsmd("interactivitytype"),
            /// What kind of resource.
            learningresourcetypes: Vec<Vocabulary> = Name::imsmd("learningresourcetype"),
            /// How much learners do.
            interactivitylevel: Option<Vocabulary> = Name::imsmd("interactivitylevel"),
            /// How dense it is.
            semanticdensity: Option<Vocabulary> = Name::imsmd("semanticdensity"),
            /// Who uses it.
            intendedenduserroles: Vec<Vocabulary> = Name::imsmd("intendedenduserrole"),
            /// In which kind of school.
            contexts: Vec<Vocabulary> = Name::imsmd("context"),
            /// At which age.
            typicalageranges: Vec<Words> = Name::imsmd("typicalagerange"),
            /// How hard it is.
            difficulty: Option<Vocabulary> = Name::imsmd("difficulty"),
            /// How long it takes.
            typicallearningtime: Option<Date> = Name::imsmd("typicallearningtime"),
            /// How it is to be used.
            description: Option<Words> = Name::imsmd("description"),
            /// The languages of its learners.
            languages: Vec<Text> = Name::imsmd("language"),
        }
    }
}

node! {
    /// Category 6: what the resource costs, who may use it.
    Rights {
        elements {
            /// `yes` or `no`.
            cost: Option<Vocabulary> = Name::imsmd("cost"),
            /// `yes` or `no`.
            copyrightandotherrestrictions: Option<Vocabulary> = Name::imsmd("copyrightandotherrestrictions"),
            /// The terms.
            description: Option<Words> = Name::imsmd("description"),
        }
    }
}

node! {
    /// Category 7: another resource.
    Relation {
        elements {
            /// What it is to this one.
            kind: Option<Vocabulary> = Name::imsmd("kind"),
            /// Which.
            resource: Option<Related> = Name::imsmd("resource"),
        }
    }
}

node! {
    /// The other resource of a relation.
    Related {
        elements {
            /// Reserved.
            identifier: Option<Text> = Name::imsmd("identifier"),
            /// What it is.
            description: Option<Words> = Name::imsmd("description"),
            /// Its names in catalogues.
            catalogentries: Vec<CatalogEntry> = Name::imsmd("catalogentry"),
        }
    }
}

node! {
    /// Category 8: what somebody said of the resource.
    Annotation {
        elements {
            /// Who.
            person: Option<Entity> = Name::imsmd("person"),
            /// When.
            date: Option<Date> = Name::imsmd("date"),
            /// What.
            description: Option<Words> = Name::imsmd("description"),
        }
    }
}

node! {
    /// Category 9: where the resource belongs.
    Classification {
        elements {
            /// Why it is classified.
            purpose: Option<Vocabulary> = Name::imsmd("purpose"),
            /// The way down a taxonomy.
            taxonpaths: Vec<TaxonPath> = Name::imsmd("taxonpath"),
            /// In words.
            description: Option<Words> = Name::imsmd("description"),
            /// Words to find it by.
            keywords: Vec<Words> = Name::imsmd("keyword"),
        }
    }
}

node! {
    /// A way down a taxonomy.
    TaxonPath {
        elements {
            /// The taxonomy.
            source: Option<Words> = Name::imsmd("source"),
            /// Its first step.
            taxon: Option<Taxon> = Name::imsmd("taxon"),
        }
    }
}

node! {
    /// A step down a taxonomy.
    Taxon {
        elements {
            /// Its code.
            id: Option<Text> = Name::imsmd("id"),
            /// Its name.
            entry: Option<Words> = Name::imsmd("entry"),
            /// The next step.
            next: Option<Box<Taxon>> = Name::imsmd("taxon"),
        }
    }
}
