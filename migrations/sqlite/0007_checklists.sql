-- Checklists of the appointment centre and of the receptions.

CREATE TABLE crc_checklist_daily (
    date_ref TEXT NOT NULL,
    calls_made INTEGER DEFAULT 0,
    abandon_rate TEXT DEFAULT '',
    updated_at TEXT,
    PRIMARY KEY (date_ref)
);

CREATE TABLE recepcao_checklist_manual (
    scope_key TEXT NOT NULL,
    meta_resolve_target INTEGER DEFAULT 0,
    meta_checkup_target INTEGER DEFAULT 0,
    nf_status TEXT DEFAULT '',
    contas_status TEXT DEFAULT '',
    google_rating TEXT DEFAULT '',
    google_comments TEXT,
    pendencias_urgentes TEXT,
    situacoes_criticas TEXT,
    situacao_prazo TEXT,
    situacao_responsavel TEXT,
    acoes_realizadas TEXT,
    updated_at TEXT,
    PRIMARY KEY (scope_key)
);
