-- Access: accounts, page rights, sessions, teams.

CREATE TABLE users (
    id TEXT NOT NULL,
    name TEXT,
    email TEXT NOT NULL,
    password TEXT NOT NULL,
    role TEXT DEFAULT 'USER',
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    department TEXT DEFAULT 'Geral',
    status TEXT DEFAULT 'ATIVO',
    last_access TEXT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_users_email ON users (email);

CREATE TABLE user_page_permissions (
    user_id TEXT NOT NULL,
    page_key TEXT NOT NULL,
    can_view INTEGER NOT NULL DEFAULT 0,
    can_edit INTEGER NOT NULL DEFAULT 0,
    can_refresh INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT,
    PRIMARY KEY (user_id, page_key)
);

-- A session is known by the hash of its token. Times are RFC 3339, UTC.
CREATE TABLE hub_auth_sessions (
    token_hash TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX idx_hub_auth_sessions_user ON hub_auth_sessions (user_id);
CREATE INDEX idx_hub_auth_sessions_expiry ON hub_auth_sessions (expires_at);

CREATE TABLE teams_master (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_teams_master_name ON teams_master (name);

CREATE TABLE user_teams (
    id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    team_id TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX uq_user_teams_member ON user_teams (user_name, team_id);
