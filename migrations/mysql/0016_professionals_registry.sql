-- What the list of professionals is searched, filtered and sorted by: one row each, kept with every write.
-- Folded texts compare byte by byte, on both engines alike.
CREATE TABLE hub_professional_list (
    professional_id VARCHAR(64) NOT NULL,
    name_fold VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    search_text TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    digits VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    specialty_fold VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    contract_type_fold VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    registration_fold VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    contract_end VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    certidao_due VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    documents_done INT NOT NULL,
    is_active INT NOT NULL,
    is_pending INT NOT NULL,
    PRIMARY KEY (professional_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_hub_professional_list_name ON hub_professional_list (name_fold, professional_id);
CREATE INDEX idx_hub_professional_list_due ON hub_professional_list (certidao_due, name_fold, professional_id);

-- How the ethics certificates stood when the daily watch last looked, and since which day.
CREATE TABLE hub_certificate_marks (
    professional_id VARCHAR(64) NOT NULL,
    status VARCHAR(10) NOT NULL,
    expires_at VARCHAR(10),
    since VARCHAR(10) NOT NULL,
    PRIMARY KEY (professional_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Stored files whose record is gone: they are deleted after the record, and again until it succeeds.
CREATE TABLE hub_files_to_delete (
    id VARCHAR(64) NOT NULL,
    professional_id VARCHAR(64) NOT NULL,
    storage_provider VARCHAR(30) NOT NULL,
    storage_bucket VARCHAR(120),
    storage_key VARCHAR(255) NOT NULL,
    noted_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_hub_files_to_delete_professional ON hub_files_to_delete (professional_id);
CREATE INDEX idx_professional_documents_expiry ON professional_documents (doc_type, expires_at);
