//! The workbook for Excel, opened with another reader; CSV for a French Excel.

use std::fs;
use std::path::Path;

use calamine::{Data, DataType as _, Range, Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{glane, glane_on, root};

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    book.worksheet_range(name).expect("a sheet")
}

/// A cell by the name of its column.
fn cell<'r>(range: &'r Range<Data>, row: usize, column: &str) -> &'r Data {
    let head = range.rows().next().expect("a head");
    let at = head.iter().position(|cell| cell.get_string() == Some(column)).expect("the column");
    range.get((row, at)).expect("a cell")
}

#[test]
fn numbers_and_dates_have_their_types() {
    let out = TempDir::new().expect("a directory");
    let (report, book) = (out.path().join("report"), out.path().join("blog.xlsx"));
    let words = ["analyze", "corpora", "--quiet", "-o"].map(str::to_owned).into_iter();
    let words = words.chain([report.display().to_string(), "--xlsx".to_owned(), book.display().to_string()]);
    let words: Vec<String> = words.collect();
    let run = glane(root(), &words);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run}");

    let lines = fs::read_to_string(report.join("posts.jsonl")).expect("posts");
    let posts: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let table = sheet(&book, "posts");
    assert_eq!(table.height(), posts.len() + 1);
    let mut dated = 0;
    for (row, post) in (1..).zip(&posts) {
        assert_eq!(cell(&table, row, "id").get_string(), post["id"].as_str());
        assert_eq!(cell(&table, row, "words").get_float(), post["stats"]["words"].as_f64(), "{post}");
        assert_eq!(cell(&table, row, "readability").get_float(), post["stats"]["readability"].as_f64());
        match (cell(&table, row, "published"), post["published"].as_str()) {
            (Data::DateTime(date), Some(day)) => {
                let (year, month, of_month, ..) = date.to_ymd_hms_milli();
                assert_eq!(format!("{year:04}-{month:02}-{of_month:02}"), day);
                dated += 1;
            }
            (Data::Empty, None) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(dated > 40, "{dated}");

    let keyphrases: usize = posts.iter().filter_map(|post| Some(post["keyphrases"].as_array()?.len())).sum();
    let table = sheet(&book, "keyphrases");
    assert_eq!(table.height(), keyphrases + 1);
    assert_eq!(cell(&table, 1, "score").get_float(), posts[0]["keyphrases"][0]["score"].as_f64());
    let text = fs::read_to_string(report.join("report.json")).expect("a report");
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let count = |list: &Value| list.as_array().map_or(0, Vec::len);
    let themes = sheet(&book, "themes");
    assert_eq!(themes.height(), count(&report["themes"]) * count(&report["periods"]) + 1);
    assert_eq!(cell(&themes, 1, "posts").get_float(), report["themes"][0]["posts"].as_f64());
    assert_eq!(sheet(&book, "trends").height(), count(&report["trends"]["movements"]) + 1);

    // The same again: Glane wrote the file, and the day does not change its bytes.
    let before = fs::read(&book).expect("a workbook");
    let run = glane(root(), &words);
    assert_eq!(run.code, 0, "{run}");
    assert!(before == fs::read(&book).expect("a workbook"), "the bytes differ");
}

#[test]
fn no_cell_is_a_formula_and_long_ones_are_cut() {
    let out = TempDir::new().expect("a directory");
    let title = "=HYPERLINK(\\\"x\\\")";
    let long = "é".repeat(40_000);
    let lines = format!(
        "{{\"id\": \"-1\", \"title\": \"{title}\", \"text\": \"Le compost nourrit le jardin.\", \"labels\": [\"@ici\"], \
         \"date\": \"1789-07-14\"}}\n{{\"id\": \"2\", \"title\": \"{long}\", \"text\": \"La haie borde le jardin.\"}}\n"
    );
    let words = ["analyze", "-", "--input-format", "jsonl", "-o", "r", "--xlsx", "b.xlsx"];
    let run = glane_on(lines.as_bytes(), out.path(), words);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.err.contains("glane: b.xlsx: 5 cells were cut after 32,767 characters"), "{run}");
    let table = sheet(&out.path().join("b.xlsx"), "posts");
    let row = |id: &str| (1..table.height()).find(|row| cell(&table, *row, "id").get_string() == Some(id));
    let (first, second) = (row("-1").expect("text, and no number"), row("2").expect("text"));
    assert_eq!(cell(&table, first, "title").get_string(), Some("=HYPERLINK(\"x\")"));
    assert_eq!(cell(&table, first, "labels").get_string(), Some("@ici"));
    assert_eq!(cell(&table, first, "published").get_string(), Some("1789-07-14"), "Excel has no such day");
    let title = cell(&table, second, "title").get_string().expect("text");
    assert_eq!(title.encode_utf16().count(), 32_767);

    let other = out.path().join("other.xlsx");
    fs::write(&other, b"PK\x03\x04 of the user").expect("a file");
    let run = glane_on(
        lines.as_bytes(),
        out.path(),
        ["analyze", "-", "--input-format", "jsonl", "-o", "r", "--xlsx", "other.xlsx"],
    );
    assert_eq!(run.code, 2, "{run}");
    assert!(run.err.contains("--force"), "{run}");
}

#[test]
fn a_french_table_has_semicolons_and_decimal_commas() {
    let out = TempDir::new().expect("a directory");
    let report = out.path().display().to_string();
    let words = ["analyze", "corpora", "--quiet", "-o", report.as_str(), "--csv-dialect"];
    let table = |dialect: &str, name: &str| {
        let run = glane(root(), words.iter().copied().chain([dialect]));
        assert_eq!(run.code, 0, "{run}");
        fs::read_to_string(out.path().join(name)).expect("a table")
    };
    for name in ["posts.csv", "keyphrases.csv", "themes.csv", "trends.csv"] {
        let [standard, french] = ["standard", "fr"].map(|dialect| table(dialect, name));
        let french = french.strip_prefix('\u{feff}').expect("a byte order mark");
        let read = |text: &str, delimiter| -> Vec<Vec<String>> {
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
        };
        let (standard, french) = (read(&standard, b','), read(french, b';'));
        assert_eq!(standard.len(), french.len(), "{name}");
        let mut decimals = 0;
        for (one, two) in standard.iter().flatten().zip(french.iter().flatten()) {
            if one != two {
                assert_eq!(one.replace('.', ","), *two, "{name}");
                assert!(one.parse::<f64>().is_ok(), "only numbers differ: {one}");
                decimals += 1;
            }
        }
        assert!(decimals > 0 || name == "trends.csv", "{name}");
    }
}
