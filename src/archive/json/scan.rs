//! A JSON document read value by value, so that one element of a long array is held at a time.

use std::io::{self, BufRead};

/// Why reading a document ended.
#[derive(Debug)]
pub(super) enum ScanError {
    /// The document ends inside a value.
    Cut,
    /// Another character stands where this one is required.
    Wanted(&'static str),
    Io(io::Error),
}

impl From<io::Error> for ScanError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Walks through a document, and enters the arrays and objects that the caller names.
pub(super) struct Scanner<R> {
    reader: R,
    /// The current line, counted from 1.
    pub(super) line: u64,
    /// The most bytes of a value that are held.
    limit: u64,
}

impl<R: BufRead> Scanner<R> {
    pub(super) fn new(reader: R, limit: u64) -> Self {
        Self { reader, line: 1, limit }
    }

    /// The next byte that is not white space, which is not consumed.
    pub(super) fn peek(&mut self) -> Result<u8, ScanError> {
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Err(ScanError::Cut);
            }
            let blank = available.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = available.get(blank).copied();
            self.line += memchr::memchr_iter(b'\n', &available[..blank]).count() as u64;
            self.reader.consume(blank);
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    fn eat(&mut self, wanted: u8, said: &'static str) -> Result<(), ScanError> {
        if self.peek()? != wanted {
            return Err(ScanError::Wanted(said));
        }
        self.reader.consume(1);
        Ok(())
    }

    /// Enters an array.
    pub(super) fn enter_array(&mut self) -> Result<(), ScanError> {
        self.eat(b'[', "[")
    }

    /// Enters an object.
    pub(super) fn enter_object(&mut self) -> Result<(), ScanError> {
        self.eat(b'{', "{")
    }

    /// Whether another element follows in the open array, which is left otherwise.
    pub(super) fn next_element(&mut self, is_first: bool) -> Result<bool, ScanError> {
        self.next_in(b']', is_first, ", or ]")
    }

    /// The name of the next field of the open object. After the last field the object is closed.
    pub(super) fn next_field(&mut self, is_first: bool) -> Result<Option<String>, ScanError> {
        if !self.next_in(b'}', is_first, ", or }")? {
            return Ok(None);
        }
        if self.peek()? != b'"' {
            return Err(ScanError::Wanted("a name"));
        }
        let name = self.value()?.unwrap_or_default();
        self.eat(b':', ":")?;
        Ok(Some(serde_json::from_slice(&name).unwrap_or_default()))
    }

    fn next_in(&mut self, close: u8, is_first: bool, said: &'static str) -> Result<bool, ScanError> {
        match self.peek()? {
            next if next == close => {
                self.reader.consume(1);
                Ok(false)
            }
            b',' if !is_first => {
                self.reader.consume(1);
                // A trailing comma, which some programs write.
                if self.peek()? == close {
                    self.reader.consume(1);
                    return Ok(false);
                }
                Ok(true)
            }
            _ if is_first => Ok(true),
            _ => Err(ScanError::Wanted(said)),
        }
    }

    /// The bytes of the next value; `None` where they exceed the limit and are skipped.
    pub(super) fn value(&mut self) -> Result<Option<Vec<u8>>, ScanError> {
        let mut held = Vec::new();
        let whole = self.pass(Some(&mut held))?;
        Ok(whole.then_some(held))
    }

    /// Skips the next value.
    pub(super) fn skip(&mut self) -> Result<(), ScanError> {
        self.pass(None).map(|_| ())
    }

    /// Consumes a value and holds it up to the limit; returns whether all of it is held.
    fn pass(&mut self, mut held: Option<&mut Vec<u8>>) -> Result<bool, ScanError> {
        let is_scalar = !matches!(self.peek()?, b'{' | b'[' | b'"');
        let mut state = State::default();
        let mut whole = true;
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return if is_scalar { Ok(whole) } else { Err(ScanError::Cut) };
            }
            let (length, ended) = if is_scalar {
                match available
                    .iter()
                    .position(|byte| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace())
                {
                    Some(at) => (at, true),
                    None => (available.len(), false),
                }
            } else {
                state.go(available)
            };
            let taken = &available[..length];
            self.line += memchr::memchr_iter(b'\n', taken).count() as u64;
            if let Some(held) = held.as_deref_mut() {
                if held.len() as u64 + length as u64 <= self.limit {
                    held.extend_from_slice(taken);
                } else {
                    whole = false;
                    *held = Vec::new();
                }
            }
            if !whole {
                held = None;
            }
            self.reader.consume(length);
            if ended {
                return Ok(whole);
            }
        }
    }
}

/// Where in a string, an array or an object we are.
#[derive(Default)]
struct State {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl State {
    /// Consumes bytes: how many belong to the value, and whether it ends with them.
    fn go(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                let Some(sign) = memchr::memchr2(b'"', b'\\', &bytes[at..]) else {
                    return (bytes.len(), false);
                };
                at += sign + 1;
                if bytes[at - 1] == b'\\' {
                    self.escaped = true;
                    continue;
                }
                self.in_string = false;
            } else {
                match bytes[at] {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                at += 1;
                if self.in_string {
                    continue;
                }
            }
            if self.depth == 0 {
                return (at, true);
            }
        }
        (bytes.len(), false)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The elements of an array, read through a buffer of that size.
    fn elements(text: &str, buffer: usize, limit: u64) -> Result<Vec<String>, ScanError> {
        let mut scanner = Scanner::new(BufReader::with_capacity(buffer, text.as_bytes()), limit);
        scanner.enter_array()?;
        let mut found = Vec::new();
        while scanner.next_element(found.is_empty())? {
            let value = scanner.value()?;
            found.push(value.map_or("-".to_owned(), |value| String::from_utf8_lossy(&value).into_owned()));
        }
        Ok(found)
    }

    #[test]
    fn elements_are_separated_whatever_the_buffer() {
        let text = "[ {\"a\": \"}\\\"]\"} ,[1,[2]], \"x\\\\\" ,-1.5e3,\ntrue,]";
        for buffer in 1..20 {
            let found = elements(text, buffer, 100).expect("an array");
            assert_eq!(found, ["{\"a\": \"}\\\"]\"}", "[1,[2]]", "\"x\\\\\"", "-1.5e3", "true"], "{buffer}");
            assert_eq!(elements(text, buffer, 6).expect("an array")[0], "-");
        }
        assert!(elements("[]", 1, 10).expect("an array").is_empty());
    }

    #[test]
    fn a_cut_is_distinguished_from_a_wrong_character() {
        assert!(matches!(elements("[{\"a\": 1}, {\"b\"", 4, 10), Err(ScanError::Cut)));
        assert!(matches!(elements("[1 2]", 4, 10), Err(ScanError::Wanted(_))));
        assert!(matches!(elements("{}", 4, 10), Err(ScanError::Wanted("["))));
    }
}
