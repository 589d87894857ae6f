//! Reading a page back with poppler's programs: words and where they stand, text, pictures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::tools::{success, tool};

/// Points an inch where ink is looked for: a hair line of 0.1 mm greys one of them.
const DPI: usize = 100;
/// What is as bright as this is paper.
const WHITE: u8 = 250;

/// A word and its box, in millimetres from the page's upper left corner.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) text: String,
}

/// A PDF in a folder of its own.
pub(crate) struct Printed {
    dir: tempfile::TempDir,
}

impl Printed {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letter.pdf"), bytes).unwrap();
        Self { dir }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("letter.pdf")
    }

    /// The words of each page; nothing where poppler is missing, which has been said aloud.
    pub(crate) fn pages(&self) -> Option<Vec<Vec<Word>>> {
        let html = run("pdftotext", &["-bbox"], &self.path(), &["-"])?;
        let pages = html.split("<page ").skip(1);
        Some(
            pages
                .map(|page| page.lines().filter_map(word).collect())
                .collect(),
        )
    }

    /// The text in reading order.
    pub(crate) fn text(&self) -> Option<String> {
        run("pdftotext", &["-layout"], &self.path(), &["-"])
    }

    /// The text as the file's own order has it, words separated by one space.
    pub(crate) fn flow(&self) -> Option<String> {
        let raw = run("pdftotext", &["-raw"], &self.path(), &["-"])?;
        Some(raw.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What `pdfinfo` says.
    pub(crate) fn info(&self) -> Option<String> {
        run("pdfinfo", &[], &self.path(), &[])
    }

    /// Where a page has ink, in millimetres, as a printer would set it; nothing where poppler is missing.
    pub(crate) fn ink(&self, page: usize) -> Option<Vec<(f64, f64)>> {
        Some(ink(&fs::read(self.picture(page, DPI)?).unwrap()))
    }

    /// A page as a grey picture, as printed and scanned.
    pub(crate) fn picture(&self, page: usize, dpi: usize) -> Option<PathBuf> {
        let (page, dpi) = (page.to_string(), dpi.to_string());
        let target = self.dir.path().join("page");
        let options = ["-gray", "-r", &dpi, "-f", &page, "-l", &page, "-singlefile"];
        run(
            "pdftoppm",
            &options,
            &self.path(),
            &[target.to_str().unwrap()],
        )?;
        Some(self.dir.path().join("page.pgm"))
    }
}

/// The middle of each point that is not white; of a binary grey map (`P5`, width, height, 255, then a byte a point).
fn ink(picture: &[u8]) -> Vec<(f64, f64)> {
    let mut head = picture.splitn(4, |byte| *byte == b'\n');
    assert_eq!(head.next(), Some(&b"P5"[..]));
    let sides = std::str::from_utf8(head.next().unwrap()).unwrap();
    let (width, height) = sides.split_once(' ').unwrap();
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    assert_eq!(head.next(), Some(&b"255"[..]));
    let points = head.next().unwrap();
    assert_eq!(points.len(), width * height);
    let inked = points.iter().enumerate().filter(|(_, grey)| **grey < WHITE);
    #[expect(clippy::cast_precision_loss, reason = "a page has a million points")]
    let mm = |at: usize| (at as f64 + 0.5) * 25.4 / DPI as f64;
    inked
        .map(|(at, _)| (mm(at % width), mm(at / width)))
        .collect()
}

fn run(program: &str, options: &[&str], file: &Path, rest: &[&str]) -> Option<String> {
    let program = tool(program)?;
    let output = Command::new(program)
        .args(options)
        .arg(file)
        .args(rest)
        .output()
        .unwrap();
    Some(String::from_utf8(success(output)).unwrap())
}

/// `<word xMin="56.7" yMin="…" xMax="…" yMax="…">text</word>`.
fn word(line: &str) -> Option<Word> {
    let rest = line.trim().strip_prefix("<word ")?;
    let (numbers, text) = rest.split_once('>')?;
    let numbers: Vec<f64> = numbers
        .split('"')
        .skip(1)
        .step_by(2)
        .map(|number| number.parse().unwrap())
        .collect();
    let [left, top, right, bottom] = numbers[..] else {
        return None;
    };
    let mm = |points: f64| points * 25.4 / 72.0;
    let text = text.strip_suffix("</word>")?;
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    Some(Word {
        left: mm(left),
        top: mm(top),
        right: mm(right),
        bottom: mm(bottom),
        text,
    })
}
