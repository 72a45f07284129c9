-- Who proposed what where, and what became of it, as one text that an index can hold beside the day and the value:
-- a year is summed from the index alone. A part that is missing is empty, any other begins with "=".
ALTER TABLE feegow_proposals ADD COLUMN names TEXT
    GENERATED ALWAYS AS (COALESCE('=' || SUBSTR(unit_name, 1, 191), '') || CHAR(9) ||
                         COALESCE('=' || SUBSTR(status, 1, 120), '') || CHAR(9) ||
                         COALESCE('=' || SUBSTR(professional_name, 1, 191), '')) VIRTUAL;
CREATE INDEX idx_prop_names ON feegow_proposals (date, names, total_value);
