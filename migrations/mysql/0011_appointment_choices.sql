-- What the page of bookings asks, answered from indexes alone. Tables of the former system hold texts, of which MySQL
-- indexes only the beginning: it would read every row to be sure. These columns are short, computed, stored nowhere,
-- and hidden from `SELECT *`.
ALTER TABLE feegow_appointments ADD COLUMN hub_day VARCHAR(10) AS (SUBSTR(scheduled_at, 1, 10)) VIRTUAL /*!80023 INVISIBLE */;
ALTER TABLE feegow_appointments ADD COLUMN hub_booker VARCHAR(191) AS (SUBSTR(scheduled_by, 1, 191)) VIRTUAL /*!80023 INVISIBLE */;
ALTER TABLE feegow_appointments ADD COLUMN hub_specialty VARCHAR(191) AS (SUBSTR(specialty, 1, 191)) VIRTUAL /*!80023 INVISIBLE */;
ALTER TABLE feegow_appointments ADD COLUMN hub_professional VARCHAR(191) AS (SUBSTR(professional_name, 1, 191)) VIRTUAL /*!80023 INVISIBLE */;
ALTER TABLE feegow_appointments ADD COLUMN hub_unit VARCHAR(191) AS (SUBSTR(unit_name, 1, 191)) VIRTUAL /*!80023 INVISIBLE */;
CREATE INDEX idx_feegow_appointments_hub_day ON feegow_appointments (hub_day, status_id, hub_booker);
CREATE INDEX idx_feegow_appointments_hub_booker ON feegow_appointments (hub_booker);
CREATE INDEX idx_feegow_appointments_hub_specialty ON feegow_appointments (hub_specialty);
CREATE INDEX idx_feegow_appointments_hub_professional ON feegow_appointments (hub_professional);
CREATE INDEX idx_feegow_appointments_hub_unit ON feegow_appointments (hub_unit);
CREATE INDEX idx_feegow_appointments_hub_status ON feegow_appointments (status_id);
