-- Goals.

CREATE TABLE goals_config (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    scope TEXT DEFAULT 'CLINIC',
    sector TEXT,
    start_date TEXT,
    end_date TEXT,
    periodicity TEXT,
    target_value REAL,
    unit TEXT,
    linked_kpi_id TEXT,
    filter_group TEXT,
    created_at TEXT,
    updated_at TEXT,
    collaborator TEXT,
    clinic_unit TEXT,
    team TEXT
);
