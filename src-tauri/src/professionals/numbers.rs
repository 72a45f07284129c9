//! The check digits of CPF and CNPJ.

/// Only the digits of `text`.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether these are the eleven digits of a CPF. One digit repeated is none.
pub fn is_cpf(digits: &str) -> bool {
    is_checked(digits, 11, |at, length| (length - at + 1) as u32)
}

/// Whether these are the fourteen digits of a CNPJ. One digit repeated is none.
pub fn is_cnpj(digits: &str) -> bool {
    is_checked(digits, 14, |at, length| ((length - at - 1) % 8 + 2) as u32)
}

/// The CPF that begins with these nine digits.
pub fn with_check_digits(first: &str) -> String {
    (0..100).map(|check| format!("{first}{check:02}")).find(|cpf| is_cpf(cpf)).unwrap_or_default()
}

/// `000.000.000-00` or `00.000.000/0000-00`, as older programs may have stored a number; other lengths as they are.
pub fn formatted(digits: &str) -> String {
    match digits.len() {
        11 => format!("{}.{}.{}-{}", &digits[..3], &digits[3..6], &digits[6..9], &digits[9..]),
        14 => format!("{}.{}.{}/{}-{}", &digits[..2], &digits[2..5], &digits[5..8], &digits[8..12], &digits[12..]),
        _ => digits.to_owned(),
    }
}

/// Both check digits follow from the digits before them: weights by place, the sum modulo eleven.
fn is_checked(text: &str, length: usize, weight: fn(usize, usize) -> u32) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != length || text.len() != length || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    (length - 2..length).all(|checked| {
        let sum: u32 = digits[..checked].iter().enumerate().map(|(at, digit)| digit * weight(at, checked)).sum();
        let expected = match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        };
        digits[checked] == expected
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_real_numbers_from_typing_errors() {
        for cpf in ["52998224725", "11144477735"] {
            assert!(is_cpf(cpf), "{cpf}");
        }
        for wrong in ["52998224724", "52998224735", "11111111111", "5299822472", "529982247250", "5299822472x", ""] {
            assert!(!is_cpf(wrong), "{wrong}");
        }
        assert!(is_cnpj("11222333000181"));
        for wrong in ["11222333000180", "11222333000191", "00000000000000", "1122233300018", "52998224725"] {
            assert!(!is_cnpj(wrong), "{wrong}");
        }
    }

    #[test]
    fn nine_digits_make_one_cpf() {
        assert_eq!(with_check_digits("529982247"), "52998224725");
        assert_eq!(with_check_digits("111111111"), "");
    }

    #[test]
    fn numbers_are_written_as_on_paper() {
        assert_eq!(formatted("52998224725"), "529.982.247-25");
        assert_eq!(formatted("11222333000181"), "11.222.333/0001-81");
        assert_eq!(formatted("123"), "123");
        assert_eq!(digits("(11) 99999-0000"), "11999990000");
    }
}
