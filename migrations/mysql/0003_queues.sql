-- Live waiting rooms: medical, reception, WhatsApp.

CREATE TABLE espera_medica (
    hash_id VARCHAR(191) NOT NULL,
    unidade TEXT,
    paciente TEXT,
    chegada VARCHAR(16),
    espera TEXT,
    status VARCHAR(64),
    profissional TEXT,
    updated_at VARCHAR(19),
    last_seen_at VARCHAR(19),
    espera_minutos BIGINT,
    PRIMARY KEY (hash_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE recepcao_historico (
    hash_id VARCHAR(191) NOT NULL,
    id_externo BIGINT,
    unidade_id BIGINT,
    unidade_nome TEXT,
    paciente_nome TEXT,
    dt_chegada VARCHAR(19),
    dt_atendimento VARCHAR(19),
    status TEXT,
    dia_referencia VARCHAR(10),
    updated_at VARCHAR(19),
    PRIMARY KEY (hash_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_recepcao_historico_dia ON recepcao_historico (dia_referencia, unidade_id);

CREATE TABLE clinia_group_snapshots (
    group_id VARCHAR(191) NOT NULL,
    group_name TEXT,
    queue_size BIGINT DEFAULT 0,
    avg_wait_seconds BIGINT DEFAULT 0,
    updated_at VARCHAR(19),
    PRIMARY KEY (group_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE clinia_chat_stats (
    date VARCHAR(10) NOT NULL,
    total_conversations BIGINT DEFAULT 0,
    total_without_response BIGINT DEFAULT 0,
    avg_wait_seconds BIGINT DEFAULT 0,
    updated_at VARCHAR(19),
    PRIMARY KEY (date)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE clinia_appointment_stats (
    date VARCHAR(10) NOT NULL,
    total_appointments BIGINT DEFAULT 0,
    bot_appointments BIGINT DEFAULT 0,
    crc_appointments BIGINT DEFAULT 0,
    updated_at VARCHAR(19),
    PRIMARY KEY (date)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
