//! What somebody who may only look sees of the numbers a person is known by.

/// `529.***.***-25` of eleven digits; of any other text all but the last two characters are stars.
pub fn mask_cpf(cpf: &str) -> String {
    let digits: Vec<char> = cpf.chars().filter(char::is_ascii_digit).collect();
    match digits[..] {
        [a, b, c, _, _, _, _, _, _, y, z] => format!("{a}{b}{c}.***.***-{y}{z}"),
        _ => mask_number(cpf),
    }
}

/// Stars but for the last two characters; one or two characters are all stars.
pub fn mask_number(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let hidden = if characters.len() > 2 { characters.len() - 2 } else { characters.len() };
    let shown = characters[hidden..].iter();
    std::iter::repeat_n('*', hidden).chain(shown.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpf_shows_its_first_three_and_last_two_digits() {
        assert_eq!(mask_cpf("52998224725"), "529.***.***-25");
        assert_eq!(mask_cpf("529.982.247-25"), "529.***.***-25");
        assert_eq!(mask_cpf("1234"), "**34");
        assert_eq!(mask_cpf("12"), "**");
        assert_eq!(mask_cpf(""), "");
    }

    #[test]
    fn a_number_shows_its_last_two_characters() {
        assert_eq!(mask_number("123456789"), "*******89");
        assert_eq!(mask_number("MGé"), "*Gé");
        assert_eq!(mask_number("7"), "*");
    }
}
