//! Whatever the reports say: lines, days and months agree to the centavo, and a repetition changes nothing.

use chrono::{Days, NaiveDate};
use hub_lib::{connectors::feegow::report::ReportTable, finance::consistency};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any},
    prop_oneof,
    strategy::ValueTree,
    test_runner::TestRunner,
};

use super::source::{HEADERS, Scripted, run, stored};
use crate::support::databases;

/// Each needs some dozens of statements on both engines.
const CASES: usize = 8;

fn base() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 18).unwrap()
}

/// When a line of the report of day `n` was paid. Not on another day of the same run, which would be
/// replaced by its own report in between.
fn paid(n: u64) -> impl Strategy<Value = String> {
    let own = base() - Days::new(2 - n);
    let text = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    prop_oneof![
        12 => Just(text(own)),
        3 => (4_u64..60).prop_map(move |back| text(own - Days::new(back))),
        1 => (4_u64..9).prop_map(move |on| text(own + Days::new(on))),
        1 => Just(own.to_string()),
        1 => Just("Total".to_owned()),
    ]
}

fn amount() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (-50_000_i64..200_000).prop_map(|cents| format!("{},{:02}", cents / 100, cents.abs() % 100)),
        1 => Just("0,00".to_owned()),
        1 => Just("-".to_owned()),
        1 => Just("-99.999.999,99".to_owned()),
        1 => Just("R$ 1.234,56".to_owned()),
    ]
}

/// Spellings of few names, some of which only a collation takes for equal.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Consulta".to_owned()),
        Just("CONSULTA".to_owned()),
        Just(" consúlta ".to_owned()),
        Just("Straße".to_owned()),
        Just("Strasse".to_owned()),
        Just("ﬁm".to_owned()),
        Just("fim".to_owned()),
        Just(String::new()),
        Just("e\u{301}".to_owned()),
        Just("İ".to_owned()),
        any::<bool>().prop_map(|longer| "ç".repeat(if longer { 300 } else { 191 })),
    ]
}

fn line(n: u64) -> impl Strategy<Value = Vec<String>> {
    let reference = prop_oneof![Just("18/02/2026".to_owned()), Just(String::new())];
    (reference, paid(n), amount(), name(), name(), name()).prop_map(
        |(reference, paid, total, unit, group, procedure)| {
            let mut cells = vec![String::new(); HEADERS.len()];
            (cells[0], cells[1], cells[9]) = (reference, paid, total);
            (cells[11], cells[14], cells[15]) = (procedure, group, unit);
            cells
        },
    )
}

#[tokio::test]
async fn the_three_tables_agree_to_the_centavo() {
    let mut runner = TestRunner::deterministic();
    let reports = (vec(line(0), 0..40), vec(line(1), 0..40), vec(line(2), 0..40));
    let mut case = || reports.new_tree(&mut runner).unwrap().current();
    let cases: Vec<[Vec<Vec<String>>; 3]> = (0..CASES).map(|_| case().into()).collect();
    for database in databases().await {
        let db = &database.db;
        for case in &cases {
            let table = |rows: &Vec<Vec<String>>| {
                Ok(ReportTable { headers: HEADERS.map(str::to_owned).to_vec(), rows: rows.clone() })
            };
            let answers = || Scripted::new(case.iter().map(table).collect());
            run(db, &answers(), 2).await;
            let first = stored(db).await;
            let overview = consistency::overview(db).await.unwrap();
            assert!(overview.divergence.is_none(), "{overview:?}");
            assert_eq!(overview.undated, 0);
            assert_eq!((overview.lines, overview.lines), (overview.days, overview.months), "to the centavo");

            run(db, &answers(), 2).await;
            let second = stored(db).await;
            assert_eq!(second.len(), first.len());
            let again = consistency::overview(db).await.unwrap();
            assert_eq!((again.lines, again.divergence), (overview.lines, overview.divergence));
        }
    }
}
