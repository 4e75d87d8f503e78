//! Mutated inputs: a pure function of a number, so that any input can be made again. What is done with an input is left
//! to `targets`.

/// Numbers that look like chance and are the same every time (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    /// The numbers that belong to one input.
    pub(crate) fn of(input: u64) -> Self {
        Self(input.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> Option<&'a T> {
        list.get(self.below(list.len())).copied()
    }
}

/// The longest input, in bytes; most are much shorter.
const LONGEST: usize = 8 << 10;

/// Bytes that mean something to some parser.
const SIGNS: [&[u8]; 28] = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\n\n",
    b"\"",
    b"'",
    b"<",
    b">",
    b"&",
    b"&#x110000;",
    b"]]>",
    b"<!--",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\u",
    b"\\ud800",
    b"-1",
    b"18446744073709551616",
    b"1e999",
    b"9999-12-31",
    b"0000-00-00",
    b"\xe2\x80\x8d",
    b"e\xcc\x81",
];

/// An input made of the seeds: a piece of one, changed in a few places.
pub(crate) fn input(seeds: &[Vec<u8>], words: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    let seed = chance.pick(&seeds).unwrap_or_default();
    let length = 1 << (5 + chance.below(7));
    let mut bytes = match chance.below(4) {
        0 if seed.len() <= LONGEST => seed.to_vec(),
        1 => seed[..seed.len().min(length)].to_vec(),
        _ => {
            let from = chance.below(seed.len());
            // The head of a seed tells what it is; a piece of the rest follows.
            let head = seed.len().min(chance.below(128)).min(from);
            [&seed[..head], &seed[from..seed.len().min(from + length)]].concat()
        }
    };
    for _ in 0..=chance.below(6) {
        change(&mut bytes, &seeds, words, chance);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[&[u8]], words: &[&[u8]], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let end = bytes.len().min(at + 1 + chance.below(32));
    match chance.below(10) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = chance.next() as u8;
            }
        }
        4 | 5 => insert(bytes, at, chance.pick(words).unwrap_or_default()),
        6 => insert(bytes, at, chance.pick(&SIGNS).unwrap_or_default()),
        7 => {
            // A piece again, many times: nesting and repetition.
            let piece = bytes[at..end].to_vec();
            let times = 1 << chance.below(8);
            insert(bytes, at, &piece.repeat(times.min(LONGEST / piece.len().max(1))));
        }
        8 => {
            let other = chance.pick(seeds).unwrap_or_default();
            let from = chance.below(other.len());
            insert(bytes, at, &other[from..other.len().min(from + 1 + chance.below(64))]);
        }
        _ => {
            let word = chance.pick(words).unwrap_or_default();
            insert(bytes, at, &word.repeat(1 << chance.below(9)));
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
