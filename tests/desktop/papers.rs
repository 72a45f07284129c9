//! A PDF in the window: decoders and fonts come over the window's own scheme, not from a web server.

use std::fs;

use lopdf::{Document, Object, Stream, dictionary};

use crate::{SOON, demonstration, settings};

#[tokio::test]
async fn the_window_draws_a_scan_and_a_font_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("diploma.pdf");
    fs::write(&paper, scan_and_sign()).unwrap();
    let window = demonstration(&settings(folder.path())).await;
    window.visit("/profissionais").await;
    window.wait_for("[data-table=profissionais] [data-row-id]", SOON).await;
    let id =
        window.run("return document.querySelector('[data-table=profissionais] [data-row-id]').dataset.rowId").await;
    window.visit(&format!("/profissionais?aberto={}&aba=documentos", id.as_str().unwrap())).await;
    window.type_into("[data-document=DIPLOMA] input[type=file]", &paper.display().to_string()).await;
    window.wait_for("[data-document=DIPLOMA] [aria-label='Visualizar diploma.pdf']", SOON).await;
    window.run("document.querySelector('[aria-label=\"Visualizar diploma.pdf\"]').click()").await;
    window.wait_for("[data-pdf-page='1'] canvas[aria-label='Página 1 de 1']", SOON).await;
    window.screenshot("window-pdf").await;
    let ink = window
        .run(
            "const canvas = document.querySelector('[data-pdf-page] canvas'), half = canvas.width / 2;
             const ink = (x) => canvas.getContext('2d').getImageData(x, 0, half, canvas.height).data
                .filter((value, at) => at % 4 === 0 && value < 100).length;
             return [ink(0), ink(half)];",
        )
        .await;
    assert!(ink[0].as_u64() > Some(1000), "the scan is drawn: {ink}");
    assert!(ink[1].as_u64() > Some(1000), "the sign is drawn: {ink}");
    window.close().await;
}

/// A page with a scan (a black square as a fax machine sends it) on its left, and on its right a sign of a font
/// that every reader of PDFs must have.
fn scan_and_sign() -> Vec<u8> {
    const SQUARE: [u8; 10] = [0x26, 0xa0, 0xbf, 0xff, 0xff, 0xff, 0xe0, 0x02, 0x00, 0x20];
    let mut pdf = Document::with_version("1.7");
    let scan = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16, "BitsPerComponent" => 1,
            "ColorSpace" => "DeviceGray", "Filter" => "CCITTFaxDecode",
            "DecodeParms" => dictionary! { "K" => -1, "Columns" => 16, "Rows" => 16 },
        },
        SQUARE.to_vec(),
    );
    let scan = pdf.add_object(scan);
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ZapfDingbats" });
    let drawing = b"q 200 0 0 200 50 50 cm /Scan Do Q BT /Signs 250 Tf 330 60 Td (n) Tj ET".to_vec();
    let drawing = pdf.add_object(Stream::new(dictionary! {}, drawing));
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 600.into(), 300.into()],
        "Contents" => drawing,
        "Resources" => dictionary! {
            "XObject" => dictionary! { "Scan" => scan }, "Font" => dictionary! { "Signs" => font },
        },
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    pdf.objects.insert(pages, Object::Dictionary(tree));
    let catalogue = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", catalogue);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}
