//! Payment codes as typst code: bars as widths, a QR code as rows of modules. The layout turns them into black shapes.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest QR code of the standard (EPC069-12): 69 modules a side.
const VERSION_MAX: u8 = 13;

/// The row of bars and spaces, as a list of widths.
pub(super) fn bars(widths: &[u8]) -> String {
    let each: String = widths.iter().map(|width| format!("{width},")).collect();
    format!("({each})")
}

/// A QR code of error correction M: for each row the black runs, as pairs of start and length, and the side last: `(((0, 7), …), …), 33`.
pub(super) fn qr(text: &str) -> Option<String> {
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let (least, most) = (Version::MIN, Version::new(VERSION_MAX));
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, None, false);
    let code = code.ok()?;
    let rows: String = (0..code.size())
        .map(|y| format!("({}),", row(&code, y)))
        .collect();
    Some(format!("(side: {}, rows: ({rows}))", code.size()))
}

fn row(code: &QrCode, y: i32) -> String {
    let mut runs = String::new();
    let mut x = 0;
    while x < code.size() {
        let length = (x..code.size())
            .take_while(|x| code.get_module(*x, y))
            .count();
        if length > 0 {
            runs.push_str(&format!("({x},{length}),"));
        }
        x += i32::try_from(length).unwrap_or(0) + 1;
    }
    runs
}
