//! Payment codes as SVG, each one black path: typst code that drew every module by itself cost more than the rest of the letter.

use std::fmt::Display;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest QR code of the standard (EPC069-12): 69 modules a side.
const VERSION_MAX: u8 = 13;
/// Modules of quiet around a QR code (ISO/IEC 18004).
const QR_QUIET: i32 = 4;
/// Modules of quiet on both sides of a bank barcode, and its height: 12 mm where a module is 0.3 mm.
const BARS_QUIET: u32 = 10;
const BARS_HEIGHT: u32 = 40;

/// A row of bars and spaces, given as widths in modules, a bar first.
pub(super) fn bars(widths: &[u8]) -> String {
    let (mut path, mut x) = (String::new(), BARS_QUIET);
    for (at, width) in widths.iter().enumerate() {
        if at % 2 == 0 {
            rectangle(&mut path, (x, 0), u32::from(*width), BARS_HEIGHT);
        }
        x += u32::from(*width);
    }
    svg(x + BARS_QUIET, BARS_HEIGHT, &path)
}

/// A QR code of error correction M, if the text is not too long for one.
pub(super) fn qr(text: &str) -> Option<String> {
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let (least, most) = (Version::MIN, Version::new(VERSION_MAX));
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, None, false);
    let code = code.ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        row(&mut path, &code, y);
    }
    let side = code.size() + 2 * QR_QUIET;
    Some(svg(side, side, &path))
}

/// Adds a row's black runs.
fn row(path: &mut String, code: &QrCode, y: i32) {
    let mut x = 0;
    while x < code.size() {
        let black = (x..code.size()).take_while(|x| code.get_module(*x, y));
        let length = i32::try_from(black.count()).unwrap_or(0);
        if length > 0 {
            rectangle(path, (x + QR_QUIET, y + QR_QUIET), length, 1);
        }
        x += length + 1;
    }
}

fn rectangle<N: Display>(path: &mut String, (x, y): (N, N), width: N, height: N) {
    path.push_str(&format!("M{x} {y}h{width}v{height}h-{width}z"));
}

/// One unit is one module.
fn svg(width: impl Display, height: impl Display, path: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
    )
}
