//! The report's form, filled in and written out as a browser would.

use std::borrow::Cow;

use encoding_rs::Encoding;
use reqwest::Url;
use scraper::{ElementRef, Html};
use url::form_urlencoded;

use super::headers::column_key;
use crate::{
    connectors::http::Document,
    kernel::{Period, text::fold},
};

/// The unit that is not part of the report, as the unit picker names it.
pub(super) const HEAD_OFFICE: &str = "CONSULTARE FRANCHISING";
/// The box of the column that tells who took a payment.
pub(super) const ACCOUNT_USER_BOX: &str = "|162|";
/// That column's key, for when the box has another value.
const ACCOUNT_USER: &str = "usuario_da_conta";
const COLUMN_BOXES: &str = "Colunas";
const SUBMIT: &str = "selecionar";

/// The form, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilledForm {
    pub action: Url,
    pub is_post: bool,
    /// `name=value&name=value`, in the page's charset.
    pub body: String,
}

/// The page's form with `#De`, for `period`, all units but the head office, with the column of the account's user.
/// `None` when there is no such form.
pub(super) fn fill(page: &Document, period: Period) -> Option<FilledForm> {
    let document = Html::parse_document(&page.text);
    let controls = Controls::of_form_with(&document, "De")?;
    let action = page.url.join(controls.form.attr("action").unwrap_or_default().trim()).ok()?;
    let is_post = controls.form.attr("method").is_some_and(|method| method.trim().eq_ignore_ascii_case("post"));
    Some(FilledForm { action, is_post, body: encode(&controls.filled(period), page.charset) })
}

/// A form and what it sends: its controls in the order of the page.
struct Controls<'a> {
    form: ElementRef<'a>,
    all: Vec<ElementRef<'a>>,
}

impl<'a> Controls<'a> {
    fn of_form_with(document: &'a Html, id: &str) -> Option<Self> {
        let mut owned: Vec<(ElementRef<'a>, ElementRef<'a>)> = Vec::new();
        let mut last_form = None;
        for element in document.root_element().descendent_elements() {
            match element.value().name() {
                "form" => last_form = Some(element),
                "input" | "select" | "textarea" | "button" => {
                    let around = element.ancestors().filter_map(ElementRef::wrap).find(|e| e.value().name() == "form");
                    // A form that begins between the rows of a table is closed by the parser and owns what follows.
                    let torn = last_form.filter(|form: &ElementRef<'a>| form.child_elements().next().is_none());
                    owned.extend(around.or(torn).map(|form| (form, element)));
                }
                _ => {}
            }
        }
        let (form, _) = *owned.iter().find(|(_, control)| control.attr("id") == Some(id))?;
        let all = owned.iter().filter(|(owner, _)| owner.id() == form.id()).map(|(_, control)| *control).collect();
        Some(Self { form, all })
    }

    fn filled(&self, period: Period) -> Vec<(String, String)> {
        let units = self.unit_list();
        let account_user = self.account_user_box();
        let submitter = self.submitter();
        let mut fields = Vec::new();
        for control in &self.all {
            let id = control.attr("id").unwrap_or_default();
            let day = match id {
                "De" => Some(period.first),
                "Ate" => Some(period.last),
                _ => None,
            };
            let Some(name) = control.attr("name").or(day.map(|_| id)).filter(|name| !name.is_empty()) else { continue };
            if is_disabled(*control) {
                continue;
            }
            let mut send = |value: String| fields.push((name.to_owned(), value));
            let is = |other: &Option<ElementRef<'_>>| other.is_some_and(|other| other.id() == control.id());
            match control.value().name() {
                _ if day.is_some() => send(day.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default()),
                "select" if is(&units) => options(*control)
                    .filter(|option| fold(&text(*option)) != fold(HEAD_OFFICE))
                    .for_each(|option| send(option_value(option))),
                "select" => chosen(*control).into_iter().for_each(|option| send(option_value(option))),
                "textarea" => send(control.text().collect()),
                "button" if is(&submitter) => send(control.attr("value").unwrap_or_default().to_owned()),
                "input" => {
                    if let Some(value) = input_value(*control, is(&account_user), is(&submitter)) {
                        send(value);
                    }
                }
                _ => {}
            }
        }
        fields
    }

    /// The list of units: it knows the head office, or is called so.
    fn unit_list(&self) -> Option<ElementRef<'a>> {
        let lists = || {
            let selects = self.all.iter().filter(|control| control.value().name() == "select");
            selects.filter(|control| control.attr("multiple").is_some()).copied()
        };
        let knows = |list: &ElementRef<'a>| options(*list).any(|option| fold(&text(option)) == fold(HEAD_OFFICE));
        let is_called_so = |list: &ElementRef<'a>| {
            let names = [list.attr("id"), list.attr("name")];
            names.into_iter().flatten().any(|name| name.to_lowercase().contains("unidade"))
        };
        lists().find(knows).or_else(|| lists().find(is_called_so))
    }

    fn account_user_box(&self) -> Option<ElementRef<'a>> {
        let boxes = || {
            let boxes = self.all.iter().filter(|control| control.attr("name") == Some(COLUMN_BOXES));
            boxes.filter(|control| control.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")))
        };
        let by_value = boxes().find(|control| control.attr("value") == Some(ACCOUNT_USER_BOX));
        by_value.or_else(|| boxes().find(|control| label_of(**control).contains(ACCOUNT_USER))).copied()
    }

    /// The button a person presses: it is sent when it has a name.
    fn submitter(&self) -> Option<ElementRef<'a>> {
        let presses = |control: &&ElementRef<'a>| match control.value().name() {
            "button" => fold(&text(**control)) == SUBMIT,
            "input" => control.attr("value").is_some_and(|value| fold(value) == SUBMIT),
            _ => false,
        };
        let filter = |control: &&ElementRef<'a>| control.attr("id") == Some("btn-filtrar");
        self.all.iter().find(presses).or_else(|| self.all.iter().find(filter)).copied()
    }
}

/// What an input sends; `None` for one that is not pressed or not ticked.
fn input_value(input: ElementRef<'_>, is_ticked: bool, is_pressed: bool) -> Option<String> {
    let kind = input.attr("type").unwrap_or_default().to_ascii_lowercase();
    let sends = match kind.as_str() {
        "checkbox" | "radio" => is_ticked || input.attr("checked").is_some(),
        "submit" | "image" | "button" => is_pressed,
        "reset" | "file" => false,
        _ => true,
    };
    let unset = if matches!(kind.as_str(), "checkbox" | "radio") { "on" } else { "" };
    sends.then(|| input.attr("value").unwrap_or(unset).to_owned())
}

fn options<'a>(list: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    list.descendent_elements()
        .filter(|element| element.value().name() == "option" && element.attr("disabled").is_none())
}

/// The options a list sends as it stands: a list of one sends its first when none is chosen.
fn chosen<'a>(list: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let selected = options(list).filter(|option| option.attr("selected").is_some());
    if list.attr("multiple").is_some() {
        return selected.collect();
    }
    selected.last().or_else(|| options(list).next()).into_iter().collect()
}

fn option_value(option: ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| text(option), str::to_owned)
}

fn is_disabled(control: ElementRef<'_>) -> bool {
    let mut around = control.ancestors().filter_map(ElementRef::wrap);
    control.attr("disabled").is_some()
        || around.any(|element| element.value().name() == "fieldset" && element.attr("disabled").is_some())
}

/// The key of the label around a box, or of the one that points to it.
fn label_of(control: ElementRef<'_>) -> String {
    let around = control.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "label");
    let pointing = || {
        let id = control.attr("id")?;
        let root = control.ancestors().filter_map(ElementRef::wrap).last()?;
        root.descendent_elements().find(|element| element.value().name() == "label" && element.attr("for") == Some(id))
    };
    around.or_else(pointing).map(|label| column_key(&text(label))).unwrap_or_default()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn encode(fields: &[(String, String)], charset: &'static Encoding) -> String {
    // A function of its own, so that the result may borrow the text for as long as it lives.
    fn encoder(charset: &'static Encoding) -> impl Fn(&str) -> Cow<'_, [u8]> {
        move |text| charset.encode(text).0
    }
    let in_charset = encoder(charset);
    form_urlencoded::Serializer::new(String::new()).encoding_override(Some(&in_charset)).extend_pairs(fields).finish()
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    fn filled(form: &str) -> FilledForm {
        let url = Url::parse("http://127.0.0.1:9/web/main/?P=RelatoriosModoFranquia&Pers=1&TR=72").unwrap();
        let page = Document { url, charset: WINDOWS_1252, text: format!("<html><body>{form}</body></html>") };
        let period = Period::new("2026-02-17".parse().unwrap(), "2026-02-18".parse().unwrap());
        fill(&page, period).unwrap()
    }

    fn decoded(form: &FilledForm) -> Vec<(String, String)> {
        form_urlencoded::parse(form.body.as_bytes()).into_owned().collect()
    }

    const FORM: &str = r#"<form method="POST" action="/web/main/?P=R&amp;Resultado=1">
        <input type="hidden" name="Título" value="Relatório"><input name="busca"><input type="hidden" name="vazio" disabled value="x">
        <select name="Unidades" multiple><option value="|0|">CONSULTARE  Franchising</option><option value="|2|">OURO VERDE</option><option value="|3|" selected>CENTRO CAMBUI</option></select>
        <select name="Ordem"><option>Data</option><option>Paciente</option></select>
        <select name="Grupos" multiple><option value="1" selected>A</option><option value="2">B</option></select>
        <input id="De" name="De" value="01/01/2020"><input id="Ate" value="01/01/2020">
        <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked><input type="checkbox" name="c" checked>
        <label><input type="checkbox" name="Colunas" value="|1|" checked> Data</label>
        <label><input type="checkbox" name="Colunas" value="|7|"> Outra</label>
        <label><input type="checkbox" name="Colunas" value="|162|"> Usuário da conta</label>
        <button type="button" name="b" onclick="alteraUnidade()">Aplicar</button>
        <button type="submit" name="acao" value="ok">Selecionar</button><button type="submit" id="btn-filtrar" name="f">Filtrar</button></form>"#;

    const EXPECTED: &str = "T%EDtulo=Relat%F3rio&busca=&Unidades=%7C2%7C&Unidades=%7C3%7C&Ordem=Data&Grupos=1\
                            &De=17%2F02%2F2026&Ate=18%2F02%2F2026&r=2&c=on&Colunas=%7C1%7C&Colunas=%7C162%7C&acao=ok";

    #[test]
    fn the_form_is_written_as_a_browser_would() {
        let form = filled(FORM);
        assert_eq!(form.action.as_str(), "http://127.0.0.1:9/web/main/?P=R&Resultado=1");
        assert!(form.is_post);
        assert_eq!(form.body, EXPECTED);
    }

    #[test]
    fn the_account_user_is_found_by_its_label_when_its_number_changed() {
        let form = filled(&FORM.replace("|162|", "|170|"));
        assert!(decoded(&form).contains(&("Colunas".into(), "|170|".into())));
        let apart = r#"<form><input id="De"><input id="u" type="checkbox" name="Colunas" value="|9|"><label for="u">USUARIO DA CONTA</label></form>"#;
        assert!(decoded(&filled(apart)).contains(&("Colunas".into(), "|9|".into())));
    }

    #[test]
    fn a_form_torn_by_a_table_keeps_its_fields() {
        let torn = FORM.replace("<form", "<table><form").replacen(
            "action=\"/web/main/?P=R&amp;Resultado=1\">",
            "action=\"/web/main/?P=R&amp;Resultado=1\"><tr><td>",
            1,
        );
        let form = filled(&format!("<form id=other><input name=search></form>{torn}</td></tr></table>"));
        assert_eq!(form.body, EXPECTED);
    }

    #[test]
    fn a_page_without_the_form_is_not_the_report() {
        let url = Url::parse("http://127.0.0.1:9/").unwrap();
        let page = Document { url, charset: WINDOWS_1252, text: "<form><input name=q></form>".into() };
        assert_eq!(fill(&page, Period::day("2026-02-18".parse().unwrap())), None);
    }
}
