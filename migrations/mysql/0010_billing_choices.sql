-- Every unit, group and procedure ever billed, without reading every day: the key tells spellings apart
-- that the collation takes for equal. (With the procedure itself it would be longer than MySQL can jump in.)
CREATE INDEX idx_fat_resumo_diario_escolhas ON faturamento_resumo_diario (unidade, grupo, procedimento_key);
