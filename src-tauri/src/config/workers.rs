//! The sync workers: whether they run here, and their rhythms.

use std::time::Duration;

use super::env::Reader;

/// Settings of the runner and of the monitors.
#[derive(Debug, Clone)]
pub struct WorkersConfig {
    /// Whether this process may run workers.
    pub enabled: bool,
    /// How often the listener looks for requests.
    pub poll_interval: Duration,
    /// An unchanged heartbeat is rewritten at most this often. Zero: always.
    pub heartbeat_min_interval: Duration,
    /// An unchanged row of the medical queue is rewritten at most this often.
    pub medic_upsert_interval: Duration,
    /// An unchanged reception ticket is rewritten at most this often.
    pub reception_upsert_interval: Duration,
    /// How often old active rows of the medical queue are finalised. Zero: every cycle.
    pub medic_finalize_interval: Duration,
    /// How often the medical queue is purged. Zero: every cycle.
    pub medic_cleanup_interval: Duration,
    /// How long the reception tokens are kept before they are read again.
    pub feegow_token_cache: Duration,
    /// Between two clinics whose tokens are renewed.
    pub auth_delay: Duration,
    /// How many days before today the billing report is read again.
    pub billing_lookback_days: u32,
    /// Upper bound of every call to an outside service; `None`: each call's own limit (10 or 20 s).
    pub http_timeout_max: Option<Duration>,
    /// Factor applied to every deliberate pause (0 in tests, normally 1).
    pub pause_scale: f64,
}

impl WorkersConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut seconds = |name, default: i64, min: i64, max: i64| {
            Duration::from_secs(reader.number(name, default, min, max).unsigned_abs())
        };
        const DAY: i64 = 86_400;
        let poll_interval = seconds("ON_DEMAND_POLL_INTERVAL_SEC", 5, 1, 300);
        let heartbeat_min_interval = seconds("HEARTBEAT_MIN_INTERVAL_SEC", 30, 0, DAY);
        let medic_upsert_interval = seconds("ESPERA_UPSERT_MIN_INTERVAL_SEC", 60, 0, DAY);
        let reception_upsert_interval = seconds("RECEPCAO_UPSERT_MIN_INTERVAL_SEC", 60, 0, DAY);
        let medic_finalize_interval = seconds("MEDICO_FINALIZE_INTERVAL_SEC", 300, 0, DAY);
        let medic_cleanup_interval = seconds("MEDICO_CLEANUP_INTERVAL_SEC", 600, 0, DAY);
        let feegow_token_cache = seconds("FEEGOW_TOKEN_CACHE_SEC", 300, 0, DAY);
        let auth_delay = seconds("FEEGOW_AUTH_DELAY_SECONDS", 120, 0, 600);
        let http_timeout_max = Some(seconds("HTTP_TIMEOUT_MAX_SEC", 0, 0, 600)).filter(|limit| !limit.is_zero());
        Self {
            enabled: reader.flag("WORKERS_ENABLED", true),
            poll_interval,
            heartbeat_min_interval,
            medic_upsert_interval,
            reception_upsert_interval,
            medic_finalize_interval,
            medic_cleanup_interval,
            feegow_token_cache,
            auth_delay,
            billing_lookback_days: reader.number("FATURAMENTO_LOOKBACK_DAYS", 1, 0, 31),
            http_timeout_max,
            pause_scale: reader.number("SYNC_PAUSE_SCALE", 1.0, 0.0, 1.0),
        }
    }

    /// A deliberate pause, scaled for tests.
    pub fn pause(&self, normal: Duration) -> Duration {
        normal.mul_f64(self.pause_scale)
    }
}
