//! Many letters at once: one file each, nobody else's name in it, and the joint file for the printer.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::date;
use rekisteri::letters::output::{Document, Run};
use rekisteri::letters::{Context, Engine, Error, Format};

use super::page::Printed;
use super::sheets;

const COUNT: u32 = 60;

fn letter(number: u32) -> Context {
    let own =
        format!("[customer]\nnumber = '{number}'\nname = 'Asiakas Nimi{number}'\ncompany = ''\n");
    crate::letters::context(&format!(
        "{own}{}",
        sheets::invoices(1 + usize::try_from(number % 4).unwrap())
    ))
}

fn written(run: &Run) -> (Vec<PathBuf>, usize) {
    let engine = Engine::new(Vec::new());
    let name = sheets::name("reminder", "fi");
    let documents: Vec<Document> = (0..COUNT)
        .map(|at| Document {
            customer: 2001 + at,
            format: Format::Typ,
        })
        .collect();
    let steps = AtomicUsize::new(0);
    let make = |at: usize| -> Result<Vec<u8>, Error> {
        engine.print(&name, &letter(documents[at].customer))
    };
    let written = run.write(&documents, make, |_| {
        steps.fetch_add(1, Ordering::Relaxed);
    });
    written.unwrap();
    (run.paths(&documents).collect(), steps.into_inner())
}

#[test]
fn each_letter_is_its_customers_and_the_joint_file_holds_all_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let run = Run::dated(dir.path(), date(2026, 11, 24)).unwrap();
    let (paths, steps) = written(&run);
    assert_eq!(steps, 60);
    assert_eq!(paths.last().unwrap(), &run.folder().join("all.pdf"));
    super::reading::qpdf_finds_nothing(&paths);
    let mut pages = BTreeMap::new();
    for (at, path) in paths[..paths.len() - 1].iter().enumerate() {
        let printed = Printed::new(&fs::read(path).unwrap());
        let Some(flow) = printed.flow() else { return };
        let number = 2001 + at;
        assert_eq!(
            path.file_name().unwrap().to_str().unwrap(),
            format!("{number}.pdf")
        );
        for other in 2001..2001 + usize::try_from(COUNT).unwrap() {
            assert_eq!(
                flow.contains(&format!("Nimi{other}")),
                other == number,
                "{number}"
            );
        }
        pages.insert(number, printed.pages().unwrap().len());
    }
    let joint = Printed::new(&fs::read(paths.last().unwrap()).unwrap());
    let joint = joint.pages().unwrap();
    assert_eq!(joint.len(), pages.values().sum::<usize>());
    let firsts = joint
        .iter()
        .filter_map(|page| page.iter().find(|word| word.text.starts_with("Nimi")));
    let firsts: Vec<usize> = firsts
        .map(|word| word.text["Nimi".len()..].parse().unwrap())
        .collect();
    assert_eq!(firsts, (2001..2061).collect::<Vec<_>>());
    // Pages look as they did: the same words at the same places.
    let last = Printed::new(&fs::read(&paths[59]).unwrap())
        .pages()
        .unwrap();
    let (ours, theirs) = (last.last().unwrap(), joint.last().unwrap());
    assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    // And again gives the same bytes.
    let again = Run::dated(dir.path(), date(2026, 11, 24)).unwrap();
    let (twice, _) = written(&again);
    assert_eq!(
        fs::read(paths.last().unwrap()).unwrap(),
        fs::read(twice.last().unwrap()).unwrap()
    );
}

#[test]
fn one_letter_makes_no_joint_file_and_a_foreign_pdf_is_not_joined() {
    let dir = tempfile::tempdir().unwrap();
    let run = Run::straight(dir.path()).unwrap();
    let one = [Document {
        customer: 1,
        format: Format::Typ,
    }];
    run.write(&one, |_| Ok::<_, Error>(b"x".to_vec()), |_| ())
        .unwrap();
    assert_eq!(run.written(), [dir.path().join("1.pdf")]);
    let two = [2, 3].map(|customer| Document {
        customer,
        format: Format::Typ,
    });
    let refused = run.write(
        &two,
        |_| Ok::<_, Error>(b"%PDF-1.4 of another program".to_vec()),
        |_| (),
    );
    assert!(matches!(refused, Err(Error::NotOurs { .. })));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}
