//! The figures of `/api/admin/contratos` beside a plain computation over every row, after every kind of change.

use std::collections::BTreeSet;

use hub_lib::db::{self, Db};
use serde_json::{Value, json};

use super::adopted::{SHAPES, put_table};
use crate::support::{
    TestApp, each_app,
    legacy::{execute, texts},
};

const FIRST: &str = "2026-02-01";
const LAST: &str = "2026-02-19";

/// Registrations of every kind, some of one contract, around both ends of the period.
async fn fill(db: &Db, seed: usize) {
    let rows: Vec<String> = (0..120)
        .map(|n| {
            let kind = n * 7 + seed;
            let status = ["Aprovado", " aprovado ", "CANCELADO", "Cancelado", "Pendente", ""][kind % 6];
            let financial = ["'Adimplente'", "'Inadimplente'", "' INADIMPLENTE '", "NULL"][n % 4];
            let contract = match n % 9 {
                0 => "NULL".to_owned(),
                1 => "' '".to_owned(),
                _ => format!("'K{}'", n / 2),
            };
            let day = ["2026-01-31", FIRST, "2026-02-10", LAST, "2026-02-20"][n % 5];
            let money = format!("{}.{:02}, {}.9", 10 + n, n % 100, n % 50);
            format!("('{seed}-{n}', {contract}, '{day}', '{status}', {financial}, {money})")
        })
        .collect();
    execute(
        db,
        &format!(
            "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, status_contract, status_financial,
                 recurrence_value, membership_value) VALUES {};
             INSERT INTO feegow_contracts (registration_number) VALUES ('{seed}-empty')",
            rows.join(", ")
        ),
    )
    .await;
}

/// What the page must show, added up row by row.
async fn plainly(db: &Db) -> (Value, Value) {
    let rows = texts(
        db,
        "SELECT COALESCE(CAST(contract_id AS CHAR), ''), COALESCE(CAST(created_at AS CHAR), ''),
                LOWER(TRIM(COALESCE(status_contract, ''))), LOWER(TRIM(COALESCE(status_financial, ''))),
                CAST(CAST(ROUND(COALESCE(recurrence_value, 0) * 100) AS DECIMAL(12)) AS CHAR),
                CAST(CAST(ROUND(COALESCE(membership_value, 0) * 100) AS DECIMAL(12)) AS CHAR)
         FROM feegow_contracts",
    )
    .await;
    let mut contracts = BTreeSet::new();
    let (mut patients, mut mrr, mut overdue, mut owed) = (0, 0, 0, 0);
    let (mut sold, mut new_mrr, mut new_overdue, mut new_owed, mut cancelled) = (0, 0, 0, 0, 0);
    for row in &rows {
        let cents = |text: &str| text.parse::<f64>().unwrap() as i64;
        let (recurrence, membership) = (cents(&row[4]), cents(&row[5]));
        let own = row[1].as_str() >= FIRST && row[1].as_str() <= LAST;
        if row[2] == "aprovado" {
            patients += 1;
            mrr += recurrence;
            contracts.extend(Some(row[0].trim()).filter(|number| !number.is_empty()));
            if own {
                (sold, new_mrr) = (sold + membership, new_mrr + recurrence);
            }
        }
        if row[3] == "inadimplente" {
            (overdue, owed) = (overdue + 1, owed + recurrence);
            if own {
                (new_overdue, new_owed) = (new_overdue + 1, new_owed + recurrence);
            }
        }
        cancelled += i64::from(own && row[2] == "cancelado");
    }
    let money = |cents: i64| json!(cents as f64 / 100.0);
    (
        json!({ "activeContractsCount": contracts.len(), "activePatientsCount": patients,
            "activeContractsMRR": money(mrr), "defaultersCount": overdue, "defaultersValue": money(owed) }),
        json!({ "salesMembership": money(sold), "salesMRR": money(new_mrr), "defaultersCount": new_overdue,
            "defaultersValue": money(new_owed), "cancelledCount": cancelled, "billingRealized": 0.0,
            "dailyChart": [] }),
    )
}

async fn assert_plain(app: &TestApp, when: &str) {
    let path = format!("/api/admin/contratos?startDate={FIRST}&endDate={LAST}&refresh=1");
    let told = app.get_as("GESTOR", &path).await.json;
    let (totals, period) = plainly(&app.app.db).await;
    assert_ne!(totals["activeContractsCount"], 0);
    assert_eq!(numbers(&told["totals"]), numbers(&totals), "{when}: {}", app.app.db.provider());
    assert_eq!(numbers(&told["period"]), numbers(&period), "{when}: {}", app.app.db.provider());
}

/// Whole numbers of reais come without decimals.
fn numbers(figures: &Value) -> Vec<(String, Option<f64>)> {
    figures.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.as_f64())).collect()
}

async fn change_and_compare(app: &TestApp, shape: &str) {
    let db = &app.app.db;
    fill(db, 1).await;
    assert_plain(app, &format!("filled, {shape}")).await;
    for change in [
        "UPDATE feegow_contracts SET status_contract = 'Cancelado' WHERE registration_number LIKE '1-1%'",
        "UPDATE feegow_contracts SET status_financial = 'Inadimplente', recurrence_value = 0.1 WHERE registration_number LIKE '1-2%'",
        "UPDATE feegow_contracts SET created_at = '2026-02-19', membership_value = NULL WHERE registration_number LIKE '1-3%'",
        "UPDATE feegow_contracts SET contract_id = 'K1' WHERE registration_number LIKE '1-4%'",
        "DELETE FROM feegow_contracts WHERE registration_number LIKE '1-5%'",
    ] {
        execute(db, change).await;
        assert_plain(app, &format!("{change}, {shape}")).await;
    }
    fill(db, 2).await;
    assert_plain(app, &format!("filled again, {shape}")).await;
}

#[tokio::test]
async fn the_figures_are_those_of_a_plain_computation() {
    for app in each_app().await {
        change_and_compare(&app, "new").await;
    }
}

#[tokio::test]
async fn adopted_tables_give_the_figures_before_and_after_they_get_our_columns() {
    for app in each_app().await {
        for shape in SHAPES {
            // As the former system's worker leaves it with every run, then as our next start completes it.
            put_table(&app.app.db, shape).await;
            change_and_compare(&app, shape).await;
            db::migrate(&app.app.db).await.unwrap();
            assert_plain(&app, &format!("adopted, {shape}")).await;
            execute(&app.app.db, "DELETE FROM feegow_contracts").await;
            change_and_compare(&app, shape).await;
        }
    }
}
