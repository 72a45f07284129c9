-- Live waiting rooms: medical, reception, WhatsApp.

CREATE TABLE espera_medica (
    hash_id TEXT NOT NULL,
    unidade TEXT,
    paciente TEXT,
    chegada TEXT,
    espera TEXT,
    status TEXT,
    profissional TEXT,
    updated_at TEXT,
    last_seen_at TEXT,
    espera_minutos INTEGER,
    PRIMARY KEY (hash_id)
);

CREATE TABLE recepcao_historico (
    hash_id TEXT NOT NULL,
    id_externo INTEGER,
    unidade_id INTEGER,
    unidade_nome TEXT,
    paciente_nome TEXT,
    dt_chegada TEXT,
    dt_atendimento TEXT,
    status TEXT,
    dia_referencia TEXT,
    updated_at TEXT,
    PRIMARY KEY (hash_id)
);
CREATE INDEX idx_recepcao_historico_dia ON recepcao_historico (dia_referencia, unidade_id);

CREATE TABLE clinia_group_snapshots (
    group_id TEXT NOT NULL,
    group_name TEXT,
    queue_size INTEGER DEFAULT 0,
    avg_wait_seconds INTEGER DEFAULT 0,
    updated_at TEXT,
    PRIMARY KEY (group_id)
);

CREATE TABLE clinia_chat_stats (
    date TEXT NOT NULL,
    total_conversations INTEGER DEFAULT 0,
    total_without_response INTEGER DEFAULT 0,
    avg_wait_seconds INTEGER DEFAULT 0,
    updated_at TEXT,
    PRIMARY KEY (date)
);

CREATE TABLE clinia_appointment_stats (
    date TEXT NOT NULL,
    total_appointments INTEGER DEFAULT 0,
    bot_appointments INTEGER DEFAULT 0,
    crc_appointments INTEGER DEFAULT 0,
    updated_at TEXT,
    PRIMARY KEY (date)
);
