-- What the list of professionals is searched, filtered and sorted by: one row each, kept with every write.
-- Folded texts compare byte by byte, on both engines alike.
CREATE TABLE hub_professional_list (
    professional_id TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    search_text TEXT NOT NULL,
    digits TEXT NOT NULL,
    specialty_fold TEXT NOT NULL,
    contract_type_fold TEXT NOT NULL,
    registration_fold TEXT NOT NULL,
    contract_end TEXT NOT NULL,
    certidao_due TEXT NOT NULL,
    documents_done INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    is_pending INTEGER NOT NULL,
    PRIMARY KEY (professional_id)
);
CREATE INDEX idx_hub_professional_list_name ON hub_professional_list (name_fold, professional_id);
CREATE INDEX idx_hub_professional_list_due ON hub_professional_list (certidao_due, name_fold, professional_id);

-- How the ethics certificates stood when the daily watch last looked, and since which day.
CREATE TABLE hub_certificate_marks (
    professional_id TEXT NOT NULL,
    status TEXT NOT NULL,
    expires_at TEXT,
    since TEXT NOT NULL,
    PRIMARY KEY (professional_id)
);

-- Stored files whose record is gone: they are deleted after the record, and again until it succeeds.
CREATE TABLE hub_files_to_delete (
    id TEXT NOT NULL,
    professional_id TEXT NOT NULL,
    storage_provider TEXT NOT NULL,
    storage_bucket TEXT,
    storage_key TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_hub_files_to_delete_professional ON hub_files_to_delete (professional_id);
CREATE INDEX idx_professional_documents_expiry ON professional_documents (doc_type, expires_at);
