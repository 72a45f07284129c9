-- What the benefit card's page adds up, in one index: what is true of a registration (1 approved or 2 cancelled, and 4
-- overdue), its day, its money, and the number of a contract that counts. The columns are computed, stored nowhere, and
-- the same as on MySQL. Two indexes of the statuses give way to it.
ALTER TABLE feegow_contracts ADD COLUMN hub_facts INT AS (CASE TRIM(status_contract) COLLATE NOCASE WHEN 'Aprovado' THEN 1 WHEN 'Cancelado' THEN 2 ELSE 0 END + CASE TRIM(status_financial) COLLATE NOCASE WHEN 'Inadimplente' THEN 4 ELSE 0 END) VIRTUAL;
ALTER TABLE feegow_contracts ADD COLUMN hub_day VARCHAR(10) AS (SUBSTR(created_at, 1, 10)) VIRTUAL;
ALTER TABLE feegow_contracts ADD COLUMN hub_contract VARCHAR(64) AS (CASE WHEN TRIM(status_contract) COLLATE NOCASE = 'Aprovado' AND TRIM(contract_id) <> '' THEN SUBSTR(contract_id, 1, 64) END) VIRTUAL;
CREATE INDEX idx_feegow_contracts_hub_sums ON feegow_contracts (hub_facts, hub_day, recurrence_value, membership_value, hub_contract);
DROP INDEX idx_feegow_contracts_status ON feegow_contracts;
DROP INDEX idx_feegow_contracts_financeiro ON feegow_contracts;
