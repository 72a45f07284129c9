//! A professional as stored: the row and what hangs on it.

use super::catalogue::DocumentType;

/// Everything stored of one professional that the register shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    pub professional: StoredProfessional,
    /// The primary first, then by council, state and number.
    pub registrations: Vec<StoredRegistration>,
    /// Rows that exist, in no particular order.
    pub checklist: Vec<StoredCheck>,
    /// Files that count, the newest of a type first.
    pub documents: Vec<ActiveDocument>,
}

impl Record {
    /// The stored row of a document type, if there is one.
    pub fn check(&self, kind: DocumentType) -> Option<&StoredCheck> {
        self.checklist.iter().find(|item| item.doc_type == kind.code())
    }

    /// All specialties, the stored list or else the one mirrored in its own column.
    pub fn specialties(&self) -> Vec<String> {
        let stored = &self.professional;
        let list = texts(stored.specialties_json.as_deref());
        list.unwrap_or_else(|| {
            Some(stored.specialty.clone()).filter(|name| !name.trim().is_empty()).into_iter().collect()
        })
    }

    /// The units, empty when none or unreadable.
    pub fn service_units(&self) -> Vec<String> {
        texts(self.professional.service_units_json.as_deref()).unwrap_or_default()
    }
}

/// The texts of a JSON list; `None` when it is no list. Members that are no texts are left out.
fn texts(json: Option<&str>) -> Option<Vec<String>> {
    let list: Vec<serde_json::Value> = serde_json::from_str(json?).ok()?;
    Some(list.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
}

/// A row of `professionals`. Codes are as stored, also those of nobody's catalogue.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub struct StoredProfessional {
    pub id: String,
    pub name: String,
    pub contract_party_type: String,
    pub contract_type: String,
    pub cpf: Option<String>,
    pub cnpj: Option<String>,
    pub legal_name: Option<String>,
    pub specialty: String,
    pub primary_specialty: Option<String>,
    pub specialties_json: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub age_range: Option<String>,
    pub service_units_json: Option<String>,
    pub has_feegow_permissions: bool,
    pub personal_doc_type: String,
    pub personal_doc_number: String,
    pub address_text: String,
    pub is_active: bool,
    pub has_physical_folder: bool,
    pub physical_folder_note: Option<String>,
    pub contract_template_id: Option<String>,
    pub contract_start_date: Option<String>,
    pub contract_end_date: Option<String>,
    pub created_at: String,
    pub updated_at: String,
}

/// A row of `professional_registrations`.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub struct StoredRegistration {
    pub id: String,
    pub professional_id: String,
    pub council_type: String,
    pub council_number: String,
    pub council_uf: String,
    pub is_primary: bool,
    pub created_at: String,
}

/// A row of `professional_document_checklist`.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub struct StoredCheck {
    pub id: String,
    pub professional_id: String,
    pub doc_type: String,
    pub has_physical_copy: bool,
    pub has_digital_copy: bool,
    pub expires_at: Option<String>,
    pub notes: Option<String>,
    pub verified_by: Option<String>,
    pub verified_at: Option<String>,
    pub updated_at: Option<String>,
}

/// A file that counts, out of `professional_documents`.
#[derive(Debug, Clone, Default, PartialEq, sqlx::FromRow)]
pub struct ActiveDocument {
    pub professional_id: String,
    pub doc_type: String,
    pub expires_at: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_broken_list_gives_way_to_the_one_specialty() {
        let mut record = Record::default();
        assert!(record.specialties().is_empty());
        record.professional.specialty = "Cardiologia".into();
        for json in [None, Some("{"), Some("\"x\""), Some("null")] {
            record.professional.specialties_json = json.map(Into::into);
            assert_eq!(record.specialties(), ["Cardiologia"], "{json:?}");
        }
        record.professional.specialties_json = Some(r#"["Pediatria", 7]"#.into());
        assert_eq!(record.specialties(), ["Pediatria"]);
    }
}
