-- Goals.

CREATE TABLE goals_config (
    id BIGINT NOT NULL AUTO_INCREMENT,
    name TEXT,
    scope VARCHAR(191) DEFAULT 'CLINIC',
    sector TEXT,
    start_date VARCHAR(10),
    end_date VARCHAR(10),
    periodicity VARCHAR(32),
    target_value DOUBLE,
    unit VARCHAR(64),
    linked_kpi_id VARCHAR(64),
    filter_group TEXT,
    created_at VARCHAR(19),
    updated_at VARCHAR(19),
    collaborator TEXT,
    clinic_unit TEXT,
    team TEXT,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
