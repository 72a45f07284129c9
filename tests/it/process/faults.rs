//! What happens to the program's surroundings, and that it works again afterwards.

use hub_lib::{db::Db, in_transaction, on_engine};
use sqlx::{AssertSqlSafe, Executor};

use crate::support::TestDatabase;

async fn save(db: &Db, service: &str) -> Result<(), sqlx::Error> {
    in_transaction!(db, tx => {
        let details = "x".repeat(500_000);
        sqlx::query("INSERT INTO system_status (service_name, details) VALUES (?, ?)")
            .bind(service)
            .bind(details)
            .execute(&mut **tx)
            .await?;
        Ok(())
    })
}

#[tokio::test]
async fn the_embedded_database_is_written_again_once_a_full_disk_has_room() {
    let database = TestDatabase::sqlite().await;
    let Db::Sqlite { write, .. } = &database.db else { unreachable!() };
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(write).await.unwrap();
    write.execute(sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA max_page_count = {pages}")))).await.unwrap();

    let full = save(&database.db, "clinia").await.unwrap_err();
    assert!(full.to_string().contains("full"), "{full}");
    // The limit belonged to the connection: another one finds room.
    save(&database.db, "clinia").await.unwrap();
    let stored: i64 = on_engine!(&database.db, pool => sqlx::query_scalar("SELECT COUNT(*) FROM system_status")
        .fetch_one(pool)
        .await)
    .unwrap();
    assert_eq!(stored, 1);
}
