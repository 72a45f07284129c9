-- What the benefit card's page and goals ask for; databases of the former system had none of these.
CREATE INDEX idx_feegow_contracts_status ON feegow_contracts (status_contract, created_at);
CREATE INDEX idx_feegow_contracts_financeiro ON feegow_contracts (status_financial, created_at);
CREATE INDEX idx_feegow_contracts_contrato ON feegow_contracts (contract_id);
