-- Professionals: register, council registrations, documents, contracts, audit.

CREATE TABLE professionals (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    contract_party_type TEXT NOT NULL,
    contract_type TEXT NOT NULL,
    cpf TEXT,
    cnpj TEXT,
    legal_name TEXT,
    specialty TEXT NOT NULL,
    personal_doc_type TEXT NOT NULL,
    personal_doc_number TEXT NOT NULL,
    address_text TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    has_physical_folder INTEGER NOT NULL DEFAULT 0,
    physical_folder_note TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    contract_start_date TEXT,
    contract_end_date TEXT,
    phone TEXT,
    email TEXT,
    age_range TEXT,
    service_units_json TEXT,
    has_feegow_permissions INTEGER NOT NULL DEFAULT 0,
    primary_specialty TEXT,
    specialties_json TEXT,
    contract_template_id TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_professionals_cnpj ON professionals (cnpj);
CREATE UNIQUE INDEX uq_professionals_cpf ON professionals (cpf);

CREATE TABLE professional_registrations (
    id TEXT NOT NULL,
    professional_id TEXT NOT NULL,
    council_type TEXT NOT NULL,
    council_number TEXT NOT NULL,
    council_uf TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_professional_registrations_council ON professional_registrations (council_type, council_number, council_uf);
CREATE INDEX idx_professional_registrations_professional ON professional_registrations (professional_id);

CREATE TABLE professional_documents (
    id TEXT NOT NULL,
    professional_id TEXT NOT NULL,
    doc_type TEXT NOT NULL,
    storage_provider TEXT NOT NULL,
    storage_bucket TEXT,
    storage_key TEXT NOT NULL,
    original_name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    expires_at TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    notes TEXT,
    uploaded_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_professional_documents_active ON professional_documents (professional_id, doc_type, is_active);

CREATE TABLE professional_document_checklist (
    id TEXT NOT NULL,
    professional_id TEXT NOT NULL,
    doc_type TEXT NOT NULL,
    has_physical_copy INTEGER NOT NULL DEFAULT 0,
    has_digital_copy INTEGER NOT NULL DEFAULT 0,
    expires_at TEXT,
    notes TEXT,
    verified_by TEXT NOT NULL,
    verified_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_professional_document_checklist_type ON professional_document_checklist (professional_id, doc_type);

CREATE TABLE professional_contracts (
    id TEXT NOT NULL,
    professional_id TEXT NOT NULL,
    template_key TEXT NOT NULL,
    template_version TEXT NOT NULL,
    status TEXT NOT NULL,
    storage_provider TEXT,
    storage_bucket TEXT,
    storage_key TEXT,
    generated_by TEXT NOT NULL,
    generated_at TEXT,
    error_message TEXT,
    meta_json TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_professional_contracts_professional ON professional_contracts (professional_id);

CREATE TABLE professional_audit_log (
    id TEXT NOT NULL,
    professional_id TEXT,
    action TEXT NOT NULL,
    actor_user_id TEXT NOT NULL,
    payload_json TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_professional_audit_log_professional ON professional_audit_log (professional_id, created_at);
