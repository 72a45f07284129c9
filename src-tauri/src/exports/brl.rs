//! Money and percentages as people in Brazil read them.

use crate::kernel::Cents;

/// `R$ 1.234,50` with a blank that does not break; a loss is `-R$ 1.234,50`.
pub fn money(amount: Cents) -> String {
    let sign = if amount < Cents::ZERO { "-" } else { "" };
    let centavos = amount.0.unsigned_abs();
    format!("{sign}R$\u{a0}{},{:02}", grouped(centavos / 100), centavos % 100)
}

/// `1234,50`: a number a spreadsheet in Brazil takes for one.
pub fn plain(amount: Cents) -> String {
    let sign = if amount < Cents::ZERO { "-" } else { "" };
    let centavos = amount.0.unsigned_abs();
    format!("{sign}{},{:02}", centavos / 100, centavos % 100)
}

/// `-11,0%`; `-` for none.
pub fn percent(pct: Option<f64>) -> String {
    let Some(pct) = pct else { return "-".to_owned() };
    let text = format!("{pct:.1}%").replace('.', ",");
    if text == "-0,0%" { "0,0%".to_owned() } else { text }
}

/// `-1.234`.
pub fn count(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(count.unsigned_abs()))
}

/// `1234567` → `1.234.567`.
fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_in_brazil() {
        for (centavos, text) in [
            (123_450, "R$\u{a0}1.234,50"),
            (-123_450, "-R$\u{a0}1.234,50"),
            (0, "R$\u{a0}0,00"),
            (-5, "-R$\u{a0}0,05"),
            (99_999, "R$\u{a0}999,99"),
            (123_456_789_012, "R$\u{a0}1.234.567.890,12"),
        ] {
            assert_eq!(money(Cents(centavos)), text);
        }
        assert_eq!(plain(Cents(-123_450)), "-1234,50");
    }

    #[test]
    fn a_percentage_has_one_decimal() {
        for (pct, text) in [(-11.01, "-11,0%"), (77.98, "78,0%"), (0.0, "0,0%"), (-0.04, "0,0%"), (1234.56, "1234,6%")]
        {
            assert_eq!(percent(Some(pct)), text);
        }
        assert_eq!(percent(None), "-");
    }
}
