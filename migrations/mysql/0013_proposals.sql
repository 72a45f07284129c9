-- Who proposed what where, and what became of it, as one text that an index can hold beside the day and the value:
-- a year is summed from the index alone. A part that is missing is empty, any other begins with "=". Statuses and
-- professionals are longer texts that no index holds whole.
ALTER TABLE feegow_proposals ADD COLUMN names VARCHAR(508) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    GENERATED ALWAYS AS (CONCAT(COALESCE(CONCAT('=', LEFT(unit_name, 191)), ''), '\t',
                                COALESCE(CONCAT('=', LEFT(status, 120)), ''), '\t',
                                COALESCE(CONCAT('=', LEFT(professional_name, 191)), ''))) VIRTUAL;
CREATE INDEX idx_prop_names ON feegow_proposals (date, names, total_value);
