//! What is missing from a record, and how long its ethics certificate is still good. Pure.

use chrono::{Days, NaiveDate};

use super::{
    catalogue::{CERTIFICATE_WARNING_DAYS, CertificateStatus, DocumentType},
    record::Record,
};
use crate::config::DocumentsMode;

/// What follows from a record on some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Names of the fields that are blank, as in JSON.
    pub missing_fields: Vec<&'static str>,
    /// Required documents that nobody has seen.
    pub missing_docs: Vec<DocumentType>,
    /// Documents that are there, required or not.
    pub done: usize,
    /// Whether there is a certificate at all.
    pub has_certificate: bool,
    /// The certificate's last day, also when nobody has seen the certificate.
    pub expires_at: Option<String>,
}

impl Standing {
    /// The standing of `record`. A mark on the checklist counts as evidence unless `mode` wants files.
    pub fn of(record: &Record, mode: DocumentsMode) -> Self {
        let done = |kind: &DocumentType| is_done(record, *kind, mode);
        let certificate = DocumentType::CertidaoEtica;
        Self {
            missing_fields: missing_fields(record),
            missing_docs: DocumentType::ALL.into_iter().filter(|kind| kind.is_required() && !done(kind)).collect(),
            done: DocumentType::ALL.iter().filter(|kind| done(kind)).count(),
            has_certificate: done(&certificate),
            expires_at: expiry(record, certificate),
        }
    }

    /// Whether something must still be brought or filled in.
    pub fn is_pending(&self) -> bool {
        !self.missing_fields.is_empty() || !self.missing_docs.is_empty()
    }

    /// The last day of a certificate that is there.
    pub fn due(&self) -> Option<&str> {
        self.expires_at.as_deref().filter(|_| self.has_certificate)
    }

    /// How the certificate stands on `today`.
    pub fn certificate(&self, today: NaiveDate) -> CertificateStatus {
        certificate_status(self.due(), today)
    }
}

/// How a certificate that is good until `due` stands on `today`: the last day and the 30 before it are a warning.
pub fn certificate_status(due: Option<&str>, today: NaiveDate) -> CertificateStatus {
    let Some(due) = due else { return CertificateStatus::Pendente };
    let (today, warned) = days(today);
    if due < today.as_str() {
        CertificateStatus::Vencida
    } else if due <= warned.as_str() {
        CertificateStatus::Vencendo
    } else {
        CertificateStatus::Ok
    }
}

/// `today`, and the last day that is a warning today.
pub fn days(today: NaiveDate) -> (String, String) {
    let warned = today.checked_add_days(Days::new(CERTIFICATE_WARNING_DAYS)).unwrap_or(today);
    (today.to_string(), warned.to_string())
}

fn is_done(record: &Record, kind: DocumentType, mode: DocumentsMode) -> bool {
    let has_file = record.documents.iter().any(|document| document.doc_type == kind.code());
    let is_marked = || record.check(kind).is_some_and(|item| item.has_physical_copy || item.has_digital_copy);
    has_file || (mode == DocumentsMode::Hybrid && is_marked())
}

/// The day on the file, else the one on the checklist.
fn expiry(record: &Record, kind: DocumentType) -> Option<String> {
    let files = record.documents.iter().filter(|document| document.doc_type == kind.code());
    let of_file = files.filter_map(|document| document.expires_at.clone()).next();
    of_file.or_else(|| record.check(kind)?.expires_at.clone())
}

fn missing_fields(record: &Record) -> Vec<&'static str> {
    let stored = &record.professional;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut fields = vec![
        ("name", stored.name.clone()),
        ("specialty", stored.specialty.clone()),
        ("personalDocType", stored.personal_doc_type.clone()),
        ("personalDocNumber", stored.personal_doc_number.clone()),
        ("addressText", stored.address_text.clone()),
        ("contractType", stored.contract_type.clone()),
    ];
    if stored.contract_party_type == "PJ" {
        fields.extend([("cnpj", text(&stored.cnpj)), ("legalName", text(&stored.legal_name))]);
    } else {
        fields.push(("cpf", text(&stored.cpf)));
    }
    let mut missing: Vec<&'static str> =
        fields.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(name, _)| name).collect();
    if record.registrations.is_empty() {
        missing.push("registrations");
    } else if record.registrations.iter().filter(|registration| registration.is_primary).count() != 1 {
        missing.push("primaryRegistration");
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::professionals::record::{ActiveDocument, StoredCheck, StoredProfessional, StoredRegistration};

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn check(kind: DocumentType, physical: bool, expires_at: Option<&str>) -> StoredCheck {
        StoredCheck {
            doc_type: kind.code().into(),
            has_physical_copy: physical,
            expires_at: expires_at.map(Into::into),
            ..StoredCheck::default()
        }
    }

    fn file(kind: DocumentType, expires_at: Option<&str>) -> ActiveDocument {
        ActiveDocument {
            professional_id: "p".into(),
            doc_type: kind.code().into(),
            expires_at: expires_at.map(Into::into),
        }
    }

    fn complete() -> Record {
        let filled = || "x".to_owned();
        let registration = StoredRegistration { is_primary: true, ..StoredRegistration::default() };
        Record {
            professional: StoredProfessional {
                name: filled(),
                specialty: filled(),
                personal_doc_type: filled(),
                personal_doc_number: filled(),
                address_text: filled(),
                contract_type: filled(),
                contract_party_type: "PF".into(),
                cpf: Some(filled()),
                ..StoredProfessional::default()
            },
            registrations: vec![registration],
            ..Record::default()
        }
    }

    #[test]
    fn the_warning_begins_thirty_days_before_and_ends_with_the_last_day() {
        let today = on("2026-02-18");
        for (due, expected) in [
            (Some("2026-02-17"), CertificateStatus::Vencida),
            (Some("2026-02-18"), CertificateStatus::Vencendo),
            (Some("2026-03-20"), CertificateStatus::Vencendo),
            (Some("2026-03-21"), CertificateStatus::Ok),
            (None, CertificateStatus::Pendente),
        ] {
            assert_eq!(certificate_status(due, today), expected, "{due:?}");
        }
    }

    #[test]
    fn blank_fields_are_named_in_their_order() {
        let nobody = Record::default();
        let expected = [
            "name",
            "specialty",
            "personalDocType",
            "personalDocNumber",
            "addressText",
            "contractType",
            "cpf",
            "registrations",
        ];
        assert_eq!(Standing::of(&nobody, DocumentsMode::Hybrid).missing_fields, expected);
        let mut company = complete();
        company.professional.contract_party_type = "PJ".into();
        company.registrations[0].is_primary = false;
        let missing = Standing::of(&company, DocumentsMode::Hybrid).missing_fields;
        assert_eq!(missing, ["cnpj", "legalName", "primaryRegistration"]);
    }

    #[test]
    fn a_file_or_a_mark_is_evidence_unless_files_are_wanted() {
        let mut record = complete();
        record.documents = vec![file(DocumentType::Diploma, None)];
        record.checklist = vec![check(DocumentType::Foto, true, None), check(DocumentType::Curriculo, false, None)];
        let hybrid = Standing::of(&record, DocumentsMode::Hybrid);
        assert_eq!(hybrid.missing_docs, [DocumentType::DiplomaEspecialidade, DocumentType::CertidaoEtica]);
        assert_eq!(hybrid.done, 2);
        assert!(hybrid.is_pending());
        let strict = Standing::of(&record, DocumentsMode::UploadRequired);
        assert_eq!(strict.missing_docs.len(), 3);
        assert_eq!(strict.done, 1);
    }

    #[test]
    fn the_day_on_the_file_comes_before_the_one_on_the_checklist() {
        let kind = DocumentType::CertidaoEtica;
        let mut record = complete();
        record.checklist = vec![check(kind, false, Some("2026-12-31"))];
        let known = Standing::of(&record, DocumentsMode::Hybrid);
        assert_eq!((known.due(), known.expires_at.as_deref()), (None, Some("2026-12-31")));
        assert_eq!(known.certificate(on("2026-02-18")), CertificateStatus::Pendente);

        record.documents = vec![file(kind, None)];
        assert_eq!(Standing::of(&record, DocumentsMode::Hybrid).due(), Some("2026-12-31"));
        record.documents = vec![file(kind, Some("2026-01-31"))];
        let expired = Standing::of(&record, DocumentsMode::Hybrid);
        assert_eq!(expired.certificate(on("2026-02-18")), CertificateStatus::Vencida);
        assert!(!expired.missing_docs.contains(&kind), "an expired certificate is not missing");
    }
}
