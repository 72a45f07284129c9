-- Mirrors of the clinic system: appointments, proposals, benefit-card contracts.

CREATE TABLE feegow_appointments (
    appointment_id INTEGER NOT NULL,
    date TEXT,
    status_id INTEGER,
    value REAL,
    specialty TEXT,
    professional_name TEXT,
    procedure_group TEXT,
    scheduled_by TEXT,
    unit_name TEXT,
    updated_at TEXT,
    scheduled_at TEXT,
    PRIMARY KEY (appointment_id)
);
CREATE INDEX idx_feegow_appointments_booked ON feegow_appointments (scheduled_at, status_id, scheduled_by);
CREATE INDEX idx_feegow_appointments_scheduler ON feegow_appointments (scheduled_by, scheduled_at);
CREATE INDEX idx_feegow_appointments_date ON feegow_appointments (date, status_id);

CREATE TABLE feegow_appointments_backfill_checkpoint (
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    from_date TEXT,
    to_date TEXT,
    rows_saved INTEGER,
    completed_at TEXT,
    PRIMARY KEY (year, month)
);

CREATE TABLE feegow_proposals (
    proposal_id INTEGER NOT NULL,
    date TEXT,
    status TEXT,
    unit_name TEXT,
    professional_name TEXT,
    total_value REAL,
    items_json TEXT,
    updated_at TEXT,
    PRIMARY KEY (proposal_id)
);
CREATE INDEX idx_prop_date ON feegow_proposals (date);
CREATE INDEX idx_prop_unit ON feegow_proposals (unit_name);

CREATE TABLE feegow_contracts (
    registration_number TEXT NOT NULL,
    contract_id TEXT,
    created_at TEXT,
    start_date TEXT,
    patient_name TEXT,
    plan_name TEXT,
    status_contract TEXT,
    status_financial TEXT,
    recurrence_value REAL,
    membership_value REAL,
    updated_at TEXT,
    PRIMARY KEY (registration_number)
);
