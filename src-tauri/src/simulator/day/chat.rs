//! WhatsApp over the day: groups, open chats, waits, conversations, appointments made by chat.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};
use serde_json::{Value, json};

use super::{Clinic, dice::Dice};
use crate::simulator::route::Route;

/// A group, its share of the traffic in hundredths, and how long its chats wait per open chat, in seconds.
const GROUPS: [(&str, &str, i64, i64); 7] = [
    ("da45d882-5702-439b-8133-3d896d6a8810", "Central de relacionamento", 62, 17),
    ("27a55f28-fcc9-464a-b309-46eae46cac71", "Cancelados", 6, 60),
    ("dbfa4605-60ec-4f17-92c5-05c7d90ebcb4", "Resolvesaude", 12, 45),
    ("e4f34a9b-6b42-4ab5-9cd8-70f248ef422d", "Verificar pagamentos", 7, 70),
    ("4bb619b3-7c61-417a-b175-9ddbffa07e0e", "Aniversariantes", 2, 90),
    ("4e20ab85-5a52-454b-8e3a-742afea03e3a", "Aguardando Confirmação", 8, 40),
    ("6c1f0c3e-58b2-4f57-9f5e-0d2f3b7a9c11", "Convênios", 3, 80),
];

/// How busy each hour is, in hundredths of the busiest.
const CURVE: [i64; 24] = [2, 1, 1, 1, 1, 3, 12, 35, 70, 95, 100, 90, 60, 65, 85, 90, 80, 65, 45, 25, 14, 9, 6, 4];

impl Clinic {
    /// C1–C5.
    pub fn clinia(&self, route: Route, now: NaiveDateTime) -> Value {
        match route {
            Route::C1 => {
                let groups: Vec<Value> = GROUPS.iter().map(|(id, name, ..)| json!({"id": id, "name": name})).collect();
                json!({"groups": groups})
            }
            Route::C2 => {
                let wait = |(index, (id, _, _, seconds)): (i64, (&str, &str, i64, i64))| {
                    let open = self.open_chats(index, now);
                    json!({"group_id": id, "avg_waiting_time": (open > 0).then(|| average(30 + open * seconds, now))})
                };
                json!({"groups": (0..).zip(GROUPS).map(wait).collect::<Vec<_>>()})
            }
            Route::C3 => {
                let counts: Vec<(&str, i64)> =
                    (0..).zip(GROUPS).map(|(index, (id, ..))| (id, self.open_chats(index, now))).collect();
                let groups: Vec<Value> = counts.iter().map(|(id, count)| json!({"id": id, "count": count})).collect();
                json!({"count": {"all": counts.iter().map(|(_, count)| count).sum::<i64>(), "groups": groups}})
            }
            Route::C4 => {
                json!({"groups": (0..).zip(GROUPS).map(|(index, group)| self.week(index, group, now)).collect::<Vec<_>>()})
            }
            Route::C5 => {
                let total = self.so_far(900, 140, now.date(), now);
                json!({"current": {"appointmentsTotal": total, "appointmentsCreatedByBot": total * 31 / 100}})
            }
            _ => Value::Null,
        }
    }

    /// Open chats of a group: the hour's share, changing every minute or two.
    fn open_chats(&self, index: i64, now: NaiveDateTime) -> i64 {
        let minute = i64::from(now.hour() * 60 + now.minute());
        let mut dice = Dice::new(self.seed, &[404, i64::from(now.num_days_from_ce()), index, minute / 2]);
        let typical = busy(minute) * GROUPS[usize::try_from(index).unwrap_or_default()].2 * 28 / 10_000;
        match typical {
            0 => i64::from(dice.percent(busy(minute))),
            _ => (typical + dice.between(-(typical / 5 + 1), typical / 5 + 1)).max(0),
        }
    }

    /// Monday to today.
    fn week(&self, index: i64, (id, _, share, seconds): (&str, &str, i64, i64), now: NaiveDateTime) -> Value {
        let today = now.date();
        let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
        let (mut conversations, mut waits) = (Vec::new(), Vec::new());
        for date in monday.iter_days().take_while(|date| *date <= today) {
            let until = if date == today { now } else { date.and_time(END_OF_DAY) };
            let count = self.so_far(500 + index, 480 * share / 100, date, until);
            let label = date.format("%d/%m").to_string();
            conversations
                .push(json!({"date": label, "conversation": count, "without_response_conversation": count * 4 / 100}));
            waits.push(
                json!({"date": label, "avg": if count == 0 { 0.0 } else { average(40 + seconds * share / 5, until) }}),
            );
        }
        json!({"group_id": id, "group_conversations_per_day": conversations, "waiting_time_per_day": waits})
    }

    /// How many of a day's total have happened until a moment.
    fn so_far(&self, word: i64, typical: i64, date: NaiveDate, until: NaiveDateTime) -> i64 {
        let mut dice = Dice::new(self.seed, &[word, i64::from(date.num_days_from_ce())]);
        let total = typical * dice.between(85, 115) / 100;
        let minutes = i64::from(until.hour() * 60 + until.minute());
        let passed: i64 = (0..minutes).map(busy).sum();
        let whole: i64 = (0..24 * 60).map(busy).sum();
        total * passed / whole.max(1)
    }
}

const END_OF_DAY: chrono::NaiveTime = chrono::NaiveTime::from_hms_opt(23, 59, 59).expect("a time of day");

/// How busy a minute is, in hundredths; between two hours the curve is straight.
fn busy(minute: i64) -> i64 {
    let hour = |hour: i64| CURVE[usize::try_from(hour.rem_euclid(24)).unwrap_or_default()];
    let (this, part) = (minute / 60, minute % 60);
    (hour(this) * (60 - part) + hour(this + 1) * part) / 60
}

/// Averages come with a fraction.
fn average(seconds: i64, now: NaiveDateTime) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or_default()) + f64::from(now.minute() % 10) / 10.0
}
