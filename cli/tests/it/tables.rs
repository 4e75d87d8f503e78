//! The tables of `glane analyze`: CSV that a spreadsheet opens, SQLite that any query reads.

use std::fs;
use std::path::Path;

use crate::support::{glane, glane_on, root};
use serde_json::Value;
use tempfile::TempDir;

/// A table without its head, as rows of cells.
fn rows(directory: &Path, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(directory.join(name)).expect("a table");
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

fn analyze(arguments: &[&str]) -> TempDir {
    let out = TempDir::new().expect("a directory");
    let directory = out.path().display().to_string();
    let run = glane(root(), [&["analyze", "corpora", "--quiet", "-o", &directory], arguments].concat());
    assert_eq!(run.code, 0, "{run}");
    out
}

fn report(directory: &Path) -> Value {
    let report = fs::read_to_string(directory.join("report.json")).expect("a report");
    serde_json::from_str(&report).expect("JSON")
}

#[test]
fn tables_for_spreadsheets() {
    let out = analyze(&["--csv"]);
    let posts: Vec<Value> = fs::read_to_string(out.path().join("posts.jsonl"))
        .expect("posts")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let table = rows(out.path(), "posts.csv");
    assert_eq!(table.len(), posts.len());
    for (row, post) in table.iter().zip(&posts) {
        assert_eq!(post["id"], row[0].as_str());
        assert_eq!(post["stats"]["words"].to_string(), row[7]);
    }
    let keyphrases: usize = posts.iter().filter_map(|post| Some(post["keyphrases"].as_array()?.len())).sum();
    assert_eq!(rows(out.path(), "keyphrases.csv").len(), keyphrases);
    let report = report(out.path());
    let count = |list: &Value| list.as_array().map_or(0, Vec::len);
    let periods = count(&report["periods"]).max(1);
    assert_eq!(rows(out.path(), "themes.csv").len(), count(&report["themes"]) * periods);
    assert_eq!(rows(out.path(), "trends.csv").len(), count(&report["trends"]["movements"]));
}

#[test]
fn no_cell_is_a_formula() {
    let out = TempDir::new().expect("a directory");
    let directory = out.path().display().to_string();
    let line = r#"{"id": "-1", "title": "=HYPERLINK(\"x\")", "text": "Le compost nourrit le jardin.", "labels": ["@ici"]}"#;
    let run = glane_on(line.as_bytes(), root(), ["analyze", "-o", &directory, "--csv-bom", "--quiet"]);
    assert_eq!(run.code, 0, "{run}");
    for name in ["posts.csv", "keyphrases.csv", "themes.csv", "trends.csv"] {
        let bytes = fs::read(out.path().join(name)).expect("a table");
        assert!(bytes.starts_with("\u{feff}".as_bytes()), "{name}");
    }
    let row = &rows(out.path(), "posts.csv")[0];
    assert_eq!((row[0].as_str(), row[1].as_str(), row[4].as_str()), ("-1", "'=HYPERLINK(\"x\")", "'@ici"));
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::process::Command;

    use rusqlite::{Connection, OpenFlags};

    use super::*;

    fn open(directory: &Path) -> Connection {
        Connection::open_with_flags(directory.join("glane.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY)
            .expect("a SQLite file")
    }

    fn number(connection: &Connection, query: &str) -> i64 {
        connection.query_row(query, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{query}: {error}"))
    }

    #[test]
    fn one_file_for_every_query() {
        let out = analyze(&["--sqlite"]);
        let connection = open(out.path());
        let report = report(out.path());
        let whole: String =
            connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(whole, "ok");
        let mut orphans = connection.prepare("PRAGMA foreign_key_check").expect("a check");
        assert!(!orphans.exists([]).expect("an answer"), "every reference leads somewhere");
        assert_eq!(Some(number(&connection, "SELECT count(*) FROM posts")), report["posts"]["read"].as_i64());
        for (table, list) in [("themes", "themes"), ("periods", "periods"), ("errors", "errors")] {
            let rows = number(&connection, &format!("SELECT count(*) FROM {table}"));
            assert_eq!(rows as usize, report[list].as_array().expect("a list").len(), "{table}");
        }
        // The sums of the file are those of the report.
        for keyphrase in report["keyphrases"].as_array().expect("a list").iter().take(50) {
            let (text, counts): (String, [i64; 3]) = connection
                .query_row(
                    "SELECT text, posts, occurrences, keyphrase_of FROM keyphrases WHERE lemma = ?1",
                    [keyphrase["lemma"].as_str()],
                    |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?])),
                )
                .expect("a keyphrase");
            assert_eq!(keyphrase["text"], text.as_str());
            for (name, count) in ["posts", "occurrences", "keyphrase_of"].into_iter().zip(counts) {
                assert_eq!(keyphrase[name], count, "{name} of {text}");
            }
        }
        let months = number(&connection, "SELECT count(DISTINCT month) FROM keyphrases_per_month");
        assert_eq!(months, number(&connection, "SELECT count(*) FROM posts_per_month"));
        assert_eq!(
            number(&connection, "SELECT count(*) FROM keyphrases_per_month WHERE date(month) IS NOT month"),
            0,
            "months are ISO dates"
        );
        for view in ["themes_per_period", "labels_per_month", "keyphrases_of_posts"] {
            assert!(number(&connection, &format!("SELECT count(*) FROM {view}")) > 0, "{view}");
        }
        let titles = number(&connection, "SELECT count(*) FROM posts WHERE title LIKE '%télétravail%'");
        assert!(titles > 0);
        let found = "SELECT count(*) FROM posts_search('teletravail')";
        assert_eq!(number(&connection, found), titles, "accents need not be typed");
    }

    #[test]
    fn texts_where_they_were_asked_for() {
        let out = analyze(&["--sqlite-text"]);
        let connection = open(out.path());
        assert!(number(&connection, "SELECT count(*) FROM posts_search('levain')") >= 2);
        let mut shown = connection
            .prepare(
                "SELECT CAST(substr(CAST(p.text AS BLOB), s.start + 1, s.end - s.start) AS TEXT), k.id
                 FROM spans s JOIN post_keyphrases k ON k.id = s.post_keyphrase
                 JOIN posts p ON p.id = k.post WHERE NOT s.in_title",
            )
            .expect("a query");
        let rows = shown.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
        for row in rows.expect("rows") {
            let (text, keyphrase) = row.expect("a row");
            let variant = "SELECT count(*) FROM variants WHERE post_keyphrase = ?1 AND text = ?2";
            let variants: i64 = connection
                .query_row(variant, (keyphrase, crate::support::shown(&text)), |row| row.get(0))
                .expect("a count");
            assert_eq!(variants, 1, "each span shows a variant: {text}");
        }
    }

    #[test]
    fn the_bytes_do_not_depend_on_threads() {
        let [one, eight] = ["1", "8"].map(|threads| analyze(&["--sqlite", "--threads", threads]));
        let bytes = |out: &TempDir| fs::read(out.path().join("glane.sqlite")).expect("a file");
        assert!(bytes(&one) == bytes(&eight));
        let mut names: Vec<_> = fs::read_dir(one.path())
            .expect("the report")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        assert_eq!(names, ["glane.sqlite", "index.html", "posts.jsonl", "report.json"]);
    }

    /// A second reader, which shares no code with the writer but SQLite's own.
    #[test]
    fn python_reads_it() {
        let out = analyze(&["--sqlite"]);
        let script = "import sqlite3, sys\n\
            c = sqlite3.connect(sys.argv[1])\n\
            assert c.execute('PRAGMA user_version').fetchone()[0] == 2\n\
            print(c.execute(\"SELECT keyphrase FROM keyphrases_per_month ORDER BY keyphrase_of DESC, keyphrase\").fetchone()[0])";
        let output =
            Command::new("python3").args(["-c", script]).arg(out.path().join("glane.sqlite")).output();
        let Ok(output) = output else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.trim_ascii().is_empty());
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::fs::File;
    use std::process::Command;

    use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
    use ::parquet::record::{Field, Row};

    use super::*;

    fn table(directory: &Path, name: &str) -> Vec<Row> {
        let file = File::open(directory.join(format!("{name}.parquet"))).expect("a file");
        let reader = SerializedFileReader::new(file).expect("a Parquet file");
        let metadata = reader.metadata().file_metadata();
        let version = metadata.key_value_metadata().and_then(|all| all.iter().find(|of| of.key == "schema"));
        assert_eq!(version.and_then(|of| of.value.as_deref()), Some("glane.parquet/1"));
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect()
    }

    /// A cell as JSON.
    fn cell(row: &Row, name: &str) -> Value {
        json(row.get_column_iter().find(|(column, _)| *column == name).expect("the column").1)
    }

    fn json(field: &Field) -> Value {
        match field {
            Field::Null => Value::Null,
            Field::Bool(truth) => (*truth).into(),
            Field::Long(whole) => (*whole).into(),
            Field::Double(number) => (*number).into(),
            Field::Str(text) => text.as_str().into(),
            // Days since 1970, as Parquet counts them.
            Field::Date(days) => {
                (jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days)).to_string().into()
            }
            Field::ListInternal(list) => list.elements().iter().map(json).collect(),
            other => panic!("no column has {other:?}"),
        }
    }

    #[test]
    fn typed_tables_say_what_the_json_says() {
        let out = analyze(&["--parquet"]);
        let lines = fs::read_to_string(out.path().join("posts.jsonl")).expect("posts");
        let posts: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let rows = table(out.path(), "posts");
        assert_eq!(rows.len(), posts.len());
        let mut keyphrases = table(out.path(), "keyphrases").into_iter();
        let or_none = |value: &Value| value.as_array().map_or_else(Vec::new, Clone::clone);
        let (mut undated, mut labelled) = (0, 0);
        for (row, post) in rows.iter().zip(&posts) {
            for name in ["id", "title", "published", "author", "url"] {
                assert_eq!(cell(row, name), post[name], "{name} of {post}");
            }
            assert_eq!(cell(row, "language"), post["language"]["code"]);
            for name in ["words", "syllables", "sentence_length", "lexical_diversity", "readability"] {
                assert_eq!(cell(row, name).as_f64(), post["stats"][name].as_f64(), "{name} of {post}");
            }
            assert_eq!(or_none(&cell(row, "labels")), or_none(&post["labels"]));
            undated += usize::from(cell(row, "published").is_null());
            labelled += usize::from(!or_none(&post["labels"]).is_empty());
            for (rank, keyphrase) in (1..).zip(or_none(&post["keyphrases"])) {
                let row = keyphrases.next().expect("a row for each keyphrase");
                assert_eq!((cell(&row, "post"), cell(&row, "rank")), (post["id"].clone(), Value::from(rank)));
                assert_eq!(cell(&row, "keyphrase"), keyphrase["text"]);
                for name in ["lemma", "kind", "score", "count", "mentions"] {
                    assert_eq!(cell(&row, name), keyphrase[name], "{name} of {keyphrase}");
                }
                let variants = or_none(&keyphrase["variants"]);
                let texts: Vec<Value> = variants.iter().map(|variant| variant["text"].clone()).collect();
                assert_eq!(cell(&row, "variants"), Value::from(texts));
            }
        }
        assert!(keyphrases.next().is_none());
        assert!(undated > 0 && labelled > 0, "nulls and lists are tried");
        let report = report(out.path());
        let count = |list: &Value| list.as_array().map_or(0, Vec::len);
        let themes = table(out.path(), "themes");
        assert_eq!(themes.len(), count(&report["themes"]) * count(&report["periods"]));
        assert_eq!(cell(&themes[0], "keyphrases"), report["themes"][0]["keyphrases"]);
        assert_eq!(cell(&themes[1], "posts_in_period"), report["themes"][0]["periods"][1]);
        assert_eq!(table(out.path(), "trends").len(), count(&report["trends"]["movements"]));
    }

    /// A second reader, which shares no code with the writer; where it is not installed there is nothing to
    /// try.
    #[test]
    fn duckdb_reads_them() {
        let out = analyze(&["--parquet"]);
        let script = "import duckdb, sys\n\
            q = lambda sql: duckdb.connect().execute(sql.replace('DIR', sys.argv[1])).fetchone()\n\
            posts, labels = q(\"SELECT count(*), sum(len(labels)) FROM 'DIR/posts.parquet' WHERE published >= DATE '2021-01-01'\")\n\
            assert posts > 40 and labels > 40, (posts, labels)\n\
            assert q(\"SELECT count(*) FROM 'DIR/keyphrases.parquet' JOIN 'DIR/posts.parquet' ON post = id\")[0] > posts";
        let there = Command::new("python3").args(["-c", "import duckdb"]).output();
        if !there.is_ok_and(|output| output.status.success()) {
            crate::support::skipped("python3 with duckdb is missing");
            return;
        }
        let output = Command::new("python3").args(["-c", script]).arg(out.path()).output().expect("python3");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn the_bytes_do_not_depend_on_threads() {
        let [one, eight] = ["1", "8"].map(|threads| analyze(&["--parquet", "--threads", threads]));
        for name in ["posts", "keyphrases", "themes", "trends"] {
            let bytes = |out: &TempDir| fs::read(out.path().join(format!("{name}.parquet"))).expect("a file");
            assert!(bytes(&one) == bytes(&eight), "{name}");
        }
    }
}
