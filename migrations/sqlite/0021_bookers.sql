-- Every spelling of whoever booked, by its bytes: the list of bookers jumps from one to the next in this index. It
-- replaces that of hub_booker. Computed, stored nowhere, and the same as on MySQL.
ALTER TABLE feegow_appointments ADD COLUMN hub_booker_exact VARCHAR(191) AS (SUBSTR(scheduled_by, 1, 191)) VIRTUAL;
CREATE INDEX idx_feegow_appointments_hub_booker_exact ON feegow_appointments (hub_booker_exact);
DROP INDEX idx_feegow_appointments_hub_booker ON feegow_appointments;
