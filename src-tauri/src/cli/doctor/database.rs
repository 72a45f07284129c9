//! The database: whether it can be used, its schema, clock and accounts.

use super::{Finding, billing, documents, workers};
use crate::{
    access,
    app::App,
    config::{Config, DatabaseConfig},
    db::{self, Db, DbError, during},
    kernel::Clock,
    on_engine,
};

/// More than this between the database's clock and ours is worth a word.
const CLOCK_TOLERANCE_SECS: i64 = 60;

pub(super) async fn check(config: &Config, clock: &Clock) -> Vec<Finding> {
    const SUBJECT: &str = "database";
    let location = config.database.location();
    let db = match db::inspect(&config.database).await {
        Ok(Some(db)) => db,
        Ok(None) => {
            let what = format!("sqlite {location}: not there yet; hub serve or the window makes it at the first start");
            return vec![Finding::good(SUBJECT, what), own_clock(clock)];
        }
        Err(error) => return vec![Finding::bad(SUBJECT, error.to_string(), unusable(&config.database))],
    };
    let mut findings = vec![match version(&db).await {
        Ok(version) => Finding::good(SUBJECT, format!("{} {version} at {location}", db.provider())),
        Err(error) => return vec![Finding::bad(SUBJECT, error.to_string(), unusable(&config.database))],
    }];
    let app = App::with_db(config.clone(), clock.clone(), db);
    findings.push(self::clock(&app).await);
    let (schema, is_complete) = schema(&app).await;
    findings.push(schema);
    // What is missing in the schema has been said; what is there can be looked at.
    let about_rows = [users(&app).await, billing::check(&app).await].into_iter().chain(workers::check(&app).await);
    let about_rows = about_rows.chain(documents::files(&app).await);
    findings.extend(about_rows.filter_map(|found| match found {
        Ok(finding) => Some(finding),
        Err(_) if !is_complete => None,
        Err(error) => Some(Finding::bad(SUBJECT, error.to_string(), "hub migrate, then hub doctor again")),
    }));
    findings
}

fn unusable(database: &DatabaseConfig) -> &'static str {
    match database {
        DatabaseConfig::MySql(_) => "hub serve does not start before this is right; it never uses an empty SQLite file",
        DatabaseConfig::Sqlite { .. } => "hub serve does not start before this is right",
    }
}

async fn version(db: &Db) -> Result<String, DbError> {
    let sql = match db {
        Db::MySql(_) => "SELECT CAST(VERSION() AS CHAR)",
        Db::Sqlite { .. } => "SELECT sqlite_version()",
    };
    on_engine!(db, pool => sqlx::query_scalar(sql).fetch_one(pool).await).map_err(during("database.version"))
}

/// The finding, and whether every table is there.
async fn schema(app: &App) -> (Finding, bool) {
    const SUBJECT: &str = "schema";
    match db::plan(&app.db).await {
        Err(error) => (Finding::bad(SUBJECT, error.to_string(), "hub migrate --dry-run tells the same again"), false),
        Ok(plan) if !plan.changes.is_empty() => {
            let what = match plan.changes.len() {
                1 => "one change is due".to_owned(),
                changes => format!("{changes} changes are due"),
            };
            let remedy = "hub migrate --dry-run shows what; hub migrate (or the next start of a server) does it";
            (Finding::look(SUBJECT, what, remedy), false)
        }
        Ok(plan) if !plan.warnings.is_empty() => {
            let remedy = "nothing stops working; correct it when convenient";
            (Finding::look(SUBJECT, plan.warnings.join("; "), remedy), true)
        }
        Ok(plan) => (Finding::good(SUBJECT, format!("complete ({} tables)", plan.tables)), true),
    }
}

async fn clock(app: &App) -> Finding {
    const SUBJECT: &str = "clock";
    if let Db::Sqlite { .. } = app.db {
        return own_clock(&app.clock);
    }
    match db::clock_offset_secs(&app.db, &app.clock).await {
        Err(error) => Finding::bad(SUBJECT, error.to_string(), "see database"),
        Ok(offset) if offset.abs() > CLOCK_TOLERANCE_SECS => {
            let side = if offset > 0 { "ahead of" } else { "behind" };
            Finding::look(
                SUBJECT,
                format!("the database's clock is {} s {side} this machine's", offset.abs()),
                "synchronise both (NTP): waiting times and take-overs depend on them",
            )
        }
        Ok(_) => Finding::good(SUBJECT, "this machine and the database agree"),
    }
}

fn own_clock(clock: &Clock) -> Finding {
    let now = clock.local().format("%d/%m/%Y %H:%M");
    Finding::good("clock", format!("{now} in São Paulo; compare it with a watch, waiting times depend on it"))
}

async fn users(app: &App) -> Result<Finding, DbError> {
    const SUBJECT: &str = "accounts";
    const CREATE: &str = "hub user create --email you@example.com --name 'Your Name' --role ADMIN";
    access::store::count_users(&app.db).await.map(|counts| match counts {
        (0, _) => Finding::look(
            SUBJECT,
            "nobody has an account yet",
            format!("open the dashboard to make the first administrator, or: {CREATE}"),
        ),
        (all, 0) => Finding::look(SUBJECT, format!("{all}, but no administrator who may sign in"), CREATE),
        (1, _) => Finding::good(SUBJECT, "1, an administrator"),
        (all, admins) => Finding::good(SUBJECT, format!("{all}, {admins} of them administrators")),
    })
}
