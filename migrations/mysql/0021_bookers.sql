-- Every spelling of whoever booked, by its bytes: the list of bookers jumps from one to the next in this index. It
-- replaces that of hub_booker, whose order takes spellings for equal that people tell apart. Computed, stored nowhere,
-- and hidden from `SELECT *`.
ALTER TABLE feegow_appointments ADD COLUMN hub_booker_exact VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin AS (SUBSTR(scheduled_by, 1, 191)) VIRTUAL /*!80023 INVISIBLE */;
CREATE INDEX idx_feegow_appointments_hub_booker_exact ON feegow_appointments (hub_booker_exact);
DROP INDEX idx_feegow_appointments_hub_booker ON feegow_appointments;
