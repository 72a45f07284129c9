-- Control: what was applied, what the workers last said, credentials of the integrations.

CREATE TABLE hub_schema_migrations (
    version BIGINT NOT NULL,
    name VARCHAR(191) NOT NULL,
    checksum CHAR(64) NOT NULL,
    applied_at VARCHAR(32) NOT NULL,
    changes INT NOT NULL DEFAULT 0,
    PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE system_status (
    service_name VARCHAR(191) NOT NULL,
    status VARCHAR(32),
    last_run VARCHAR(19),
    details TEXT,
    message TEXT,
    PRIMARY KEY (service_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- An adopted table has no primary key and a nullable unit_id: it stays that way.
CREATE TABLE integrations_config (
    service VARCHAR(191) NOT NULL,
    username TEXT,
    password TEXT,
    token TEXT,
    unit_id VARCHAR(191) NOT NULL DEFAULT '',
    updated_at VARCHAR(19),
    cookies TEXT,
    PRIMARY KEY (service, unit_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
