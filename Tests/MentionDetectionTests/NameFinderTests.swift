import Testing
import TextAnalysis

@testable import MentionDetection

@Suite struct NameFinderTests {
    private static let pieces = Array(
        "aaabbB  \nAsſßåÅ&@_'-.é\u{301}\u{AD}\u{A0}漢தி5ﬁ𝐚İ™😂".unicodeScalars
    )
    private static let names = [
        "a", "b", "ab", "a b", "s", "ss", "aa", "@a", "a&b", "fi", "漢", "த", "தி", "5", "b b a",
        "'a",
        "å", "i", "a-b", "ab ab", "😂",
    ]

    @Test(arguments: 0..<200)
    func `the finder finds what trying every name everywhere finds`(seed: UInt64) {
        var random = Xorshift(seed: seed)
        let names = Self.names.filter { _ in random.next(below: 3) > 0 }
        let folded = Array(Set(names.compactMap { FoldedName($0) }))
        let finder = NameFinder(names: folded)
        for _ in 0..<4 {
            let text = random.text(of: Self.pieces, count: 30)
            let found = finder.occurrences(in: text.utf8.span)
            let ranges = Set(found.map(\.range))
            #expect(ranges == NaiveDetector(names: names).ranges(in: text), "\(text) \(names)")
            #expect(Set(found).count == found.count)
        }
    }

    @Test func `names beyond the table's rows are found as well`() {
        var random = Xorshift(seed: 99)
        let letters = Array("abcdefghij kl".unicodeScalars)
        let spellings = (0..<60_000).map { _ in random.text(of: letters, count: 12) }
        let names = Array(Set(spellings.compactMap { FoldedName($0) }))
        let finder = NameFinder(names: names)
        for index in stride(from: 0, to: names.count, by: 997) {
            let name = String(decoding: names[index].bytes, as: UTF8.self)
            let text = "xx abc \(name.replacing(" ", with: " \n ")) hij"
            let found = finder.occurrences(in: text.utf8.span)
            #expect(found.contains { $0.name == index }, "\(name)")
            for occurrence in found {
                let piece = String(decoding: Array(text.utf8)[occurrence.range], as: UTF8.self)
                #expect(FoldedName(piece) == names[occurrence.name])
            }
        }
    }
}

/// Numbers and texts by chance, the same for the same seed.
struct Xorshift {
    private var state: UInt64

    init(seed: UInt64) {
        state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    /// A text of that many of the pieces.
    mutating func text(of pieces: [Unicode.Scalar], count: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<count { text.append(pieces[next(below: pieces.count)]) }
        return String(text)
    }
}
