//! Metadata in the binding that SCORM 1.2 uses, IMS 1.2.1: what [`super::metadata`] says of a course, in older words.

use crate::manifest::{
    CatalogEntry, Classification, Contribute, Date, Educational, Entity, General, LangString,
    LifeCycle, Lom, MetaMetadata, Rights, TechLocation, Technical, Text, Vocabulary, Words, ieee,
};
use crate::standard::lom;

/// The same metadata in IMS 1.2.1. Only what [`super::metadata`] writes is turned.
pub(super) fn lom(from: &ieee::Lom) -> Lom {
    Lom {
        general: from.general.as_ref().map(general),
        lifecycle: from.lifecycle.as_ref().map(|from| LifeCycle {
            version: from.version.as_ref().map(words),
            status: from.status.as_ref().map(vocabulary),
            contributes: from.contributes.iter().map(contribute).collect(),
            ..LifeCycle::default()
        }),
        metametadata: from.metametadata.as_ref().map(|from| MetaMetadata {
            contributes: from.contributes.iter().map(contribute).collect(),
            metadataschemes: vec![lom::SCHEME.into()],
            language: from.language.clone(),
            ..MetaMetadata::default()
        }),
        technical: from.technical.as_ref().map(technical),
        educational: from.educational.first().map(educational),
        rights: from.rights.as_ref().map(|from| Rights {
            cost: from.cost.as_ref().map(vocabulary),
            copyrightandotherrestrictions: from
                .copyrightandotherrestrictions
                .as_ref()
                .map(vocabulary),
            description: from.description.as_ref().map(words),
            ..Rights::default()
        }),
        classifications: from.classifications.iter().map(classification).collect(),
        ..Lom::default()
    }
}

fn general(from: &ieee::General) -> General {
    let entry = |from: &ieee::Identifier| CatalogEntry {
        catalog: from.catalog.clone(),
        entry: from
            .entry
            .as_ref()
            .map(|entry| Words::neutral(entry.as_str())),
        ..CatalogEntry::default()
    };
    General {
        title: from.title.as_ref().map(words),
        catalogentries: from.identifiers.iter().map(entry).collect(),
        languages: from.languages.clone(),
        descriptions: from.descriptions.iter().map(words).collect(),
        keywords: from.keywords.iter().map(words).collect(),
        ..General::default()
    }
}

fn technical(from: &ieee::Technical) -> Technical {
    let location = |place: &Text| TechLocation {
        kind: Some(lom::CATALOG_URI.into()),
        place: place.clone(),
        ..TechLocation::default()
    };
    Technical {
        formats: from.formats.clone(),
        // The binding counts in 32 bits with a sign: a larger package says nothing.
        size: from
            .size
            .clone()
            .filter(|size| size.as_str().parse::<i32>().is_ok()),
        locations: from.locations.iter().map(location).collect(),
        ..Technical::default()
    }
}

fn educational(from: &ieee::Educational) -> Educational {
    let time = |from: &ieee::Duration| Date {
        datetime: from.duration.clone(),
        ..Date::default()
    };
    Educational {
        intendedenduserroles: from.intendedenduserroles.iter().map(vocabulary).collect(),
        typicallearningtime: from.typicallearningtime.as_ref().map(time),
        description: from.descriptions.first().map(words),
        languages: from.languages.clone(),
        ..Educational::default()
    }
}

fn classification(from: &ieee::Classification) -> Classification {
    Classification {
        purpose: from.purpose.as_ref().map(vocabulary),
        description: from.description.as_ref().map(words),
        ..Classification::default()
    }
}

fn contribute(from: &ieee::Contribute) -> Contribute {
    let entity = |vcard: &Text| Entity {
        vcard: Some(vcard.clone()),
        ..Entity::default()
    };
    Contribute {
        role: from.role.as_ref().map(vocabulary),
        entities: from.entities.iter().map(entity).collect(),
        ..Contribute::default()
    }
}

fn vocabulary(from: &ieee::Vocabulary) -> Vocabulary {
    Vocabulary::of(&lom::in_1_2_1(from.value.as_ref().map_or("", Text::as_str)))
}

fn words(from: &ieee::Words) -> Words {
    let string = |from: &ieee::LangString| LangString {
        language: Some(
            from.language
                .clone()
                .unwrap_or_else(|| lom::NO_LANGUAGE.into()),
        ),
        text: from.text.clone(),
        ..LangString::default()
    };
    Words {
        strings: from.strings.iter().map(string).collect(),
        ..Words::default()
    }
}
