-- More to filter the register by: access to Feegow, the contract type, and every specialty somebody has.
-- A row that nobody has looked at since is -1: it differs from the register and is made anew before it is next read.
ALTER TABLE hub_professional_list ADD COLUMN has_feegow INTEGER NOT NULL DEFAULT -1;
CREATE INDEX idx_hub_professional_list_type ON hub_professional_list (contract_type_fold, name_fold, professional_id);
CREATE TABLE hub_professional_specialties (
    professional_id TEXT NOT NULL,
    specialty_fold TEXT NOT NULL,
    PRIMARY KEY (professional_id, specialty_fold)
);
CREATE INDEX idx_hub_professional_specialties_name ON hub_professional_specialties (specialty_fold, professional_id);
