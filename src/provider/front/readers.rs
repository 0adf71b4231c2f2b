//! Reads whatever systems a workspace names, side by side.

use crate::model::taptalent::{AssessmentField, FlowField};
use crate::model::{self, FieldValue, Kind, Listing, Live, System, Wants, text_of};
use crate::provider::http::{ReadError, ReadErrors, ReadTransport};
use crate::provider::{flowmingo, promptster, taptalent};

/// The readers of a workspace. Cheap to clone; holds no way to write.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Of TapTalent, if the workspace names it.
    pub taptalent: Option<taptalent::Reader>,
    /// Of Flowmingo, if the workspace names it.
    pub flowmingo: Option<flowmingo::Reader>,
    /// Of Promptster, if the workspace names it.
    pub promptster: Option<promptster::Reader>,
}

impl Readers {
    /// Readers of the systems that `transport` gives a way to read of.
    pub fn of(transport: impl Fn(System) -> Option<ReadTransport>) -> Self {
        Self {
            taptalent: transport(System::TapTalent).map(taptalent::Reader::new),
            flowmingo: transport(System::Flowmingo).map(flowmingo::Reader::new),
            promptster: transport(System::Promptster).map(promptster::Reader::new),
        }
    }

    /// Reads all that `wants` names. Of a system that nothing is wanted of nothing is read, and
    /// [candidates](model::taptalent::Wants::candidates) are read without reading lists again.
    ///
    /// # Errors
    /// All failures of all systems, each with the system's name; [`ReadError::NoSystem`] if something is wanted of a
    /// system that the workspace does not name.
    pub async fn observe(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let (taptalent, flowmingo, promptster) = tokio::join!(
            self.observe_taptalent(wants),
            self.observe_flowmingo(wants),
            self.observe_promptster(wants),
        );
        let mut errors = ReadErrors(Vec::new());
        let taptalent = taptalent.map_err(|failed| errors.0.extend(failed.of(System::TapTalent).0));
        let flowmingo = flowmingo.map_err(|failed| errors.0.extend(failed.of(System::Flowmingo).0));
        let promptster =
            promptster.map_err(|failed| errors.0.extend(failed.of(System::Promptster).0));
        let (Ok(taptalent), Ok(flowmingo), Ok(promptster)) = (taptalent, flowmingo, promptster)
        else {
            return Err(errors);
        };
        Ok(Live {
            taptalent,
            flowmingo,
            promptster,
            read_at: None,
        })
    }

    /// And every object of the systems that there are readers of.
    pub fn with_everything(&self, mut wants: Wants) -> Wants {
        wants.taptalent.every_object |= self.taptalent.is_some();
        if self.flowmingo.is_some() {
            wants.flowmingo.me = true;
            let kinds = Kind::ALL.into_iter();
            let of_flowmingo = kinds.filter(|kind| kind.system() == System::Flowmingo);
            wants.flowmingo.externals = of_flowmingo.filter(|kind| kind.is_external()).collect();
        }
        wants.promptster.every_assessment |= self.promptster.is_some();
        wants.promptster.branding |= self.promptster.is_some();
        wants
    }

    /// Every object of a kind, by id, with the natural key that its list shows.
    ///
    /// # Errors
    /// As [`observe`](Self::observe); [`ReadError::Unlisted`] for a kind of which no list is read here: an empty answer would prove
    /// that nothing of it is there.
    pub async fn names(&self, kind: Kind) -> Result<Vec<(String, Option<String>)>, ReadErrors> {
        let taptalent = || {
            let reader = self.taptalent.as_ref();
            reader.ok_or(ReadError::NoSystem(System::TapTalent))
        };
        Ok(match kind {
            Kind::TapTalentAssessment => {
                let list = taptalent()?.list_assessments().await?;
                named(&list, |one| {
                    (&one.id, text_of(&one.fields, AssessmentField::Title))
                })
            }
            Kind::Flow => {
                let list = taptalent()?.list_flows().await?;
                named(&list, |one| {
                    (&one.id, text_of(&one.fields, FlowField::FlowName))
                })
            }
            Kind::PromptsterAssessment => {
                let mut wants = Wants::default();
                wants.promptster.list = true;
                let live = self.observe_promptster(&wants).await?;
                named(&live.assessments, |one| {
                    let key = match &one.natural_key {
                        Some(FieldValue::Text(key)) => Some(key.clone()),
                        _ => None,
                    };
                    (&one.id, key)
                })
            }
            _ => return Err(ReadError::Unlisted(kind).into()),
        })
    }

    async fn observe_taptalent(&self, wants: &Wants) -> Result<model::taptalent::Live, ReadErrors> {
        match &self.taptalent {
            _ if wants.taptalent.is_empty() => Ok(model::taptalent::Live::default()),
            Some(reader) => reader.observe(&wants.taptalent).await,
            None => Err(ReadError::NoSystem(System::TapTalent).into()),
        }
    }

    async fn observe_flowmingo(&self, wants: &Wants) -> Result<model::flowmingo::Live, ReadErrors> {
        match &self.flowmingo {
            _ if wants.flowmingo.is_empty() => Ok(model::flowmingo::Live::default()),
            Some(reader) => reader.observe(&wants.flowmingo).await,
            None => Err(ReadError::NoSystem(System::Flowmingo).into()),
        }
    }

    async fn observe_promptster(
        &self,
        wants: &Wants,
    ) -> Result<model::promptster::Live, ReadErrors> {
        match &self.promptster {
            _ if wants.promptster.is_empty() => Ok(model::promptster::Live::default()),
            Some(reader) => reader.observe(&wants.promptster).await,
            None => Err(ReadError::NoSystem(System::Promptster).into()),
        }
    }
}

fn named<T, I: ToString>(
    list: &Listing<T>,
    of: impl Fn(&T) -> (&I, Option<String>),
) -> Vec<(String, Option<String>)> {
    let items = list.items().iter().map(of);
    items.map(|(id, name)| (id.to_string(), name)).collect()
}
