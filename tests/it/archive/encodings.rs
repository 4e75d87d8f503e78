//! Encodings, told and guessed, text that was decoded wrongly before, names and ids from outside.

use super::{read, read_file, read_file_with, shown};
use glane::Post;
use glane::archive::{self, Input, ReadOptions, TextEncoding};

const LETTER: &str =
    "La fête de l'été à l'école : le comité a prêté la salle, et les élèves ont chanté. Ça coûte où ?";

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.encode(text).0.into_owned()
}

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked
        .encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

/// The text in code page 850, which has the French letters where code page 437 has them.
fn cp850(text: &str) -> Vec<u8> {
    let byte = |letter: char| match "éèêëàâçùûôîïÉÇ«»°À".chars().position(|other| other == letter)
    {
        Some(place) => b"\x82\x8A\x88\x89\x85\x83\x87\x97\x96\x93\x8C\x8B\x90\x80\xAE\xAF\xF8\xB7"[place],
        None => u8::try_from(letter).expect("ASCII"),
    };
    text.chars().map(byte).collect()
}

/// Base64 without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let digit =
        |six: &[u8]| six.iter().chain(&[0; 6]).take(6).fold(0_usize, |sum, bit| sum << 1 | usize::from(*bit));
    bits.chunks(6).map(|six| char::from(DIGITS[digit(six)])).collect()
}

/// The text in the encodings that are recognized by their French or by their zeros, without a mark.
fn guessed(text: &str) -> Vec<Vec<u8>> {
    let utf_7 = text.chars().map(|letter| {
        if letter.is_ascii() {
            return if letter == '+' { "+-".to_owned() } else { letter.to_string() };
        }
        let bytes: Vec<u8> =
            letter.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect();
        format!("+{}-", base64(&bytes))
    });
    vec![
        encoded("macintosh", text),
        encoded("iso-8859-15", text),
        cp850(text),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect(),
        text.chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect(),
        utf_7.collect::<String>().into_bytes(),
    ]
}

fn first(read: &super::Read) -> &Post {
    read[0].as_ref().expect("a post")
}

fn told(label: &str) -> ReadOptions {
    ReadOptions::default().encoding(TextEncoding::from_label(label))
}

#[test]
fn every_format_is_read_in_older_encodings() {
    let line = format!("{{\"text\": \"{LETTER}\"}}\n");
    let array = format!("[{{\"text\": \"{LETTER}\"}}]");
    let feed = format!(
        "<?xml version=\"1.0\"?>\n<rss><channel><item><title>x</title><description>{LETTER}</description></item></channel></rss>"
    );
    let table = format!("titre;texte\nFête;\"{LETTER}\"\n");
    for (name, text) in
        [("a.txt", LETTER), ("a.md", LETTER), ("a.jsonl", &line), ("a.json", &array), ("a.csv", &table)]
    {
        for bytes in [encoded("windows-1252", text), utf_16(text, true), utf_16(text, false)] {
            let posts = read_file(name, &bytes);
            assert_eq!(first(&posts).text, LETTER, "{name}");
            assert!(
                first(&posts).warnings.iter().any(|warning| warning.starts_with("not valid UTF-8; read as "))
            );
        }
        for label in ["macintosh", "iso-8859-15"] {
            let posts = read_file_with(name, &encoded(label, text), told(label));
            assert_eq!(first(&posts).text, LETTER, "{name} {label}");
            assert_eq!(first(&posts).warnings.len(), 1, "{name} {label}");
        }
        for bytes in guessed(text) {
            let posts = read_file(name, &bytes);
            assert_eq!(first(&posts).text, LETTER, "{name}");
            assert_eq!(first(&posts).warnings.len(), 1, "{name}");
        }
        let posts = read_file(name, text.as_bytes());
        assert!(first(&posts).warnings.is_empty(), "{name}");
    }
    for bytes in guessed(&feed) {
        let posts = read_file("a.xml", &bytes);
        assert_eq!((first(&posts).text.as_str(), first(&posts).warnings.len()), (LETTER, 1), "{bytes:x?}");
    }
}

#[test]
fn one_bad_byte_does_not_change_the_encoding() {
    let mut bytes = LETTER.repeat(20).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'R' || *byte == b'L').expect("there");
    bytes[at] = 0xFF;
    let posts = read_file("a.txt", &bytes);
    assert!(first(&posts).text.starts_with('\u{fffd}') && first(&posts).text.contains("élèves"));
    assert_eq!(first(&posts).warnings, ["some bytes are not valid UTF-8; they became the sign U+FFFD"]);
}

#[test]
fn text_that_was_decoded_wrongly_is_mended_with_a_warning() {
    let spoilt = encoding_rs::WINDOWS_1252
        .decode_without_bom_handling("L’été, l’œuvre du réseau « à Noël »".as_bytes())
        .0;
    let posts = read_file("a.md", format!("# Été\n\n{spoilt}, **gras**").as_bytes());
    let post = first(&posts);
    assert_eq!(post.text, "L’été, l’œuvre du réseau « à Noël », gras");
    assert_eq!(&post.text[post.annotations[0].range.clone()], "gras");
    assert!(post.warnings[0].contains("decoded wrongly"), "{:?}", post.warnings);
}

#[test]
fn posts_in_older_encodings_are_read_without_being_told() {
    for text in [
        "À Noël, la chorale répète à l'église. Le maître d'orchestre, sévère, reçoit les élèves dès l'aube.",
        "Où mène ce sentier ? Vers l'étang, où nichent des hérons ; l'été, la forêt brûle.\nÇa grimpe !",
        "Marché : 3 kg de pêches, 2 citrons, du pâté. Total : 12 francs, payé comptant.",
        "Un petit café serré.",
    ] {
        for bytes in guessed(text).into_iter().chain([encoded("windows-1252", text)]) {
            let posts = read_file("a.txt", &bytes);
            assert_eq!((first(&posts).text.as_str(), first(&posts).warnings.len()), (text, 1), "{bytes:x?}");
        }
    }
    let text = "Un cœur à 12 €, une sœur à Nœux : l'œuvre coûte 300 €.";
    let posts = read_file("a.txt", &encoded("iso-8859-15", text));
    assert_eq!(first(&posts).text, text);
}

#[test]
fn text_of_one_encoding_that_was_read_as_another_is_mended() {
    let windows = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let mac = |bytes: &[u8]| encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0.into_owned();
    let latin_1 = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    for text in [
        "À Noël, la chorale répète à l'église : le maître d'orchestre, sévère, reçoit les élèves dès l'aube."
            .replace('À', "A"),
        "Où mène ce sentier ? Vers l'étang, où nichent des hérons ; l'été, la forêt brûle.".to_owned(),
        "Marché : 3 kg de pêches, 2 citrons, du pâté ; payé comptant à la caissière.".to_owned(),
    ] {
        for spoilt in [
            latin_1(&cp850(&text)),
            windows(&cp850(&text)),
            windows(&encoded("macintosh", &text)),
            mac(&encoded("windows-1252", &text)),
            mac(&cp850(&text)),
            windows(text.as_bytes()),
            mac(text.as_bytes()),
            windows(windows(text.as_bytes()).as_bytes()),
        ] {
            let posts = read_file("a.txt", spoilt.as_bytes());
            assert_eq!(
                (first(&posts).text.as_str(), first(&posts).warnings.len()),
                (text.as_str(), 1),
                "{spoilt}"
            );
        }
    }
    for sound in ["Le signe Â« est un reste.", "ÂGE D'OR : PÂQUES, ÉTÉ.", "« Noël » à l’ouest – déjà…"]
    {
        let posts = read_file("a.txt", sound.as_bytes());
        assert_eq!((first(&posts).text.as_str(), first(&posts).warnings.len()), (sound, 0));
    }
}

#[test]
fn control_characters_of_names_stay_out_of_messages() {
    let posts = read_file("a\n\u{1b}[31m.txt", b"");
    let message = posts[0].as_ref().expect_err("empty").to_string();
    assert!(message.contains("a\\n\\u{1b}[31m.txt") && !message.contains('\n'), "{message:?}");
}

#[test]
fn ids_that_repeat_are_made_unique() {
    let posts = read_file("a.jsonl", b"{\"id\": 1, \"text\": \"Un.\"}\n{\"id\": 1, \"text\": \"Deux.\"}\n");
    assert_eq!(shown(&posts), ["1", "1#2"]);
    assert_eq!(posts[1].as_ref().expect("a post").warnings.len(), 1);
}

#[test]
fn patterns_find_files_as_a_shell_would() {
    let directory = tempfile::TempDir::new().expect("a directory");
    for name in
        ["blog/2020/a.md", "blog/2021/b.md", "blog/2021/c.txt", "blog/d.md", "blog/.e/f.md", "g.billet"]
    {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, "Le sol vit.").expect("a file");
    }
    for (pattern, ids) in [
        ("blog/**/*.md", vec!["2020/a.md", "2021/b.md", "d.md"]),
        ("blog/*.md", vec!["d.md"]),
        ("blog/202[01]", vec!["2020/a.md", "2021/b.md", "2021/c.txt"]),
        ("*.billet", vec!["g.billet"]),
        ("blog/*.html", vec!["!unreadable"]),
        ("rien/*", vec!["!unreadable"]),
    ] {
        let whole = directory.path().join(pattern).display().to_string();
        let posts: Vec<_> = archive::read(vec![Input::Glob(whole)], ReadOptions::default()).collect();
        assert_eq!(shown(&posts), ids, "{pattern}");
    }
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    let directory = tempfile::TempDir::new().expect("a directory");
    std::fs::write(directory.path().join("a.md"), "Le sol vit.").expect("a file");
    std::os::unix::fs::symlink(directory.path(), directory.path().join("boucle")).expect("a link");
    std::os::unix::fs::symlink("soi.md", directory.path().join("soi.md")).expect("a link");
    assert_eq!(shown(&read(directory.path())), ["a.md", "!unreadable"]);
    let options = ReadOptions::default().follow_links(true);
    let followed: Vec<_> = archive::read(vec![Input::Path(directory.path().into())], options).collect();
    assert_eq!(shown(&followed), ["a.md", "!unreadable", "!unreadable"]);
}
