-- Professionals: register, council registrations, documents, contracts, audit.

CREATE TABLE professionals (
    id VARCHAR(64) NOT NULL,
    name VARCHAR(180) NOT NULL,
    contract_party_type VARCHAR(2) NOT NULL,
    contract_type VARCHAR(40) NOT NULL,
    cpf VARCHAR(14),
    cnpj VARCHAR(18),
    legal_name VARCHAR(180),
    specialty VARCHAR(120) NOT NULL,
    personal_doc_type VARCHAR(10) NOT NULL,
    personal_doc_number VARCHAR(40) NOT NULL,
    address_text TEXT NOT NULL,
    is_active INT NOT NULL DEFAULT 1,
    has_physical_folder INT NOT NULL DEFAULT 0,
    physical_folder_note TEXT,
    created_at VARCHAR(32) NOT NULL,
    updated_at VARCHAR(32) NOT NULL,
    contract_start_date DATE,
    contract_end_date DATE,
    phone VARCHAR(40),
    email VARCHAR(180),
    age_range VARCHAR(60),
    service_units_json LONGTEXT,
    has_feegow_permissions INT NOT NULL DEFAULT 0,
    primary_specialty VARCHAR(120),
    specialties_json LONGTEXT,
    contract_template_id VARCHAR(64),
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_professionals_cnpj ON professionals (cnpj);
CREATE UNIQUE INDEX uq_professionals_cpf ON professionals (cpf);

CREATE TABLE professional_registrations (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64) NOT NULL,
    council_type VARCHAR(10) NOT NULL,
    council_number VARCHAR(40) NOT NULL,
    council_uf VARCHAR(2) NOT NULL,
    is_primary INT NOT NULL DEFAULT 0,
    created_at VARCHAR(32) NOT NULL,
    updated_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_professional_registrations_council ON professional_registrations (council_type, council_number, council_uf);
CREATE INDEX idx_professional_registrations_professional ON professional_registrations (professional_id);

CREATE TABLE professional_documents (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64) NOT NULL,
    doc_type VARCHAR(40) NOT NULL,
    storage_provider VARCHAR(30) NOT NULL,
    storage_bucket VARCHAR(120),
    storage_key VARCHAR(255) NOT NULL,
    original_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(120) NOT NULL,
    size_bytes BIGINT NOT NULL,
    expires_at DATE,
    is_active INT NOT NULL DEFAULT 1,
    notes TEXT,
    uploaded_by VARCHAR(64) NOT NULL,
    created_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_professional_documents_active ON professional_documents (professional_id, doc_type, is_active);

CREATE TABLE professional_document_checklist (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64) NOT NULL,
    doc_type VARCHAR(40) NOT NULL,
    has_physical_copy INT NOT NULL DEFAULT 0,
    has_digital_copy INT NOT NULL DEFAULT 0,
    expires_at DATE,
    notes TEXT,
    verified_by VARCHAR(64) NOT NULL,
    verified_at VARCHAR(32) NOT NULL,
    updated_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_professional_document_checklist_type ON professional_document_checklist (professional_id, doc_type);

CREATE TABLE professional_contracts (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64) NOT NULL,
    template_key VARCHAR(80) NOT NULL,
    template_version VARCHAR(20) NOT NULL,
    status VARCHAR(20) NOT NULL,
    storage_provider VARCHAR(30),
    storage_bucket VARCHAR(120),
    storage_key VARCHAR(255),
    generated_by VARCHAR(64) NOT NULL,
    generated_at VARCHAR(32),
    error_message TEXT,
    meta_json LONGTEXT,
    created_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_professional_contracts_professional ON professional_contracts (professional_id);

CREATE TABLE professional_audit_log (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64),
    action VARCHAR(60) NOT NULL,
    actor_user_id VARCHAR(64) NOT NULL,
    payload_json LONGTEXT,
    created_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_professional_audit_log_professional ON professional_audit_log (professional_id, created_at);
