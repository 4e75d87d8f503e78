// The strings in the language of the page; no other file but these contains strings for users.

const words = isFrench ? FRENCH : ENGLISH;
