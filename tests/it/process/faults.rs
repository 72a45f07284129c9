//! What happens to the program's surroundings, and that it works again afterwards.

use hub_lib::{db::Db, in_transaction, on_engine};
use sqlx::{AssertSqlSafe, Executor};

use super::Demo;
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

#[tokio::test]
async fn a_second_demonstration_leaves_the_running_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), None);
    let client = demo.client().await;
    super::until(super::MINUTE, &client, &demo.at("/api/health"), |health| health["orchestrator"] == "active").await;

    let second = Demo::command(folder.path(), None).output().unwrap();
    let told = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(2), "{told}");
    assert!(told.contains("another demonstration") && told.contains("HUB_DATA_DIR="), "{told}");
    // The password it printed is still the one.
    demo.client().await;
}
