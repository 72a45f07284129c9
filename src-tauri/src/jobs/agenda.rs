//! The fixed agenda: which services are due when, in São Paulo wall time. Pure.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use super::window::hm;
use crate::kernel::Service;

/// A slot found later than this (after the machine slept) is skipped.
pub const CATCH_UP: TimeDelta = TimeDelta::minutes(15);

const HEAVY: &[Service] = &[Service::Faturamento, Service::Financeiro, Service::Comercial, Service::Contratos];
/// The appointments run at this minute of every hour from the first to the last hour.
const HOURLY_MINUTE: u32 = 30;
const HOURLY: std::ops::RangeInclusive<u32> = 6..=19;

/// A moment of the day at which services run, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub at: NaiveDateTime,
    pub services: &'static [Service],
}

/// The slots of every day, in order.
fn daily() -> Vec<(NaiveTime, &'static [Service])> {
    let mut slots: Vec<(NaiveTime, &'static [Service])> = vec![
        (hm(5, 0), &[Service::Auth, Service::Certidoes]),
        // A window that is opened in the morning looks at the certificates, too.
        (hm(12, 0), &[Service::Contratos, Service::Auth, Service::Certidoes]),
        (hm(14, 0), HEAVY),
        (hm(17, 0), HEAVY),
        (hm(19, 0), HEAVY),
    ];
    slots.extend(HOURLY.map(|hour| (hm(hour, HOURLY_MINUTE), &[Service::Financeiro] as &'static [Service])));
    slots.sort_by_key(|(time, _)| *time);
    slots
}

/// The first slot after `now` (a slot at exactly `now` is over).
pub fn next_after(now: NaiveDateTime) -> Slot {
    first_after(now, |_| true).unwrap_or(Slot { at: now + TimeDelta::days(1), services: &[] })
}

/// When `service` is due next by the agenda; `None` for a service that has no slot.
pub fn next_of(service: Service, now: NaiveDateTime) -> Option<NaiveDateTime> {
    first_after(now, |services| services.contains(&service)).map(|slot| slot.at)
}

fn first_after(now: NaiveDateTime, wanted: impl Fn(&[Service]) -> bool) -> Option<Slot> {
    let slots = daily();
    [now.date(), now.date() + TimeDelta::days(1)].into_iter().find_map(|day| {
        slots
            .iter()
            .filter(|(_, services)| wanted(services))
            .map(|&(time, services)| Slot { at: day.and_time(time), services })
            .find(|slot| slot.at > now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Clock, stamp};

    fn next(now: &str) -> (String, &'static [Service]) {
        let slot = next_after(stamp::parse(now).unwrap());
        (stamp::wall(slot.at), slot.services)
    }

    #[test]
    fn the_day_starts_with_the_tokens_and_ends_with_the_appointments() {
        assert_eq!(
            next("2026-02-18 04:59:00"),
            ("2026-02-18 05:00:00".into(), &[Service::Auth, Service::Certidoes][..])
        );
        assert_eq!(next("2026-02-18 05:00:00"), ("2026-02-18 06:30:00".into(), &[Service::Financeiro][..]));
        assert_eq!(
            next("2026-02-18 11:59:59"),
            ("2026-02-18 12:00:00".into(), &[Service::Contratos, Service::Auth, Service::Certidoes][..])
        );
        assert_eq!(next("2026-02-18 12:00:01"), ("2026-02-18 12:30:00".into(), &[Service::Financeiro][..]));
        assert_eq!(next("2026-02-18 13:59:00"), ("2026-02-18 14:00:00".into(), HEAVY));
        assert_eq!(next("2026-02-18 19:29:59"), ("2026-02-18 19:30:00".into(), &[Service::Financeiro][..]));
        assert_eq!(
            next("2026-02-18 19:59:00"),
            ("2026-02-19 05:00:00".into(), &[Service::Auth, Service::Certidoes][..])
        );
    }

    #[test]
    fn each_service_knows_its_next_time() {
        let at = |service, now| next_of(service, stamp::parse(now).unwrap()).map(stamp::wall);
        let today = |time: &str| Some(format!("2026-02-18 {time}"));
        assert_eq!(at(Service::Auth, "2026-02-18 12:00:01"), Some("2026-02-19 05:00:00".into()));
        assert_eq!(at(Service::Contratos, "2026-02-18 04:59:00"), today("12:00:00"));
        assert_eq!(at(Service::Contratos, "2026-02-18 12:00:01"), today("14:00:00"));
        assert_eq!(at(Service::Faturamento, "2026-02-18 14:00:00"), today("17:00:00"));
        assert_eq!(at(Service::Financeiro, "2026-02-18 19:59:00"), Some("2026-02-19 06:30:00".into()));
        assert_eq!(at(Service::MonitorMedico, "2026-02-18 04:59:00"), None);
    }

    #[test]
    fn the_appointments_run_fourteen_times_at_half_past() {
        let half_past = daily().into_iter().filter(|(_, services)| *services == [Service::Financeiro]).count();
        assert_eq!(half_past, 14);
    }

    #[test]
    fn a_host_in_utc_computes_the_same_times() {
        let clock = Clock::manual(chrono::DateTime::parse_from_rfc3339("2026-02-19T01:30:00Z").unwrap().into());
        let slot = next_after(clock.local());
        assert_eq!(stamp::wall(slot.at), "2026-02-19 05:00:00");
        assert_eq!(stamp::instant(stamp::to_utc(slot.at)), "2026-02-19T08:00:00.000Z");
    }
}
