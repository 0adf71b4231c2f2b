//! Edits as JSON, for `POST /__edit`: `{"system": …, "action": "appendStep", "flowId": 1, "step": {…}}`.
//!
//! One line an action in the file of its system, each a method of its app; what the method gives (a new id, or nothing)
//! is answered.

use super::super::SandboxError;

/// Why an edit is not applied.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    /// It is not the JSON of an edit.
    #[error(transparent)]
    Unreadable(#[from] serde_json::Error),
    /// It does not fit what is there.
    #[error(transparent)]
    Refused(#[from] SandboxError),
}

/// The edits of a system: those that set fields of a kind, those that delete one, those that are a method of the
/// system's app. The methods of the first two are made here.
macro_rules! edits {
    (
        $edit:ident of $app:ident;
        $(#[$settings_doc:meta])* SetSettings $set_settings:ident($settings_change:ty) of $settings:ty;
        set { $($(#[$set_doc:meta])* $set:ident $set_method:ident($set_id:ident: $set_type:ty, $change:ty) of $set_kind:ty;)* }
        delete { $($(#[$delete_doc:meta])* $delete:ident $delete_method:ident($delete_id:ident: $delete_type:ty) of $delete_kind:ty;)* }
        call { $($action:ident { $($(#[$how:meta])* $field:ident: $type:ty),* } => $method:ident($($given:expr),*);)* }
    ) => {
        #[derive(Debug, serde::Deserialize)]
        #[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
        enum $edit {
            SetSettings { change: $settings_change },
            $($set { $set_id: $set_type, change: $change },)*
            $($delete { $delete_id: $delete_type },)*
            $($action { $($(#[$how])* $field: $type),* },)*
        }

        impl $edit {
            fn apply(self, app: $app<'_>) -> Result<serde_json::Value, $crate::sandbox::SandboxError> {
                Ok(match self {
                    Self::SetSettings { change } => serde_json::json!(app.$set_settings(&change)?),
                    $(Self::$set { $set_id, change } => serde_json::json!(app.$set_method(&$set_id, &change)?),)*
                    $(Self::$delete { $delete_id } => serde_json::json!(app.$delete_method(&$delete_id)?),)*
                    $(Self::$action { $($field),* } => serde_json::json!(app.$method($($given),*)?),)*
                })
            }
        }

        impl $app<'_> {
            /// Applies one of the edits, as JSON.
            pub(super) fn apply(self, edit: serde_json::Value) -> Result<serde_json::Value, super::edits::EditError> {
                Ok(serde_json::from_value::<$edit>(edit)?.apply(self)?)
            }

            $(#[$settings_doc])*
            pub fn $set_settings(&self, new: &$settings_change) -> Result<(), $crate::sandbox::SandboxError> {
                self.0.write(|connection| Ok($crate::sandbox::settings::change::<$settings>(connection, new)?))
            }

            $(
                $(#[$set_doc])*
                pub fn $set_method(&self, id: impl std::fmt::Display + Copy, new: &$change) -> Result<(), $crate::sandbox::SandboxError> {
                    super::change::<$set_kind>(self.0, id, new)
                }
            )*
            $(
                $(#[$delete_doc])*
                pub fn $delete_method(&self, id: impl std::fmt::Display + Copy) -> Result<(), $crate::sandbox::SandboxError> {
                    super::delete::<$delete_kind>(self.0, id)
                }
            )*
        }
    };
}
pub(super) use edits;
