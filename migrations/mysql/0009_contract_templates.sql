-- Contract templates and their audit.

CREATE TABLE contract_templates (
    id VARCHAR(64) NOT NULL,
    name VARCHAR(180) NOT NULL,
    contract_type VARCHAR(40) NOT NULL,
    version INT NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'draft',
    storage_provider VARCHAR(30) NOT NULL,
    storage_bucket VARCHAR(120),
    storage_key VARCHAR(255) NOT NULL,
    original_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(120) NOT NULL,
    size_bytes BIGINT NOT NULL,
    placeholders_json LONGTEXT NOT NULL,
    mapping_json LONGTEXT,
    notes TEXT,
    uploaded_by VARCHAR(64) NOT NULL,
    uploaded_at VARCHAR(32) NOT NULL,
    activated_by VARCHAR(64),
    activated_at VARCHAR(32),
    archived_at VARCHAR(32),
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_contract_templates_type ON contract_templates (contract_type, status);
CREATE UNIQUE INDEX uq_contract_templates_version ON contract_templates (contract_type, version);

CREATE TABLE contract_template_audit_log (
    id VARCHAR(64) NOT NULL,
    template_id VARCHAR(64) NOT NULL,
    action VARCHAR(60) NOT NULL,
    actor_user_id VARCHAR(64) NOT NULL,
    payload_json LONGTEXT,
    created_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
