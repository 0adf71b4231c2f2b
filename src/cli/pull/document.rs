//! What a pull found, as the document for scripts.

use super::super::difference::difference;
use super::Pull;
use super::drafts::{Draft, EditedFiles};
use super::prune::{Fate, Pruned};
use crate::model::{Pointer, SourcePath};
use crate::pull::{Conflicts, Drifted, Found};
use crate::render::{
    ConflictDocument, DeletedDocument, LeftDocument, PullDocument, PulledFileDocument,
    RemarkDocument, SourceDocument, TakenDocument, UnmanagedDocument, source_document,
};

impl Pull<'_> {
    /// `new`: the files of the manifests that were found, one by one.
    pub(super) fn document(
        &self,
        found: &Found,
        drifted: &Drifted,
        pruned: &Pruned,
        edited: &EditedFiles,
        new: &[Draft],
    ) -> PullDocument {
        let changed = edited.files.iter().chain(new);
        let mut files: Vec<PulledFileDocument> = changed
            .filter(|draft| draft.is_changed())
            .map(|Draft { file, text }| PulledFileDocument {
                file: file.name().to_string(),
                new: file.is_new(),
                removed: text.is_none(),
                diff: difference(file, text.as_deref()),
            })
            .collect();
        files.sort_by(|one, other| one.file.cmp(&other.file));
        PullDocument {
            format_version: 1,
            workspace: self.session.workspace.name.clone(),
            written: false,
            files,
            unmanaged: unmanaged(found, new),
            drifted: self.taken(edited),
            deleted: self.deleted(pruned),
            conflicts: self.conflict_documents(drifted),
            left: self.left(found, drifted, pruned, edited),
            notes: self.notes(drifted, pruned),
        }
    }

    fn source(&self, path: &SourcePath) -> Option<SourceDocument> {
        let sources = &self.session.loaded.sources;
        source_document(Some(path), &|path| sources.locate(path))
    }

    fn taken(&self, edited: &EditedFiles) -> Vec<TakenDocument> {
        let taken = edited.taken.iter();
        taken
            .map(|(address, path)| TakenDocument {
                address: address.to_string(),
                path: path.pointer.to_string(),
                source: self.source(path),
            })
            .collect()
    }

    fn conflict_documents(&self, drifted: &Drifted) -> Vec<ConflictDocument> {
        self.conflicts_of(drifted)
            .map(|conflict| ConflictDocument {
                address: conflict.address.to_string(),
                path: conflict.path.clone(),
                source: conflict.source.as_ref().and_then(|path| self.source(path)),
                kept: match self.conflicts {
                    Conflicts::Stay => "manifest",
                    Conflicts::TakeLive => "live",
                },
            })
            .collect()
    }

    fn deleted(&self, pruned: &Pruned) -> Vec<DeletedDocument> {
        let removed = pruned.removed();
        let deleted = pruned.0.iter().map(|(gone, _)| DeletedDocument {
            address: gone.address.to_string(),
            id: gone.id.clone(),
            source: self.source(&gone.origin.at(Pointer::root())),
            pruned: removed.contains(&gone.address),
        });
        deleted.collect()
    }

    fn left(
        &self,
        found: &Found,
        drifted: &Drifted,
        pruned: &Pruned,
        edited: &EditedFiles,
    ) -> Vec<LeftDocument> {
        let of_manifests = drifted
            .left
            .iter()
            .filter(|(address, _)| self.scope.contains(address))
            .map(|(address, why)| LeftDocument {
                address: Some(address.to_string()),
                source: None,
                why: why.clone(),
                by_hand: true,
            });
        let places = edited.left.iter().map(|place| LeftDocument {
            address: Some(place.address.to_string()),
            source: self.source(&place.source),
            why: place.words.clone(),
            by_hand: true,
        });
        let unmanaged = found.left.iter().map(|why| LeftDocument {
            address: None,
            source: None,
            why: why.clone(),
            by_hand: false,
        });
        let kept = pruned.0.iter();
        let kept = kept.filter(|(_, fate)| matches!(fate, Fate::Kept(_)));
        let kept = kept.map(|(gone, fate)| LeftDocument {
            address: Some(gone.address.to_string()),
            source: self.source(&gone.origin.at(Pointer::root())),
            why: self.deleted_words(gone, fate),
            by_hand: true,
        });
        let of_manifests = of_manifests.chain(places).chain(kept);
        of_manifests.chain(unmanaged).collect()
    }

    fn notes(&self, drifted: &Drifted, pruned: &Pruned) -> Vec<RemarkDocument> {
        let remarks = drifted.remarks.iter();
        let remarks = remarks
            .filter(|(address, _)| self.scope.contains(address))
            .map(|(address, message)| RemarkDocument {
                address: address.to_string(),
                message: message.clone(),
            });
        let gone = pruned.0.iter();
        let gone = gone.filter(|(_, fate)| !matches!(fate, Fate::Kept(_)));
        let gone = gone.map(|(gone, fate)| RemarkDocument {
            address: gone.address.to_string(),
            message: self.deleted_words(gone, fate),
        });
        remarks.chain(gone).collect()
    }
}

fn unmanaged(found: &Found, new: &[Draft]) -> Vec<UnmanagedDocument> {
    let found = found.manifests.iter().zip(new);
    found
        .map(|(manifest, draft)| UnmanagedDocument {
            address: manifest.address.to_string(),
            id: manifest.id.clone(),
            file: draft.file.name().to_string(),
        })
        .collect()
}
