/// How each scalar folds that does not fold to itself, as text that `FoldingMap` reads once.
///
/// An entry is `KEY=A,B,…` in hexadecimal: the scalar KEY folds to the scalars A, B…; to nothing
/// when they are missing. `KEY+N` means N keys in a row, `KEY+N:` every other of 2N keys; after `=`
/// all of them fold to the same, after `>` each to the next scalar, after `~` to the next but one.
/// It is full compatibility decomposition (UAX #15), full case folding, the marks of Latin, Greek
/// and Cyrillic taken off, invisible scalars taken out, and letters with strokes (ø ł đ ħ) or of
/// two parts (æ œ þ) written plainly. ASCII and Hangul syllables follow a rule instead. The tests
/// compare it, scalar by scalar, with Foundation.
enum FoldingData {}
