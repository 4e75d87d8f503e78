//! The code pages of MS-DOS, which no web standard knows: the characters of their upper 128 bytes.

/// Code page 850, for Western Europe.
pub(super) const CP850: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Code page 437, of the first PC.
pub(super) const CP437: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The characters of the bytes from 0x80, by their place.
pub(super) fn upper_half(table: &str) -> [char; 128] {
    let mut half = ['\u{fffd}'; 128];
    for (place, character) in half.iter_mut().zip(table.chars()) {
        *place = character;
    }
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_character_for_every_byte() {
        for table in [CP850, CP437] {
            assert_eq!(table.chars().count(), 128);
            assert!(!table.contains('\u{fffd}'));
        }
        let (western, first) = (upper_half(CP850), upper_half(CP437));
        for (byte, letter) in [(0x82, 'é'), (0x8A, 'è'), (0x85, 'à'), (0x87, 'ç'), (0x90, 'É'), (0x97, 'ù')]
        {
            assert_eq!((western[byte - 0x80], first[byte - 0x80]), (letter, letter));
        }
        assert_eq!((western[0xB7 - 0x80], western[0xFF - 0x80]), ('À', '\u{a0}'));
    }
}
