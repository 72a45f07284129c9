//! Tables as the former system left them: texts, decimals and real days where we would have others.

use hub_lib::{
    db::{self, Db},
    on_writer,
};
use sqlx::AssertSqlSafe;

use super::{STORED, done, run, sites};

/// The former system's columns; newer servers have the numbers as decimals, others real days, some a column more.
pub const SHAPES: [&str; 3] = [
    "contract_id TEXT, created_at TEXT, start_date TEXT, patient_name TEXT, plan_name TEXT, status_contract TEXT,
     status_financial TEXT, recurrence_value DOUBLE, membership_value DOUBLE, updated_at TEXT",
    "contract_id TEXT, created_at TEXT, start_date TEXT, patient_name TEXT, plan_name TEXT, status_contract TEXT,
     status_financial TEXT, recurrence_value DECIMAL(15,2), membership_value DECIMAL(10,2), updated_at TEXT",
    "contract_id VARCHAR(191), created_at DATE, start_date DATE, patient_name VARCHAR(500), plan_name MEDIUMTEXT,
     status_contract VARCHAR(191), status_financial VARCHAR(191), recurrence_value DECIMAL(15,2),
     membership_value DOUBLE, updated_at DATETIME, origem VARCHAR(20) NOT NULL DEFAULT 'feegow'",
];

/// Puts an empty table of this shape where ours was.
pub async fn put_table(db: &Db, shape: &str) {
    let key = "registration_number VARCHAR(191) NOT NULL PRIMARY KEY";
    for sql in ["DROP TABLE feegow_contracts", &format!("CREATE TABLE feegow_contracts ({key}, {shape})")] {
        on_writer!(db, pool => sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(drop)).unwrap();
    }
}

#[tokio::test]
async fn an_adopted_table_is_read_and_written_as_it_is() {
    for shape in SHAPES {
        for site in sites().await {
            put_table(&site.app.db, shape).await;
            site.execute(
                "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, patient_name,
                     recurrence_value) VALUES
                 ('9002_094fbc', '9002', '2025-11-30', 'Nome de antes', 1.5), ('RS-000123', NULL, NULL, NULL, NULL),
                 ('sumiu', '1', '2025-01-01', 'Nome de antes', 49.9)",
            )
            .await;
            let report = db::migrate(&site.app.db).await.unwrap();
            let ours = |change: &String| change.contains("INDEX") || change.contains("ADD COLUMN hub_");
            assert!(report.changes.iter().all(ours), "{:?}", report.changes);
            assert_eq!(report.changes.len(), 5, "{:?}", report.changes);
            for _ in 0..2 {
                assert_eq!(run(&site).await, done(249), "{shape}");
                let stored = site.rows(STORED).await;
                assert_eq!(stored.len(), 249);
                assert_eq!(
                    stored[0],
                    "9002_094fbc|9002|2025-11-30|2026-02-10|Titular Exemplo||Cancelado|Inadimplente|4990|0"
                );
                assert_eq!(
                    stored[1],
                    "RS-000123|9001|2026-01-15|2026-02-01|Titular Exemplo|Resolve Família|Aprovado|Adimplente|4990|9900"
                );
            }
            assert!(db::migrate(&site.app.db).await.unwrap().changes.is_empty());
        }
    }
}
