//! The fixed words of the register: contract types, documents, councils. The one place they are written.

use serde::Serialize;
use utoipa::ToSchema;

/// A certificate is about to expire this many days before its last day.
pub const CERTIFICATE_WARNING_DAYS: u64 = 30;

/// Councils that register professionals.
pub const COUNCILS: [&str; 13] =
    ["COREN", "CRM", "CRO", "CRF", "CRFIS", "CRN", "CRP", "CRBM", "CRFONO", "CRTR", "CRFA", "CRVV", "CRQ"];

/// The states of Brazil.
pub const UFS: [&str; 27] = [
    "AC", "AL", "AP", "AM", "BA", "CE", "DF", "ES", "GO", "MA", "MT", "MS", "MG", "PA", "PB", "PR", "PE", "PI", "RJ",
    "RN", "RS", "RO", "RR", "SC", "SP", "SE", "TO",
];

/// Where a professional sees patients.
pub const SERVICE_UNITS: [&str; 3] = ["OURO VERDE", "CENTRO CAMBUI", "SHOPPING CAMPINAS"];

/// Who the contract is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyType {
    /// A person, known by a CPF.
    Pf,
    /// A company, known by a CNPJ.
    Pj,
}

impl PartyType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Pf, Self::Pj];

    /// The stored word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pf => "PF",
            Self::Pj => "PJ",
        }
    }

    /// The party type with this code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|party| party.code() == code)
    }
}

/// The kind of contract. The codes are historical, the labels are what people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContractType {
    PadraoClt,
    PjPadrao,
    Plantonista,
}

impl ContractType {
    /// Every type in the order it is offered; all of them are active.
    pub const ALL: [Self; 3] = [Self::PadraoClt, Self::PjPadrao, Self::Plantonista];

    /// The stored word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PadraoClt => "PADRAO_CLT",
            Self::PjPadrao => "PJ_PADRAO",
            Self::Plantonista => "PLANTONISTA",
        }
    }

    /// What people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::PadraoClt => "ESPECIALIDADES",
            Self::PjPadrao => "ODONTOLOGIA",
            Self::Plantonista => "ULTRASSOM",
        }
    }

    /// The key of its contracts in `professional_contracts.template_key`.
    pub const fn template_key(self) -> &'static str {
        match self {
            Self::PadraoClt => "contrato_padrao_clt",
            Self::PjPadrao => "contrato_pj_padrao",
            Self::Plantonista => "contrato_plantonista",
        }
    }

    /// The type with this code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Every type as it is offered.
    pub fn choices() -> Vec<CodeLabel> {
        Self::ALL.map(|kind| CodeLabel { code: kind.code(), label: kind.label() }).to_vec()
    }

    /// What people see for a stored code; a code of nobody's is shown as it is.
    pub fn label_of(code: &str) -> &str {
        match Self::from_code(code) {
            Some(kind) => kind.label(),
            None => code,
        }
    }
}

/// The document a person identifies themselves with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalDocument {
    Rg,
    Cpf,
    Cnh,
}

impl PersonalDocument {
    /// Every document in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Rg, Self::Cpf, Self::Cnh];

    /// The stored word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rg => "RG",
            Self::Cpf => "CPF",
            Self::Cnh => "CNH",
        }
    }

    /// The document with this code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.code() == code)
    }
}

/// A paper that is kept of a professional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentType {
    Foto,
    CarteiraIdentidadeProfissional,
    Diploma,
    DiplomaEspecialidade,
    ComprovanteEndereco,
    RgCpfCnh,
    Curriculo,
    /// The certificate of the council's ethics committee: the one that expires.
    CertidaoEtica,
    ContratoAssinado,
}

impl DocumentType {
    /// Every type in the order of the checklist.
    pub const ALL: [Self; 9] = [
        Self::Foto,
        Self::CarteiraIdentidadeProfissional,
        Self::Diploma,
        Self::DiplomaEspecialidade,
        Self::ComprovanteEndereco,
        Self::RgCpfCnh,
        Self::Curriculo,
        Self::CertidaoEtica,
        Self::ContratoAssinado,
    ];

    /// The stored word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Foto => "FOTO",
            Self::CarteiraIdentidadeProfissional => "CARTEIRA_IDENTIDADE_PROFISSIONAL",
            Self::Diploma => "DIPLOMA",
            Self::DiplomaEspecialidade => "DIPLOMA_ESPECIALIDADE",
            Self::ComprovanteEndereco => "COMPROVANTE_ENDERECO",
            Self::RgCpfCnh => "RG_CPF_CNH",
            Self::Curriculo => "CURRICULO",
            Self::CertidaoEtica => "CERTIDAO_ETICA",
            Self::ContratoAssinado => "CONTRATO_ASSINADO",
        }
    }

    /// What people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Foto => "Foto",
            Self::CarteiraIdentidadeProfissional => "Carteira de Identidade Profissional",
            Self::Diploma => "Diploma",
            Self::DiplomaEspecialidade => "Diploma de Especialidade",
            Self::ComprovanteEndereco => "Comprovante de Endereço",
            Self::RgCpfCnh => "RG/CPF/CNH",
            Self::Curriculo => "Currículo",
            Self::CertidaoEtica => "Certidão de Ética Profissional",
            Self::ContratoAssinado => "Contrato Assinado",
        }
    }

    /// Whether a record without it is pending, for everybody alike.
    pub const fn is_required(self) -> bool {
        match self {
            Self::Foto | Self::Diploma | Self::DiplomaEspecialidade | Self::CertidaoEtica => true,
            Self::CarteiraIdentidadeProfissional
            | Self::ComprovanteEndereco
            | Self::RgCpfCnh
            | Self::Curriculo
            | Self::ContratoAssinado => false,
        }
    }

    /// Whether it must carry the day until which it is good.
    pub const fn expires(self) -> bool {
        matches!(self, Self::CertidaoEtica)
    }

    /// The type with this code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How long the ethics certificate is still good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateStatus {
    Ok,
    /// Until today or one of the next 30 days.
    Vencendo,
    Vencida,
    /// Nothing shows that there is one, or nobody knows until when.
    Pendente,
}

impl CertificateStatus {
    /// Every status in the order it is offered.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Vencendo, Self::Vencida, Self::Pendente];

    /// The word in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Vencendo => "VENCENDO",
            Self::Vencida => "VENCIDA",
            Self::Pendente => "PENDENTE",
        }
    }

    /// What people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Vencendo => "Vencendo",
            Self::Vencida => "Vencida",
            Self::Pendente => "Pendente",
        }
    }

    /// The status a word names, in any case; `None` for any other text.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code().eq_ignore_ascii_case(name.trim()))
    }
}

/// A stored word and what people see for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeLabel {
    #[schema(example = "PADRAO_CLT")]
    pub code: &'static str,
    #[schema(example = "ESPECIALIDADES")]
    pub label: &'static str,
}

/// A paper of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentChoice {
    #[schema(example = "CERTIDAO_ETICA")]
    pub code: &'static str,
    pub label: &'static str,
    pub required: bool,
    pub expires: bool,
    /// Days before its last day from which people are warned; `null` when it does not expire.
    pub warning_days: Option<u64>,
}

/// Everything the form offers that never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegisterCatalogue {
    pub party_types: Vec<&'static str>,
    pub contract_types: Vec<CodeLabel>,
    pub personal_doc_types: Vec<&'static str>,
    pub council_types: Vec<&'static str>,
    pub ufs: Vec<&'static str>,
    pub service_units: Vec<&'static str>,
    pub certidao_statuses: Vec<CodeLabel>,
    pub document_types: Vec<DocumentChoice>,
}

impl RegisterCatalogue {
    /// The catalogue of this version.
    pub fn new() -> Self {
        let document = |kind: DocumentType| DocumentChoice {
            code: kind.code(),
            label: kind.label(),
            required: kind.is_required(),
            expires: kind.expires(),
            warning_days: kind.expires().then_some(CERTIFICATE_WARNING_DAYS),
        };
        let status = |status: CertificateStatus| CodeLabel { code: status.code(), label: status.label() };
        Self {
            party_types: PartyType::ALL.map(PartyType::code).to_vec(),
            contract_types: ContractType::choices(),
            personal_doc_types: PersonalDocument::ALL.map(PersonalDocument::code).to_vec(),
            council_types: COUNCILS.to_vec(),
            ufs: UFS.to_vec(),
            service_units: SERVICE_UNITS.to_vec(),
            certidao_statuses: CertificateStatus::ALL.map(status).to_vec(),
            document_types: DocumentType::ALL.map(document).to_vec(),
        }
    }
}

impl Default for RegisterCatalogue {
    fn default() -> Self {
        Self::new()
    }
}

/// What people call a field of the form.
pub fn field_label(name: &str) -> &str {
    match name {
        "name" => "Nome",
        "specialty" => "Especialidade",
        "personalDocType" => "Tipo de documento pessoal",
        "personalDocNumber" => "Número do documento pessoal",
        "addressText" => "Endereço",
        "contractType" => "Tipo de contrato",
        "cpf" => "CPF",
        "cnpj" => "CNPJ",
        "legalName" => "Razão social",
        "registrations" => "Registros regionais",
        "primaryRegistration" => "Registro principal",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_nine_documents_are_required_and_one_expires() {
        let codes = |wanted: fn(DocumentType) -> bool| -> Vec<&str> {
            DocumentType::ALL.into_iter().filter(|kind| wanted(*kind)).map(DocumentType::code).collect()
        };
        assert_eq!(codes(DocumentType::is_required), ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE", "CERTIDAO_ETICA"]);
        assert_eq!(codes(DocumentType::expires), ["CERTIDAO_ETICA"]);
        for kind in DocumentType::ALL {
            assert_eq!(DocumentType::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_code_of_nobodys_is_its_own_label() {
        assert_eq!(ContractType::label_of("PJ_PADRAO"), "ODONTOLOGIA");
        assert_eq!(ContractType::label_of("ESTAGIO"), "ESTAGIO");
    }
}
