-- Checklists of the appointment centre and of the receptions.

CREATE TABLE crc_checklist_daily (
    date_ref VARCHAR(10) NOT NULL,
    calls_made BIGINT DEFAULT 0,
    abandon_rate VARCHAR(32) DEFAULT '',
    updated_at VARCHAR(19),
    PRIMARY KEY (date_ref)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE recepcao_checklist_manual (
    scope_key VARCHAR(50) NOT NULL,
    meta_resolve_target BIGINT DEFAULT 0,
    meta_checkup_target BIGINT DEFAULT 0,
    nf_status VARCHAR(20) DEFAULT '',
    contas_status VARCHAR(20) DEFAULT '',
    google_rating VARCHAR(32) DEFAULT '',
    google_comments TEXT,
    pendencias_urgentes TEXT,
    situacoes_criticas TEXT,
    situacao_prazo VARCHAR(10),
    situacao_responsavel VARCHAR(120),
    acoes_realizadas TEXT,
    updated_at VARCHAR(19),
    PRIMARY KEY (scope_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
