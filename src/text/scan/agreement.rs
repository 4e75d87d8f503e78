//! Tests that the fast scanner gives the tokens of the plain one, with every implementation of
//! [`Blocks`](super::blocks::Blocks) that this processor supports.

use super::blocks::{Portable, PortableWithSigns};
use super::{fast, tokenize_plainly_into};
use crate::text::token::Token;

/// Pieces of text in which each rule of the scanner has something to decide, alone or beside another.
const PIECES: &str = "\
    , . . … ... ; : ! ? ( ) « » “ ” – — - - ' ’ ’ \" / @ # · € ° × ÷ % & ~ _ \u{ad} \u{301} 👍 ² ‘ ʼ \u{2011} • † ‰ ¿ § ŗ ė a l \
    L d J c qu Qu q u n s t y m j jusqu lorsqu quelqu aujourd hui un une on onde l'on l’on est à dire c'est-à-dire é École \
    école œuvre maison réparer bibliothèque Anticonstitutionnellement M Mme etc cf p art chap sept vol J.-C. le la les \
    vous nous moi -t-il -vous -le -là là ci il elle elles t en y rendez celui chez sous même Saint Jean mot clé vingt \
    neuf e es s rice euse (e) (s) (ne)s ·e ·e·s .e .te.s 1 12 000 2019 3,5 7 h 30 20h kg er n° °C www. http:// exemple \
    fr com exemple.fr mailto: x@y.fr";
/// White space, one piece in eight.
const SPACES: [&str; 5] = [" ", "\n", "\u{a0}", "\u{202f}", "\t"];

/// Random texts that are compared.
const TEXTS: usize = 4_000;

/// The tokens of every implementation equal those of the plain scanner.
#[track_caller]
fn assert_agreement(text: &str) {
    let mut plain = Vec::new();
    tokenize_plainly_into(text, &mut plain);
    let assert_equal = |tokens: Vec<Token>, name: &str| {
        let words =
            |tokens: &[Token]| tokens.iter().map(|token| (token.kind, token.range())).collect::<Vec<_>>();
        assert_eq!(words(&tokens), words(&plain), "{name}: {text:?}");
    };
    let with = |scan: &dyn Fn(&mut Vec<Token>)| {
        let mut tokens = Vec::new();
        scan(&mut tokens);
        tokens
    };
    assert_equal(with(&|tokens| fast::scan(Portable, text, tokens)), "portable");
    assert_equal(with(&|tokens| fast::scan(PortableWithSigns, text, tokens)), "portable with signs");
    #[cfg(target_arch = "x86_64")]
    {
        use super::{avx512::Avx512, x86};
        assert_equal(with(&|tokens| fast::scan(x86::Sse2, text, tokens)), "SSE2");
        if let Some(avx2) = x86::Avx2::detect() {
            assert_equal(with(&|tokens| avx2.scan(text, tokens)), "AVX2");
        }
        if let Some(avx512) = Avx512::detect() {
            assert_equal(with(&|tokens| avx512.scan(text, tokens)), "AVX-512");
        }
    }
}

/// A text of `count` pieces, chosen by `state`, a linear congruential generator.
fn text(state: &mut u64, count: usize) -> String {
    let pieces: Vec<&str> = PIECES.split_ascii_whitespace().collect();
    let mut text = String::new();
    for _ in 0..count {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (*state >> 33) as usize;
        text.push_str(if number.is_multiple_of(8) {
            SPACES[number / 8 % 5]
        } else {
            pieces[number / 8 % pieces.len()]
        });
        // Words with spaces between them occur more often than by chance.
        if (*state >> 29).is_multiple_of(4) {
            text.push(' ');
        }
    }
    text
}

#[test]
fn random_pieces_give_the_same_tokens() {
    let mut state = 1;
    for number in 0..TEXTS {
        assert_agreement(&text(&mut state, 1 + number % 150));
    }
}

/// A place of two pieces in every position of a block, and across its end.
#[test]
fn pairs_of_pieces_give_the_same_tokens_everywhere_in_a_block() {
    let mut state = 7;
    for position in 0..70 {
        for _ in 0..40 {
            let before =
                &"maison de la ville et des champs, puis le soleil du matin se lève tard"[..position.min(60)];
            let padding = " ".repeat(position.saturating_sub(60));
            assert_agreement(&format!(
                "{before}{padding}{} fin de la phrase, et du bloc qui la suit. ",
                text(&mut state, 4)
            ));
        }
    }
}
