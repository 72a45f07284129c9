//! Whether a contract can be made now, and what is in the way. Pure.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::values::{day, value};
use crate::{
    config::DocumentsMode,
    kernel::Clock,
    professionals::{
        catalogue::{CertificateStatus, ContractType, field_label},
        record::Record,
        standing::Standing,
    },
    templates::{StoredTemplate, mapping, source::SOURCES},
};

/// What stands in the way of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Reason {
    /// `FIELDS_MISSING`, `DOCS_MISSING`, `CERTIDAO_VENCIDA`, `TEMPLATE_MISSING`, `TEMPLATE_INCOMPLETE` or
    /// `VALUES_MISSING`.
    #[schema(example = "DOCS_MISSING")]
    pub code: &'static str,
    /// For people.
    pub message: String,
}

/// What a placeholder is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Filling {
    pub placeholder: String,
    /// The label of its source; `null` when it has none.
    #[schema(required)]
    pub label: Option<&'static str>,
    pub required: bool,
    /// Empty: the placeholder vanishes.
    pub value: String,
}

/// What the placeholders of a template are filled with, in their order.
pub(super) fn fillings(template: &StoredTemplate, record: &Record, clock: &Clock) -> Vec<Filling> {
    let label = |wanted: &str| SOURCES.iter().find(|source| source.value == wanted).map(|source| source.label);
    let filling = |item: mapping::MappingItem| Filling {
        label: item.source.as_deref().and_then(label),
        value: item.source.as_deref().map(|source| value(source, record, clock)).unwrap_or_default(),
        placeholder: item.placeholder,
        required: item.required,
    };
    template.mapping().into_iter().map(filling).collect()
}

/// Everything in the way of a contract on `today`; empty when it can be made.
pub(super) fn reasons(
    record: &Record,
    mode: DocumentsMode,
    today: NaiveDate,
    template: Option<(&StoredTemplate, &[Filling])>,
) -> Vec<Reason> {
    let standing = Standing::of(record, mode);
    let mut reasons = Vec::new();
    let mut add = |code, message: String| reasons.push(Reason { code, message });
    if !standing.missing_fields.is_empty() {
        let names: Vec<&str> = standing.missing_fields.iter().map(|field| field_label(field)).collect();
        add("FIELDS_MISSING", format!("Preencha no cadastro: {}.", names.join(", ")));
    }
    if !standing.missing_docs.is_empty() {
        let names: Vec<&str> = standing.missing_docs.iter().map(|kind| kind.label()).collect();
        add("DOCS_MISSING", format!("Faltam documentos: {}.", names.join(", ")));
    }
    if standing.certificate(today) == CertificateStatus::Vencida {
        let due = day(standing.due().unwrap_or_default());
        add("CERTIDAO_VENCIDA", format!("A certidão de ética venceu em {due}: envie a nova."));
    }
    match template {
        None => {
            let kind = ContractType::label_of(&record.professional.contract_type);
            add("TEMPLATE_MISSING", format!("Não há modelo de contrato ativo para {kind}."));
        }
        Some((template, fillings)) => {
            let (done, total) = mapping::progress(&template.mapping());
            if done < total {
                let message = format!("O modelo “{}” tem placeholders obrigatórios sem origem.", template.name);
                add("TEMPLATE_INCOMPLETE", message);
            }
            let blank = |filling: &&Filling| filling.required && filling.label.is_some() && filling.value.is_empty();
            let names: Vec<&str> = fillings.iter().filter(blank).filter_map(|filling| filling.label).collect();
            if !names.is_empty() {
                add("VALUES_MISSING", format!("O modelo precisa de: {}.", names.join(", ")));
            }
        }
    }
    reasons
}
