//! What a placeholder can be filled with. The one place these names are written.

use serde::Serialize;
use utoipa::ToSchema;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceGroup {
    /// The professional's record.
    Profissional,
    /// The primary registration at a council.
    Registro,
    /// The program.
    Sistema,
}

/// A source to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceOption {
    /// The stored word.
    #[schema(example = "professional.name")]
    pub value: &'static str,
    pub label: &'static str,
    pub group: SourceGroup,
}

const fn option(value: &'static str, label: &'static str, group: SourceGroup) -> SourceOption {
    SourceOption { value, label, group }
}

use SourceGroup::{Profissional, Registro, Sistema};

/// Every source, in the order they are offered.
pub const SOURCES: [SourceOption; 21] = [
    option("professional.name", "Profissional - Nome", Profissional),
    option("professional.contract_type", "Profissional - Tipo de Contrato", Profissional),
    option("professional.contract_start_date", "Profissional - Inicio do Contrato", Profissional),
    option("professional.contract_end_date", "Profissional - Fim do Contrato", Profissional),
    option("professional.cpf", "Profissional - CPF", Profissional),
    option("professional.cnpj", "Profissional - CNPJ", Profissional),
    option("professional.legal_name", "Profissional - Razao Social", Profissional),
    option("professional.phone", "Profissional - Telefone", Profissional),
    option("professional.email", "Profissional - E-mail", Profissional),
    option("professional.address_text", "Profissional - Endereco", Profissional),
    option("professional.personal_doc_type", "Profissional - Tipo Documento", Profissional),
    option("professional.personal_doc_number", "Profissional - Numero Documento", Profissional),
    option("professional.age_range", "Profissional - Faixa Etaria", Profissional),
    option("professional.service_units", "Profissional - Unidades", Profissional),
    option("professional.primary_specialty", "Profissional - Especialidade Principal", Profissional),
    option("professional.specialties", "Profissional - Todas Especialidades", Profissional),
    option("registration.primary.council_type", "Registro Principal - Conselho", Registro),
    option("registration.primary.council_number", "Registro Principal - Numero", Registro),
    option("registration.primary.council_uf", "Registro Principal - UF", Registro),
    option("system.current_date", "Sistema - Data Atual", Sistema),
    option("system.current_datetime", "Sistema - Data/Hora Atual", Sistema),
];

/// The catalogue's own word for `value`; `None` when it is no source.
pub fn known(value: &str) -> Option<&'static str> {
    SOURCES.iter().map(|source| source.value).find(|known| *known == value)
}
