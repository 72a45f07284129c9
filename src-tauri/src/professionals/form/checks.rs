//! The checklist of a form: what somebody has seen of each document.

use serde_json::{Map, Value};

use super::Fields;
use crate::{
    http::ApiError,
    professionals::{catalogue::DocumentType, record::StoredCheck},
};

/// One item of the checklist as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::professionals) struct CheckForm {
    pub kind: DocumentType,
    pub has_physical_copy: bool,
    pub has_digital_copy: bool,
    pub expires_at: Option<String>,
    pub notes: String,
}

impl CheckForm {
    /// Whether this is what is stored; an item that is not stored says nothing.
    pub fn is_same(&self, stored: Option<&StoredCheck>) -> bool {
        let nothing = StoredCheck::default();
        let stored = stored.unwrap_or(&nothing);
        self.has_physical_copy == stored.has_physical_copy
            && self.has_digital_copy == stored.has_digital_copy
            && self.expires_at == stored.expires_at
            && self.notes == stored.notes.as_deref().unwrap_or_default()
    }
}

/// The items of a list, the last of each type; anything but a list has none.
///
/// # Errors
/// 400 for an unknown type, an impossible day, or an ethics certificate without its last day.
pub(in crate::professionals) fn checks(list: Option<&Value>) -> Result<Vec<CheckForm>, ApiError> {
    let mut read: Vec<CheckForm> = Vec::new();
    for item in list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let nothing = Map::new();
        let fields = Fields(item.as_object().unwrap_or(&nothing));
        let kind = DocumentType::from_code(&fields.upper("docType")?)
            .ok_or_else(|| ApiError::bad_request("DOC_TYPE_INVALID", "Tipo de documento inválido."))?;
        let check = CheckForm {
            kind,
            has_physical_copy: fields.flag("hasPhysicalCopy"),
            has_digital_copy: fields.flag("hasDigitalCopy"),
            expires_at: fields.day("expiresAt")?,
            notes: fields.long("notes")?,
        };
        read.retain(|earlier| earlier.kind != kind);
        read.push(check);
    }
    let lacks_day = |check: &CheckForm| {
        check.kind.expires() && (check.has_physical_copy || check.has_digital_copy) && check.expires_at.is_none()
    };
    if read.iter().any(lacks_day) {
        let message = "Informe a data de expiração da certidão de ética.";
        return Err(ApiError::bad_request("CERTIDAO_EXPIRY_REQUIRED", message));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_item_of_a_type_wins() {
        let list = json!([
            { "docType": "certidao_etica", "hasDigitalCopy": 1 },
            { "docType": "FOTO", "hasPhysicalCopy": "true", "notes": " via " },
            { "docType": "CERTIDAO_ETICA", "hasDigitalCopy": "1", "expiresAt": "2026-12-31T00:00:00Z" },
        ]);
        let read = checks(Some(&list)).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(
            (read[0].kind, read[0].has_physical_copy, read[0].notes.as_str()),
            (DocumentType::Foto, false, "via")
        );
        assert_eq!((read[1].has_digital_copy, read[1].expires_at.as_deref()), (true, Some("2026-12-31")));
        assert!(checks(Some(&json!("x"))).unwrap().is_empty());
        assert!(checks(None).unwrap().is_empty());
    }

    #[test]
    fn a_certificate_that_was_seen_has_a_last_day() {
        for (item, code) in [
            (json!({ "docType": "CERTIDAO_ETICA", "hasPhysicalCopy": true }), Some("CERTIDAO_EXPIRY_REQUIRED")),
            (json!({ "docType": "CERTIDAO_ETICA" }), None),
            (json!({ "docType": "DIPLOMA", "hasPhysicalCopy": true }), None),
            (json!({ "docType": "DIPLOMA", "expiresAt": "31/12/2026" }), Some("DATE_INVALID")),
            (json!({ "docType": "PASSAPORTE" }), Some("DOC_TYPE_INVALID")),
            (json!(7), Some("DOC_TYPE_INVALID")),
        ] {
            assert_eq!(checks(Some(&json!([item]))).err().map(|error| error.code()), code, "{item}");
        }
    }
}
