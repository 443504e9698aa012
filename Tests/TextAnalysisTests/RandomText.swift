/// Texts by chance, the same for the same seed, of the scalars that are hard to cut.
struct RandomText {
    private static let pieces =
        Array(
            "abzAZ059 \n.,!?'’-_@#:;()<>3/\\^=+&\"ßŁøåÅéİıﬁ\u{301}\u{AD}\u{200D}\u{200B}\u{FE0F}"
                .unicodeScalars
        )
        + Array("கிஸ்ரீहिन्दीক্ষ漢字かなﾊﾟไทย한국어العربيةעברית😂👍🏽👩💻🇸🇪♀☹™²½①Ⓐ𝐁…–—“”«»،।。！？".unicodeScalars)
    private static let phrases = ["http://", "www.", ".com", "a@b.cd", ":-)", "1,0", "l'o"]

    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// The next number by xorshift.
    private mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    /// A text of about that many scalars.
    func text(scalars count: Int) -> String {
        var source = self
        var text = String.UnicodeScalarView()
        for _ in 0..<count {
            if source.next(below: 20) == 0 {
                let phrase = Self.phrases[source.next(below: Self.phrases.count)]
                text.append(contentsOf: phrase.unicodeScalars)
            } else {
                text.append(Self.pieces[source.next(below: Self.pieces.count)])
            }
        }
        return String(text)
    }
}
