//! The generated days: the same each time, and in agreement with themselves.

use std::collections::HashMap;

use hub_lib::{kernel::Clock, simulator::DataSet};
use serde_json::Value;

use super::{QUEUE, UNITS, all_lines, api, browser, lines, log_in, next_page, page, report, tickets};
use crate::support::Upstream;

#[tokio::test]
async fn a_generated_day_is_the_same_twice_and_moves() {
    let clock = Clock::manual_at("2026-11-25 10:15:00");
    let (one, other) = (Upstream::serving(DataSet::Day, &clock).await, Upstream::serving(DataSet::Day, &clock).await);
    let queue = async |upstream: &Upstream| tickets(upstream, 3).send().await.unwrap().text().await.unwrap();
    let before = queue(&one).await;
    assert_eq!(before, queue(&other).await);
    clock.advance(std::time::Duration::from_secs(180));
    assert_ne!(before, queue(&one).await);

    let browser = browser();
    log_in(&browser, &one).await;
    page(&browser, &one, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=3").await;
    let room = page(&browser, &one, QUEUE).await;
    for ticket in tickets(&one, 3).send().await.unwrap().json::<Vec<Value>>().await.unwrap() {
        assert!(!room.contains(ticket["PacienteNome"].as_str().unwrap()), "in two places");
    }
    page(&browser, &one, "/web/v8.1/?P=MudaLocal&Pers=1&MudaLocal=0").await;
    let first = report(&browser, &one, "24/11/2026").await;
    assert_eq!(lines(&first).len(), 200);
    assert!(page(&browser, &one, &next_page(&first).unwrap()).await.contains("<table id=\"table-resultado\""));
    let (_, booked) = api(&one, "appoints/search?data_start=26-10-2026&data_end=25-12-2026").await;
    let statuses: std::collections::HashSet<i64> =
        booked["content"].as_array().unwrap().iter().map(|row| row["status_id"].as_i64().unwrap()).collect();
    assert!([1, 2, 3, 4, 6, 7, 11].iter().all(|status| statuses.contains(status)), "{statuses:?}");
}

/// A simulator of the clinics and a client that is signed in.
async fn clinics(at: &str) -> (Upstream, reqwest::Client) {
    let upstream = Upstream::serving(DataSet::Day, &Clock::manual_at(at)).await;
    let browser = browser();
    log_in(&browser, &upstream).await;
    (upstream, browser)
}

/// Centavos of `1.234,56` or `R$ 1.234,56`.
fn centavos(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<i64>().unwrap() * if text.contains('-') { -1 } else { 1 }
}

/// Number and sum of the consultations of a day, and who booked them, by unit.
type Consultations = HashMap<String, (usize, i64, Vec<String>)>;

fn add(into: &mut Consultations, unit: &str, amount: &str, booked_by: &str) {
    let (count, sum, names) = into.entry(unit.to_uppercase()).or_default();
    *count += 1;
    *sum += centavos(amount);
    names.push(booked_by.to_owned());
}

#[tokio::test]
async fn what_was_paid_agrees_with_what_was_booked_on_any_day_of_four_years() {
    let (upstream, browser) = clinics("2026-11-25 21:00:00").await;
    for day in ["28/11/2022", "29/02/2024", "24/12/2025", "18/02/2026", "25/11/2026"] {
        let (mut paid, mut attended) = (Consultations::new(), Consultations::new());
        for line in all_lines(&browser, &upstream, day, day, &[2, 3, 12]).await {
            assert_eq!(
                centavos(&line[8]) - centavos(&line[5]).abs() * i64::from(line[4] != "Estorno"),
                centavos(&line[9]),
                "{line:?}"
            );
            if line[13] == "Consulta" && line[4] != "Estorno" {
                assert_eq!((line[0].as_str(), line[1].as_str()), (day, day));
                add(&mut paid, &line[15], &line[8], &line[12]);
            }
        }
        let date = day.replace('/', "-");
        let (_, booked) = api(&upstream, &format!("appoints/search?data_start={date}&data_end={date}")).await;
        for row in booked["content"].as_array().unwrap().iter().filter(|row| row["status_id"] == 3) {
            let text = |name: &str| row[name].as_str().unwrap();
            add(&mut attended, text("nome_fantasia"), text("valor_total_agendamento"), text("agendado_por"));
        }
        for (_, _, names) in paid.values_mut().chain(attended.values_mut()) {
            names.sort();
        }
        assert!(paid.len() == 3 && paid.values().all(|(count, ..)| *count > 60), "{day}");
        assert_eq!(paid, attended, "{day}");
    }
}

#[tokio::test]
async fn a_month_is_its_days_and_the_same_for_everyone() {
    let (one, browser) = clinics("2026-11-25 10:15:00").await;
    let month = all_lines(&browser, &one, "01/02/2024", "29/02/2024", &UNITS).await;
    assert!(month.len() > 10_000, "{}", month.len());
    for unit in ["OURO VERDE", "CENTRO CAMBUI", "CAMPINAS SHOPPING"] {
        assert!(month.iter().filter(|line| line[15] == unit).count() > 2000, "{unit}");
    }
    let (other, second) = clinics("2026-08-01 08:00:00").await;
    for day in ["01/02/2024", "29/02/2024"] {
        let of_month: Vec<_> = month.iter().filter(|line| line[0] == day).cloned().collect();
        assert_eq!(all_lines(&browser, &one, day, day, &UNITS).await, of_month);
        assert_eq!(all_lines(&second, &other, day, day, &UNITS).await, of_month, "whenever it is asked");
        let of_unit: Vec<_> = of_month.into_iter().filter(|line| line[15] == "CENTRO CAMBUI").collect();
        assert_eq!(all_lines(&browser, &one, day, day, &[3]).await, of_unit, "unit by unit");
    }
    let refunds: Vec<_> = month.iter().filter(|line| line[4] == "Estorno").collect();
    assert!(!refunds.is_empty() && refunds.iter().all(|line| line[9].starts_with('-') && line[0] != line[1]));
}

#[tokio::test]
async fn card_fees_are_paid_by_people_with_a_contract() {
    let (upstream, browser) = clinics("2026-11-25 21:00:00").await;
    let url = format!("{}/contracts/external/contract/datagrid", upstream.base_url());
    let ask = browser.post(url).header("x-access-token", "sim-api-token");
    let page: Value = ask.json(&serde_json::json!({"perPage": 50_000})).send().await.unwrap().json().await.unwrap();
    let fees: std::collections::HashSet<(String, i64)> = page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let fee = &row["amountRecurrence"];
            let fee = fee.as_f64().map_or_else(|| centavos(fee.as_str().unwrap()), |fee| (fee * 100.0).round() as i64);
            (row["name"].as_str().unwrap().to_owned(), fee)
        })
        .collect();
    let paid = all_lines(&browser, &upstream, "24/11/2026", "24/11/2026", &[20]).await;
    assert_eq!(paid.len(), 24);
    for line in paid {
        assert!(fees.contains(&(line[10].clone(), centavos(&line[9]))), "{line:?}");
    }
}

#[tokio::test]
async fn today_is_reported_as_far_as_it_has_got() {
    let (upstream, browser) = clinics("2026-11-25 05:00:00").await;
    let today = async || all_lines(&browser, &upstream, "25/11/2026", "26/11/2026", &UNITS).await.len();
    assert_eq!(today().await, 0, "nobody has paid yet");
    upstream.today("2026-11-25", "12:00").await;
    let noon = today().await;
    upstream.today("2026-11-25", "23:00").await;
    assert!(noon > 100 && today().await > noon + 100, "{noon}");
}
