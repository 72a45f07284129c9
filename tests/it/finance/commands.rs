//! `hub backfill faturamento`, `hub rebuild resumos` and the billing line of `hub doctor`, as an operator meets them.

use std::process::Output;

use hub_lib::{config::DatabaseConfig, kernel::Clock, simulator::DataSet};
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::process::Command;

use super::source::{assert_consistent, row, stored};
use crate::support::{
    TestDatabase, Upstream, databases,
    legacy::{execute, texts},
};

struct Place {
    database: TestDatabase,
    upstream: Upstream,
    folder: tempfile::TempDir,
}

struct Ended {
    status: i32,
    out: String,
    err: String,
}

impl Place {
    async fn each() -> Vec<Self> {
        let mut places = Vec::new();
        for database in databases().await {
            let upstream = Upstream::serving(DataSet::Samples, &Clock::system()).await;
            places.push(Self { database, upstream, folder: tempfile::tempdir().unwrap() });
        }
        places
    }

    async fn hub(&self, words: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.args(words).env_clear().envs(self.upstream.environment()).current_dir(self.folder.path());
        command.env("HUB_DATA_DIR", self.folder.path()).env("SYNC_PAUSE_SCALE", "0");
        match &self.database.config {
            DatabaseConfig::Sqlite { path } => command.env("SQLITE_PATH", path),
            DatabaseConfig::MySql(mysql) => command
                .env("MYSQL_URL", mysql.url.expose_secret())
                .env("NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests"),
        };
        let Output { status, stdout, stderr } = command.output().await.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    async fn backfill(&self, first: &str, last: &str, more: &[&str]) -> Ended {
        let mut words =
            vec!["backfill", "faturamento", "--start-date", first, "--end-date", last, "--sleep-seconds", "0"];
        words.extend(more);
        self.hub(&words).await
    }
}

#[tokio::test]
async fn a_backfill_previews_stores_marks_and_resumes() {
    for place in Place::each().await {
        let preview = place.backfill("2026-01-01", "28/02/2026", &["--dry-run"]).await;
        assert_eq!(preview.status, 0, "{}", preview.err);
        assert!(preview.out.contains("2 of 2 months would be read. Nothing was changed."), "{}", preview.out);
        assert!(place.upstream.journal().await.is_empty());

        let first = place.backfill("2026-01-01", "2026-02-28", &[]).await;
        assert_eq!(first.status, 0, "{}{}", first.out, first.err);
        for line in ["01/2026: 0 registros", "02/2026: 3 registros", "Backfill histórico finalizado"] {
            assert!(first.out.contains(line), "{line:?} in {}", first.out);
        }
        assert_eq!(stored(&place.database.db).await.len(), 3);
        assert_consistent(&place.database.db).await;

        let calls = place.upstream.calls("W8").await.len();
        let second = place.backfill("2026-01-01", "2026-02-28", &[]).await;
        assert!(second.out.contains("02/2026: complete, skipped"), "{}", second.out);
        assert_eq!(place.upstream.calls("W8").await.len(), calls);

        place.upstream.fail("W8", "http:500").await;
        let failed = place.backfill("2026-02-01", "2026-02-28", &["--ignore-checkpoint"]).await;
        assert_eq!(failed.status, 3, "{}", failed.out);
        assert!(failed.out.contains("Backfill finalizado com falhas: 02/2026"), "{}", failed.out);
        assert_eq!(stored(&place.database.db).await.len(), 3);
    }
}

#[tokio::test]
async fn wrong_dates_are_a_misuse_and_missing_credentials_a_failure() {
    for place in Place::each().await {
        let ended = place.backfill("2026-02-30", "2026-03-01", &[]).await;
        assert_eq!(ended.status, 2);
        assert!(ended.err.contains("Data inválida: 2026-02-30. Use YYYY-MM-DD ou DD/MM/YYYY."), "{}", ended.err);
        assert_eq!(place.backfill("2026-03-02", "2026-03-01", &[]).await.status, 2);
    }
}

#[tokio::test]
async fn a_saved_report_is_stored_like_a_fetched_one() {
    for place in Place::each().await {
        let file = place.folder.path().join("relatorio.csv");
        let mut lines = vec![super::source::HEADERS.join(";")];
        lines.push(row("31/01/2026", "31/01/2026", "10,00", "Consulta").join(";"));
        lines.push(row("18/02/2026", "18/02/2026", "1.234,56", "Consulta").join(";"));
        std::fs::write(&file, lines.join("\r\n")).unwrap();
        let ended = place.backfill("2026-01-01", "2026-02-28", &["--file", file.to_str().unwrap()]).await;
        assert_eq!(ended.status, 0, "{}{}", ended.out, ended.err);
        assert_eq!(stored(&place.database.db).await, ["2026-01-31|1000|Consulta|", "2026-02-18|123456|Consulta|"]);
        assert_consistent(&place.database.db).await;
        assert!(place.upstream.journal().await.is_empty());
        let marks = "SELECT CONCAT_WS('-', year, month) FROM faturamento_backfill_checkpoint ORDER BY year, month";
        assert_eq!(texts(&place.database.db, marks).await.concat(), ["2026-1", "2026-2"]);
        let missing = place.backfill("2026-01-01", "2026-02-28", &["--file", "nowhere.csv"]).await;
        assert_eq!(missing.status, 1);
    }
}

#[tokio::test]
async fn sums_that_differ_are_found_previewed_and_rebuilt() {
    for place in Place::each().await {
        place.upstream.data("W8", json!(null)).await;
        place.backfill("2026-02-01", "2026-02-28", &[]).await;
        let db = &place.database.db;
        execute(db, "UPDATE faturamento_resumo_diario SET total_pago = total_pago + 7 WHERE procedimento LIKE 'Hemo%'")
            .await;

        let doctor = place.hub(&["doctor"]).await;
        assert!(doctor.out.contains("hub rebuild resumos --from 2026-02-01 --to 2026-02-28"), "{}", doctor.out);
        let preview = place.hub(&["rebuild", "resumos", "--dry-run"]).await;
        assert!(preview.out.contains("before  differ   18/02/2026; mês 02/2026"), "{}", preview.out);
        assert!(preview.out.contains("Nothing was changed."), "{}", preview.out);
        let ended = place.hub(&["rebuild", "resumos", "--from", "18/02/2026", "--to", "2026-02-18"]).await;
        assert_eq!(ended.status, 0, "{}", ended.err);
        assert!(ended.out.contains("after   differ   they agree"), "{}", ended.out);
        assert!(ended.out.contains("1364.56"), "{}", ended.out);
        assert_consistent(db).await;
        let doctor = place.hub(&["doctor"]).await;
        assert!(doctor.out.contains("3 lines; the sums per day and month agree with them"), "{}", doctor.out);

        assert_eq!(place.hub(&["rebuild", "resumos", "--from", "ontem", "--to", "hoje"]).await.status, 2);
        execute(db, "DELETE FROM faturamento_analitico").await;
        assert_eq!(place.hub(&["rebuild", "resumos"]).await.status, 1, "sums without lines are not thrown away");
    }
}
