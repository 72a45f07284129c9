-- Access: accounts, page rights, sessions, teams.

CREATE TABLE users (
    id VARCHAR(191) NOT NULL,
    name TEXT,
    email VARCHAR(191) NOT NULL,
    password TEXT NOT NULL,
    role VARCHAR(191) DEFAULT 'USER',
    created_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP,
    department VARCHAR(191) DEFAULT 'Geral',
    status VARCHAR(191) DEFAULT 'ATIVO',
    last_access VARCHAR(32),
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_users_email ON users (email);

CREATE TABLE user_page_permissions (
    user_id VARCHAR(64) NOT NULL,
    page_key VARCHAR(64) NOT NULL,
    can_view BIGINT NOT NULL DEFAULT 0,
    can_edit BIGINT NOT NULL DEFAULT 0,
    can_refresh BIGINT NOT NULL DEFAULT 0,
    updated_at VARCHAR(19),
    PRIMARY KEY (user_id, page_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A session is known by the hash of its token. Times are RFC 3339, UTC.
CREATE TABLE hub_auth_sessions (
    token_hash VARCHAR(64) NOT NULL,
    user_id VARCHAR(191) NOT NULL,
    created_at VARCHAR(32) NOT NULL,
    last_seen_at VARCHAR(32) NOT NULL,
    expires_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (token_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE INDEX idx_hub_auth_sessions_user ON hub_auth_sessions (user_id);
CREATE INDEX idx_hub_auth_sessions_expiry ON hub_auth_sessions (expires_at);

CREATE TABLE teams_master (
    id VARCHAR(191) NOT NULL,
    name VARCHAR(191) NOT NULL,
    created_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_teams_master_name ON teams_master (name);

CREATE TABLE user_teams (
    id VARCHAR(191) NOT NULL,
    user_name VARCHAR(191) NOT NULL,
    team_id VARCHAR(191) NOT NULL,
    created_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE UNIQUE INDEX uq_user_teams_member ON user_teams (user_name, team_id);
