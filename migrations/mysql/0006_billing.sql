-- Billing: report lines, their sums per day and month, which months are complete.

-- No key: a line of the report has none. line_key_hash is set only for refunds dated before the
-- window they were read in, so that the same old refund is booked once.
CREATE TABLE faturamento_analitico (
    data_de_referência VARCHAR(10),
    data_do_pagamento VARCHAR(10),
    data_removida VARCHAR(32),
    forma_de_pagamento TEXT,
    tipo TEXT,
    desconto DOUBLE,
    acréscimo DOUBLE,
    valor_produzido DOUBLE,
    total_bruto DOUBLE,
    total_pago DOUBLE,
    paciente TEXT,
    procedimento TEXT,
    usuário_que_agendou TEXT,
    tipo_do_procedimento TEXT,
    grupo VARCHAR(191),
    unidade VARCHAR(191),
    prontuário BIGINT,
    updated_at VARCHAR(19),
    usuario_da_conta VARCHAR(191),
    extra_json LONGTEXT,
    line_key_hash VARCHAR(32)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_faturamento_analitico_pagamento ON faturamento_analitico (data_do_pagamento, unidade, total_pago);
CREATE INDEX idx_faturamento_analitico_conta ON faturamento_analitico (usuario_da_conta, data_do_pagamento);
CREATE UNIQUE INDEX uq_faturamento_analitico_line_key_hash ON faturamento_analitico (line_key_hash);

CREATE TABLE faturamento_resumo_diario (
    data_ref VARCHAR(10) NOT NULL,
    unidade VARCHAR(191) NOT NULL,
    grupo VARCHAR(191) NOT NULL,
    procedimento VARCHAR(191) NOT NULL,
    total_pago DOUBLE,
    qtd BIGINT,
    updated_at VARCHAR(19),
    procedimento_key VARCHAR(32) NOT NULL DEFAULT '',
    PRIMARY KEY (data_ref, unidade, grupo, procedimento_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_fat_resumo_diario_grupo ON faturamento_resumo_diario (grupo);
CREATE INDEX idx_fat_resumo_diario_unidade ON faturamento_resumo_diario (unidade);
CREATE INDEX idx_fat_resumo_diario_proc ON faturamento_resumo_diario (procedimento);
CREATE INDEX idx_fat_resumo_diario_data_grupo ON faturamento_resumo_diario (data_ref, grupo);

CREATE TABLE faturamento_resumo_mensal (
    month_ref VARCHAR(7) NOT NULL,
    unidade VARCHAR(191) NOT NULL,
    grupo VARCHAR(191) NOT NULL,
    procedimento VARCHAR(191) NOT NULL,
    total_pago DOUBLE,
    qtd BIGINT,
    updated_at VARCHAR(19),
    procedimento_key VARCHAR(32) NOT NULL DEFAULT '',
    PRIMARY KEY (month_ref, unidade, grupo, procedimento_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_fat_resumo_mensal_grupo ON faturamento_resumo_mensal (grupo);
CREATE INDEX idx_fat_resumo_mensal_unidade ON faturamento_resumo_mensal (unidade);
CREATE INDEX idx_fat_resumo_mensal_proc ON faturamento_resumo_mensal (procedimento);
CREATE INDEX idx_fat_resumo_mensal_month_grupo ON faturamento_resumo_mensal (month_ref, grupo);

CREATE TABLE faturamento_backfill_checkpoint (
    year BIGINT NOT NULL,
    month BIGINT NOT NULL,
    completed_at VARCHAR(19),
    PRIMARY KEY (year, month)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
