-- Contract templates and their audit.

CREATE TABLE contract_templates (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    contract_type TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'draft',
    storage_provider TEXT NOT NULL,
    storage_bucket TEXT,
    storage_key TEXT NOT NULL,
    original_name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    placeholders_json TEXT NOT NULL,
    mapping_json TEXT,
    notes TEXT,
    uploaded_by TEXT NOT NULL,
    uploaded_at TEXT NOT NULL,
    activated_by TEXT,
    activated_at TEXT,
    archived_at TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX idx_contract_templates_type ON contract_templates (contract_type, status);
CREATE UNIQUE INDEX uq_contract_templates_version ON contract_templates (contract_type, version);

CREATE TABLE contract_template_audit_log (
    id TEXT NOT NULL,
    template_id TEXT NOT NULL,
    action TEXT NOT NULL,
    actor_user_id TEXT NOT NULL,
    payload_json TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
