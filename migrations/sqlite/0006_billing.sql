-- Billing: report lines, their sums per day and month, which months are complete.

-- No key: a line of the report has none. line_key_hash is set only for refunds dated before the
-- window they were read in, so that the same old refund is booked once.
CREATE TABLE faturamento_analitico (
    data_de_referência TEXT,
    data_do_pagamento TEXT,
    data_removida TEXT,
    forma_de_pagamento TEXT,
    tipo TEXT,
    desconto REAL,
    acréscimo REAL,
    valor_produzido REAL,
    total_bruto REAL,
    total_pago REAL,
    paciente TEXT,
    procedimento TEXT,
    usuário_que_agendou TEXT,
    tipo_do_procedimento TEXT,
    grupo TEXT,
    unidade TEXT,
    prontuário INTEGER,
    updated_at TEXT,
    usuario_da_conta TEXT,
    extra_json TEXT,
    line_key_hash TEXT
);
CREATE INDEX idx_faturamento_analitico_pagamento ON faturamento_analitico (data_do_pagamento, unidade, total_pago);
CREATE INDEX idx_faturamento_analitico_conta ON faturamento_analitico (usuario_da_conta, data_do_pagamento);
CREATE UNIQUE INDEX uq_faturamento_analitico_line_key_hash ON faturamento_analitico (line_key_hash);

CREATE TABLE faturamento_resumo_diario (
    data_ref TEXT NOT NULL,
    unidade TEXT NOT NULL,
    grupo TEXT NOT NULL,
    procedimento TEXT NOT NULL,
    total_pago REAL,
    qtd INTEGER,
    updated_at TEXT,
    procedimento_key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (data_ref, unidade, grupo, procedimento_key)
);
CREATE INDEX idx_fat_resumo_diario_grupo ON faturamento_resumo_diario (grupo);
CREATE INDEX idx_fat_resumo_diario_unidade ON faturamento_resumo_diario (unidade);
CREATE INDEX idx_fat_resumo_diario_proc ON faturamento_resumo_diario (procedimento);
CREATE INDEX idx_fat_resumo_diario_data_grupo ON faturamento_resumo_diario (data_ref, grupo);

CREATE TABLE faturamento_resumo_mensal (
    month_ref TEXT NOT NULL,
    unidade TEXT NOT NULL,
    grupo TEXT NOT NULL,
    procedimento TEXT NOT NULL,
    total_pago REAL,
    qtd INTEGER,
    updated_at TEXT,
    procedimento_key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (month_ref, unidade, grupo, procedimento_key)
);
CREATE INDEX idx_fat_resumo_mensal_grupo ON faturamento_resumo_mensal (grupo);
CREATE INDEX idx_fat_resumo_mensal_unidade ON faturamento_resumo_mensal (unidade);
CREATE INDEX idx_fat_resumo_mensal_proc ON faturamento_resumo_mensal (procedimento);
CREATE INDEX idx_fat_resumo_mensal_month_grupo ON faturamento_resumo_mensal (month_ref, grupo);

CREATE TABLE faturamento_backfill_checkpoint (
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    completed_at TEXT,
    PRIMARY KEY (year, month)
);
