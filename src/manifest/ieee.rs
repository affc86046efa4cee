//! Metadata of learning resources: IEEE LOM 1.0 (IEEE 1484.12.3), as SCORM 2004 uses it (CAM 4).

use super::value::{Text, node};
use super::xml::Name;
use crate::standard::lom;

node! {
    /// A text in one language.
    LangString {
        attributes {
            /// The language.
            language = Name::plain("language"),
        }
        text {
            /// The text.
            text
        }
    }
}

node! {
    /// All that is known of a resource, in nine categories.
    Lom {
        elements {
            /// What it is.
            general: Option<General> = Name::lom("general"),
            /// How it came about.
            lifecycle: Option<LifeCycle> = Name::lom("lifeCycle"),
            /// About this metadata.
            metametadata: Option<MetaMetadata> = Name::lom("metaMetadata"),
            /// What it is made of and needs.
            technical: Option<Technical> = Name::lom("technical"),
            /// Whom it teaches, how.
            educational: Vec<Educational> = Name::lom("educational"),
            /// What it costs, who may use it.
            rights: Option<Rights> = Name::lom("rights"),
            /// Other resources.
            relations: Vec<Relation> = Name::lom("relation"),
            /// What people said of it.
            annotations: Vec<Annotation> = Name::lom("annotation"),
            /// Where it belongs.
            classifications: Vec<Classification> = Name::lom("classification"),
        }
    }
}

node! {
    /// A text in several languages.
    Words {
        elements {
            /// One a language.
            strings: Vec<LangString> = Name::lom("string"),
        }
    }
}

impl Words {
    /// The same text in several languages.
    pub fn of<'w>(texts: impl IntoIterator<Item = (&'w str, &'w str)>) -> Self {
        let strings = texts
            .into_iter()
            .map(|(language, text)| LangString {
                language: (!language.is_empty()).then(|| language.into()),
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
        Self::of([("", text)])
    }
}

node! {
    /// A word and the vocabulary that it is from.
    Vocabulary {
        elements {
            /// The vocabulary.
            source: Option<Text> = Name::lom("source"),
            /// The word.
            value: Option<Text> = Name::lom("value"),
        }
    }
}

impl Vocabulary {
    /// A word of LOM's own vocabularies.
    pub fn of(value: &str) -> Self {
        Self {
            source: Some(lom::SOURCE.into()),
            value: Some(value.into()),
            ..Self::default()
        }
    }
}

node! {
    /// A name in a catalogue.
    Identifier {
        elements {
            /// The catalogue.
            catalog: Option<Text> = Name::lom("catalog"),
            /// The name.
            entry: Option<Text> = Name::lom("entry"),
        }
    }
}

node! {
    /// Category 1: what the resource is.
    General {
        elements {
            /// Its names in catalogues.
            identifiers: Vec<Identifier> = Name::lom("identifier"),
            /// Its name.
            title: Option<Words> = Name::lom("title"),
            /// Its languages.
            languages: Vec<Text> = Name::lom("language"),
            /// What it is about.
            descriptions: Vec<Words> = Name::lom("description"),
            /// Words to find it by.
            keywords: Vec<Words> = Name::lom("keyword"),
            /// The time, place or culture it is about.
            coverages: Vec<Words> = Name::lom("coverage"),
            /// Its structure.
            structure: Option<Vocabulary> = Name::lom("structure"),
            /// From 1, a file, to 4, a set of courses.
            aggregationlevel: Option<Vocabulary> = Name::lom("aggregationLevel"),
        }
    }
}

node! {
    /// Category 2: how the resource came about.
    LifeCycle {
        elements {
            /// Its version.
            version: Option<Words> = Name::lom("version"),
            /// How far it is.
            status: Option<Vocabulary> = Name::lom("status"),
            /// Who did what.
            contributes: Vec<Contribute> = Name::lom("contribute"),
        }
    }
}

node! {
    /// Who did what, when.
    Contribute {
        elements {
            /// What.
            role: Option<Vocabulary> = Name::lom("role"),
            /// Who, each as a vCard.
            entities: Vec<Text> = Name::lom("entity"),
            /// When.
            date: Option<Date> = Name::lom("date"),
        }
    }
}

node! {
    /// A time.
    Date {
        elements {
            /// ISO 8601.
            datetime: Option<Text> = Name::lom("dateTime"),
            /// In words.
            description: Option<Words> = Name::lom("description"),
        }
    }
}

node! {
    /// A length of time.
    Duration {
        elements {
            /// ISO 8601.
            duration: Option<Text> = Name::lom("duration"),
            /// In words.
            description: Option<Words> = Name::lom("description"),
        }
    }
}

node! {
    /// Category 3: about this metadata.
    MetaMetadata {
        elements {
            /// Its names in catalogues.
            identifiers: Vec<Identifier> = Name::lom("identifier"),
            /// Who wrote it.
            contributes: Vec<Contribute> = Name::lom("contribute"),
            /// The rules it follows.
            schemas: Vec<Text> = Name::lom("metadataSchema"),
            /// Its language.
            language: Option<Text> = Name::lom("language"),
        }
    }
}

node! {
    /// Category 4: what the resource is made of and needs.
    Technical {
        elements {
            /// Media types.
            formats: Vec<Text> = Name::lom("format"),
            /// Bytes.
            size: Option<Text> = Name::lom("size"),
            /// Where it is.
            locations: Vec<Text> = Name::lom("location"),
            /// What it needs.
            requirements: Vec<Requirement> = Name::lom("requirement"),
            /// How to install it.
            installationremarks: Option<Words> = Name::lom("installationRemarks"),
            /// What else it needs.
            otherplatformrequirements: Option<Words> = Name::lom("otherPlatformRequirements"),
            /// How long it plays.
            duration: Option<Duration> = Name::lom("duration"),
        }
    }
}

node! {
    /// Something that a resource needs.
    Requirement {
        elements {
            /// Any one of these.
            alternatives: Vec<OrComposite> = Name::lom("orComposite"),
        }
    }
}

node! {
    /// One way to meet a need.
    OrComposite {
        elements {
            /// Such as a browser.
            kind: Option<Vocabulary> = Name::lom("type"),
            /// Which.
            name: Option<Vocabulary> = Name::lom("name"),
            /// From which version on.
            minimumversion: Option<Text> = Name::lom("minimumVersion"),
            /// To which version.
            maximumversion: Option<Text> = Name::lom("maximumVersion"),
        }
    }
}

node! {
    /// Category 5: whom the resource teaches, how.
    Educational {
        elements {
            /// Whether learners do or read.
            interactivitytype: Option<Vocabulary> = Name::lom("interactivityType"),
            /// What kind of resource.
            learningresourcetypes: Vec<Vocabulary> = Name::lom("learningResourceType"),
            /// How much learners do.
            interactivitylevel: Option<Vocabulary> = Name::lom("interactivityLevel"),
            /// How dense it is.
            semanticdensity: Option<Vocabulary> = Name::lom("semanticDensity"),
            /// Who uses it.
            intendedenduserroles: Vec<Vocabulary> = Name::lom("intendedEndUserRole"),
            /// In which kind of school.
            contexts: Vec<Vocabulary> = Name::lom("context"),
            /// At which age.
            typicalageranges: Vec<Words> = Name::lom("typicalAgeRange"),
            /// How hard it is.
            difficulty: Option<Vocabulary> = Name::lom("difficulty"),
            /// How long it takes.
            typicallearningtime: Option<Duration> = Name::lom("typicalLearningTime"),
            /// How it is to be used.
            descriptions: Vec<Words> = Name::lom("description"),
            /// The languages of its learners.
            languages: Vec<Text> = Name::lom("language"),
        }
    }
}

node! {
    /// Category 6: what the resource costs, who may use it.
    Rights {
        elements {
            /// `yes` or `no`.
            cost: Option<Vocabulary> = Name::lom("cost"),
            /// `yes` or `no`.
            copyrightandotherrestrictions: Option<Vocabulary> = Name::lom("copyrightAndOtherRestrictions"),
            /// The terms.
            description: Option<Words> = Name::lom("description"),
        }
    }
}

node! {
    /// Category 7: another resource.
    Relation {
        elements {
            /// What it is to this one.
            kind: Option<Vocabulary> = Name::lom("kind"),
            /// Which.
            resource: Option<Related> = Name::lom("resource"),
        }
    }
}

node! {
    /// The other resource of a relation.
    Related {
        elements {
            /// Its names in catalogues.
            identifiers: Vec<Identifier> = Name::lom("identifier"),
            /// What it is.
            descriptions: Vec<Words> = Name::lom("description"),
        }
    }
}

node! {
    /// Category 8: what somebody said of the resource.
    Annotation {
        elements {
            /// Who, as a vCard.
            entity: Option<Text> = Name::lom("entity"),
            /// When.
            date: Option<Date> = Name::lom("date"),
            /// What.
            description: Option<Words> = Name::lom("description"),
        }
    }
}

node! {
    /// Category 9: where the resource belongs.
    Classification {
        elements {
            /// Why it is classified.
            purpose: Option<Vocabulary> = Name::lom("purpose"),
            /// The way down a taxonomy.
            taxonpaths: Vec<TaxonPath> = Name::lom("taxonPath"),
            /// In words.
            description: Option<Words> = Name::lom("description"),
            /// Words to find it by.
            keywords: Vec<Words> = Name::lom("keyword"),
        }
    }
}

node! {
    /// A way down a taxonomy.
    TaxonPath {
        elements {
            /// The taxonomy.
            source: Option<Words> = Name::lom("source"),
            /// Its steps.
            taxons: Vec<Taxon> = Name::lom("taxon"),
        }
    }
}

node! {
    /// A step down a taxonomy.
    Taxon {
        elements {
            /// Its code.
            id: Option<Text> = Name::lom("id"),
            /// Its name.
            entry: Option<Words> = Name::lom("entry"),
        }
    }
}
