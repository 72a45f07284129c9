//! What a header of the report is called, whatever its accents, case and punctuation.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The name a column of this header gets in a table: lower case, words joined by `_`, accents kept.
pub fn clean_name(header: &str) -> String {
    let spelled: String = header
        .trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '.')
        .map(|c| if c.is_whitespace() || c == '/' { '_' } else { c })
        .collect();
    spelled.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What tells one column from another, on the page and in the table: `Usuário que agendou` and
/// `usuário_que_agendou` are both `usuario_que_agendou`.
pub fn column_key(header: &str) -> String {
    clean_name(header).nfd().filter(|c| !is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_after_its_header() {
        for (header, name) in [
            ("Vlr. Líquido (R$)", "vlr_líquido_r"),
            ("Conv/Plano", "conv_plano"),
            ("  Data do Pagamento ", "data_do_pagamento"),
            ("Usua\u{301}rio da conta", "usuário_da_conta"),
            ("", ""),
        ] {
            assert_eq!(clean_name(header), name);
        }
    }

    #[test]
    fn accents_and_case_do_not_tell_columns_apart() {
        for (header, key) in [
            ("Usuário que agendou", "usuario_que_agendou"),
            ("USUARIO QUE AGENDOU", "usuario_que_agendou"),
            ("usuário_que_agendou", "usuario_que_agendou"),
            ("Data de Referência", "data_de_referencia"),
            ("Acréscimo", "acrescimo"),
            ("Prontuário", "prontuario"),
            ("Vlr. Líquido (R$)", "vlr_liquido_r"),
            ("Conv/Plano", "conv_plano"),
        ] {
            assert_eq!(column_key(header), key, "{header}");
        }
    }
}
