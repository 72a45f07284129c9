//! Files without a row, rows without a file.

use chrono::TimeDelta;
use hub_lib::{
    kernel::Clock,
    orphans::{self, Bounds},
};

use super::{Clinic, PDF, PNG};

/// Later than any file of these tests may be on its way.
fn later() -> chrono::DateTime<chrono::Utc> {
    Clock::system().now() + TimeDelta::hours(2)
}

#[tokio::test]
async fn what_does_not_fit_together_is_found_and_only_files_are_deleted() {
    for clinic in Clinic::each().await {
        let app = &clinic.test.app;
        let fine = orphans::look(app, Bounds::NONE, later()).await.unwrap();
        assert_eq!((fine.files_seen, fine.rows_seen), (0, 0), "an empty store");

        let kept = clinic.kept("FOTO", "f.png", PNG).await;
        let lost = clinic.kept("DIPLOMA", "d.pdf", PDF).await;
        std::fs::remove_file(clinic.root().join(lost["storageKey"].as_str().unwrap())).unwrap();
        let left = clinic.kept("CURRICULO", "c.pdf", PDF).await["storageKey"].as_str().unwrap().to_owned();
        clinic.run("DELETE FROM professional_documents WHERE doc_type = 'CURRICULO'").await;

        let found = orphans::look(app, Bounds::NONE, Clock::system().now()).await.unwrap();
        assert!(found.files.is_empty(), "a young file may be waiting for its row: {found:?}");
        let found = orphans::look(app, Bounds::NONE, later()).await.unwrap();
        let keys: Vec<&str> = found.files.iter().map(|file| file.key.as_str()).collect();
        assert_eq!(keys, [left.as_str()]);
        let rows: Vec<&str> = found.rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(rows, [lost["id"].as_str().unwrap()]);
        assert_eq!((found.files_seen, found.rows_seen, found.is_cut), (2, 2, false));
        assert_eq!(clinic.objects().len(), 2, "looking deletes nothing");

        assert_eq!(orphans::delete(app, &found.files).await.unwrap(), (1, 0));
        assert_eq!(clinic.objects(), [kept["storageKey"].as_str().unwrap()]);
        assert_eq!(clinic.rows().await.len(), 2, "rows stay");
    }
}

#[tokio::test]
async fn a_file_that_got_its_row_meanwhile_stays() {
    for clinic in Clinic::each_local().await {
        clinic.kept("CURRICULO", "c.pdf", PDF).await;
        clinic.run("UPDATE professional_documents SET storage_key = 'elsewhere'").await;
        let found = orphans::look(&clinic.test.app, Bounds::NONE, later()).await.unwrap();
        assert_eq!(found.files.len(), 1);
        let sql = "UPDATE professional_documents SET storage_key = ?";
        let key = &found.files[0].key;
        hub_lib::on_writer!(&clinic.test.app.db, pool => sqlx::query(sql).bind(key).execute(pool).await.map(|_| ()))
            .unwrap();
        assert_eq!(orphans::delete(&clinic.test.app, &found.files).await.unwrap(), (0, 0));
        assert_eq!(clinic.objects().len(), 1);
    }
}

#[tokio::test]
async fn what_is_looked_at_has_a_bound() {
    for clinic in Clinic::each_local().await {
        for n in 0..3 {
            clinic.kept("CURRICULO", &format!("{n}.pdf"), PDF).await;
        }
        let found = orphans::look(&clinic.test.app, Bounds { files: 2, rows: 1 }, later()).await.unwrap();
        assert_eq!((found.files_seen, found.rows_seen, found.is_cut), (2, 1, true));
        clinic.run("UPDATE professional_documents SET storage_provider = 's3'").await;
        let found = orphans::look(&clinic.test.app, Bounds::NONE, later()).await.unwrap();
        assert_eq!((found.rows_elsewhere, found.rows.len(), found.files.len()), (3, 0, 0), "nobody can tell");
    }
}

#[tokio::test]
async fn a_store_that_fails_is_no_lost_file() {
    for clinic in Clinic::each_s3().await {
        clinic.kept("CURRICULO", "c.pdf", PDF).await;
        let refuse = crate::support::bucket::Fault::Refuses(403, "AccessDenied");
        clinic.bucket().fails(axum::http::Method::HEAD, "", refuse);
        assert!(orphans::look(&clinic.test.app, Bounds::NONE, later()).await.is_err());
    }
}
