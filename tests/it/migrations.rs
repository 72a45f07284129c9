//! Building and adopting databases.

use hub_lib::db;

use crate::support::databases;

#[tokio::test]
async fn an_empty_database_gets_the_schema_and_a_second_run_changes_nothing() {
    for database in databases().await {
        let report = db::migrate(&database.db).await.unwrap();
        assert!(report.changes.is_empty(), "{}: {:?}", database.db.provider(), report.changes);
    }
}
