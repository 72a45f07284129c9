//! Money: whole centavos, read from what people and reports write.

use std::{
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub},
};

use serde::{Serialize, Serializer};

/// An amount in centavos of real. Tables hold reais as `DOUBLE`: [`Cents::reais`] writes them,
/// [`Cents::from_reais`] reads them. In JSON it is a number of reais with at most two decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount nearest to `reais`, halves away from zero; `None` when it is not finite or too large to count.
    pub fn from_reais(reais: f64) -> Option<Self> {
        // 2^53: beyond it a double no longer holds every centavo.
        const MOST: f64 = 9_007_199_254_740_992.0;
        // A double holds 165.125 as 165.12500000000000 and 1.005 as 1.00499999999999989: the shortest
        // decimal text is what was meant.
        let cents = decimal_cents(&format!("{reais}"))?;
        #[allow(clippy::cast_precision_loss, reason = "compared, not kept")]
        (reais.is_finite() && (cents as f64).abs() <= MOST).then_some(Self(cents))
    }

    /// The amount in reais, as the tables hold it.
    #[allow(clippy::cast_precision_loss, reason = "amounts stay far below 2^53 centavos")]
    pub fn reais(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Reads an amount as people write it in Brazil (`R$ 1.234,56`, `(10,00)`, `-10`) or as a machine does
    /// (`150.00`, `1,234.56`). More than two decimals are rounded, halves away from zero.
    ///
    /// `None` when the text holds no number or an ambiguous one (two decimal marks).
    pub fn parse_brl(text: &str) -> Option<Self> {
        let is_negative =
            text.contains(['-', '\u{2212}']) || text.find('(').is_some_and(|open| text[open..].contains(')'));
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let amount = decimal_cents(&plain_decimal(&digits)?)?;
        Some(Self(if is_negative { -amount } else { amount }))
    }
}

/// `1.234,56` → `1234.56`: which mark is the decimal one is decided here.
fn plain_decimal(digits: &str) -> Option<String> {
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let without = |mark: char| digits.replace(mark, "");
    match (digits.rfind('.'), digits.rfind(',')) {
        (None, None) => Some(digits.to_owned()),
        (Some(dot), Some(comma)) => {
            let (plain, mark) = if dot > comma { (without(','), '.') } else { (without('.'), ',') };
            (plain.matches(mark).count() == 1).then(|| plain.replace(mark, "."))
        }
        (None, Some(_)) => (digits.matches(',').count() == 1).then(|| digits.replace(',', ".")),
        (Some(_), None) if has_thousands(digits) => Some(without('.')),
        (Some(_), None) => (digits.matches('.').count() == 1).then(|| digits.to_owned()),
    }
}

/// `1.234` and `1.234.567`, but not `12.34`.
fn has_thousands(digits: &str) -> bool {
    let mut parts = digits.split('.');
    let first = parts.next().map_or(0, str::len);
    let mut rest = parts.peekable();
    (1..=3).contains(&first) && rest.peek().is_some() && rest.all(|part| part.len() == 3)
}

/// Centavos of a plain decimal text (`-12.345`), halves away from zero.
fn decimal_cents(text: &str) -> Option<i64> {
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    let hundredths = digit(0) * 10 + digit(1) + i64::from(digit(2) >= 5);
    let cents = whole.checked_mul(100)?.checked_add(hundredths)?;
    Some(if is_negative { -cents } else { cents })
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 { serializer.serialize_i64(self.0 / 100) } else { serializer.serialize_f64(self.reais()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_and_machines_write_them() {
        for (text, cents) in [
            ("R$ 1.234,56", Some(123_456)),
            ("1.234,56", Some(123_456)),
            ("1234,56", Some(123_456)),
            ("150", Some(15_000)),
            ("150,00", Some(15_000)),
            ("150.00", Some(15_000)),
            ("1.234", Some(123_400)),
            ("12.345.678,90", Some(1_234_567_890)),
            ("-10,00", Some(-1_000)),
            ("- R$ 10,00", Some(-1_000)),
            ("\u{2212}10,00", Some(-1_000)),
            ("(1.234,56)", Some(-123_456)),
            ("R$\u{a0}1.234,56", Some(123_456)),
            ("1,234.56", Some(123_456)),
            ("-99.999.999,99", Some(-9_999_999_999)),
            ("R$ 0,00", Some(0)),
            ("0,005", Some(1)),
            ("-0,005", Some(-1)),
            ("0,0049", Some(0)),
            (",5", Some(50)),
            ("", None),
            ("-", None),
            ("abc", None),
            ("1,2,3", None),
            ("1.2.3", None),
            ("1.234,5,6", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(Cents::parse_brl(text), cents.map(Cents), "{text:?}");
        }
    }

    #[test]
    fn a_double_is_rounded_as_its_decimal_text_says() {
        for (reais, cents) in
            [(165.125, 16_513), (1.005, 101), (-1.005, -101), (0.1 + 0.2, 30), (-0.0, 0), (1e9, 100_000_000_000)]
        {
            assert_eq!(Cents::from_reais(reais), Some(Cents(cents)), "{reais}");
        }
        for odd in [f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(Cents::from_reais(odd), None);
        }
    }

    #[test]
    fn json_has_reais_without_needless_decimals() {
        assert_eq!(serde_json::to_string(&[Cents(55_000), Cents(41_990), Cents(-5)]).unwrap(), "[550,419.9,-0.05]");
    }
}
