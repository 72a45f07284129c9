-- Control: what was applied, what the workers last said, credentials of the integrations.

CREATE TABLE hub_schema_migrations (
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TEXT NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (version)
);

CREATE TABLE system_status (
    service_name TEXT NOT NULL,
    status TEXT,
    last_run TEXT,
    details TEXT,
    message TEXT,
    PRIMARY KEY (service_name)
);

-- An adopted table has no primary key and a nullable unit_id: it stays that way.
CREATE TABLE integrations_config (
    service TEXT NOT NULL,
    username TEXT,
    password TEXT,
    token TEXT,
    unit_id TEXT NOT NULL DEFAULT '',
    updated_at TEXT,
    cookies TEXT,
    PRIMARY KEY (service, unit_id)
);
