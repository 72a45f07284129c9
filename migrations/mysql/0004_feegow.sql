-- Mirrors of the clinic system: appointments, proposals, benefit-card contracts.

CREATE TABLE feegow_appointments (
    appointment_id BIGINT NOT NULL,
    date VARCHAR(10),
    status_id BIGINT,
    value DOUBLE,
    specialty VARCHAR(191),
    professional_name VARCHAR(191),
    procedure_group VARCHAR(191),
    scheduled_by VARCHAR(191),
    unit_name VARCHAR(191),
    updated_at VARCHAR(19),
    scheduled_at VARCHAR(19),
    PRIMARY KEY (appointment_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_feegow_appointments_booked ON feegow_appointments (scheduled_at, status_id, scheduled_by);
CREATE INDEX idx_feegow_appointments_scheduler ON feegow_appointments (scheduled_by, scheduled_at);
CREATE INDEX idx_feegow_appointments_date ON feegow_appointments (date, status_id);

CREATE TABLE feegow_appointments_backfill_checkpoint (
    year INT NOT NULL,
    month INT NOT NULL,
    from_date DATE,
    to_date DATE,
    rows_saved INT,
    completed_at DATETIME,
    PRIMARY KEY (year, month)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE feegow_proposals (
    proposal_id BIGINT NOT NULL,
    date VARCHAR(191),
    status TEXT,
    unit_name VARCHAR(191),
    professional_name TEXT,
    total_value DOUBLE,
    items_json LONGTEXT,
    updated_at VARCHAR(19),
    PRIMARY KEY (proposal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_prop_date ON feegow_proposals (date);
CREATE INDEX idx_prop_unit ON feegow_proposals (unit_name);

CREATE TABLE feegow_contracts (
    registration_number VARCHAR(191) NOT NULL,
    contract_id VARCHAR(64),
    created_at VARCHAR(10),
    start_date VARCHAR(10),
    patient_name TEXT,
    plan_name TEXT,
    status_contract VARCHAR(191),
    status_financial VARCHAR(191),
    recurrence_value DOUBLE,
    membership_value DOUBLE,
    updated_at VARCHAR(19),
    PRIMARY KEY (registration_number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
