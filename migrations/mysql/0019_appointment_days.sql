-- The day of a booking as plain bytes: compared faster than a text in the order of a language, in two indexes that
-- hold just what is asked (counts by status, counts by person). They replace wider ones that every stored row had to be
-- entered in.
ALTER TABLE feegow_appointments ADD COLUMN hub_booked_on VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin
    AS (CONVERT(SUBSTR(scheduled_at, 1, 10) USING ascii)) VIRTUAL /*!80023 INVISIBLE */;
CREATE INDEX idx_feegow_appointments_hub_statuses ON feegow_appointments (hub_booked_on, status_id);
CREATE INDEX idx_feegow_appointments_hub_bookers ON feegow_appointments (hub_booked_on, hub_booker, status_id);
CREATE INDEX idx_feegow_appointments_scheduled ON feegow_appointments (scheduled_at);
DROP INDEX idx_feegow_appointments_booked ON feegow_appointments;
DROP INDEX idx_feegow_appointments_scheduler ON feegow_appointments;
DROP INDEX idx_feegow_appointments_hub_day ON feegow_appointments;
ALTER TABLE feegow_appointments DROP COLUMN hub_day;
