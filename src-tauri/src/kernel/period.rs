//! A run of clinic days, and the months it touches.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// The days from `first` to `last`, both included. Empty when `last` is before `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Period {
    /// The days from `first` to `last`.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Self {
        Self { first, last }
    }

    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self::new(day, day)
    }

    /// The calendar month of `day`.
    pub fn month_of(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        Self::new(first, first.checked_add_months(Months::new(1)).map_or(first, |next| next - Days::new(1)))
    }

    /// Whether `day` is one of its days.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Its days, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }

    /// Its parts by calendar month, in order; whole months but at both ends.
    pub fn months(self) -> impl Iterator<Item = Self> {
        let starts =
            std::iter::successors(Some(self.first), |day| Self::month_of(*day).last.checked_add_days(Days::new(1)));
        starts
            .take_while(move |day| *day <= self.last)
            .map(move |day| Self::new(day, Self::month_of(day).last.min(self.last)))
    }

    /// Whether it is exactly one calendar month.
    pub fn is_whole_month(self) -> bool {
        self == Self::month_of(self.first)
    }
}

/// `YYYY-MM-DD`, or `YYYY-MM-DD..YYYY-MM-DD`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}..{}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_cut_at_the_ends_of_months() {
        let months: Vec<String> =
            Period::new(day("2023-12-15"), day("2024-02-29")).months().map(|month| month.to_string()).collect();
        assert_eq!(months, ["2023-12-15..2023-12-31", "2024-01-01..2024-01-31", "2024-02-01..2024-02-29"]);
        assert!(Period::new(day("2024-02-01"), day("2024-02-29")).is_whole_month());
        assert!(!Period::new(day("2024-02-01"), day("2024-02-28")).is_whole_month());
    }

    #[test]
    fn a_backward_period_has_no_days() {
        let backward = Period::new(day("2024-02-02"), day("2024-02-01"));
        assert_eq!((backward.days().count(), backward.months().count()), (0, 0));
        assert!(!backward.contains(day("2024-02-01")));
    }
}
