-- The procedures to choose from, without reading every month: as idx_fat_resumo_diario_escolhas does for the
-- spellings of every day, from a tenth of the rows.
CREATE INDEX idx_fat_resumo_mensal_escolhas ON faturamento_resumo_mensal (unidade, grupo, procedimento_key);
