import Foundation
import Testing

@testable import TextAnalysis

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Ånglådal", "angladal"), ("ÉCOLE", "ecole"), ("Straße", "strasse"), ("Łódź", "lodz"),
        ("Søren Ærø", "soren aero"), ("cœur", "coeur"), ("Đà Nẵng", "da nang"),
        ("ISTANBUL ı", "istanbul i"), ("Ἀθῆναι ΟΔΟΣ", "αθηναι οδοσ"), ("Ёлка Йод", "елка иод"),
        ("ﬁn ²", "fin 2"), ("Ｔｏｋｙｏ", "tokyo"), ("l’été", "l'ete"), ("co\u{2011}op", "co-op"),
        ("a\u{A0}b\tc", "a b c"), ("so\u{AD}ft", "soft"), ("ﷺ", "صلى الله عليه وسلم"),
        ("𝐁𝐫𝐨𝐧", "bron"), ("ﾊﾟ", "ハ\u{309A}"),
    ])
    func `a text folds`(text: String, expected: String) {
        #expect(Array(Folding.folded(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: ["தமிழ்", "हिन्दी", "কথা", "עִבְרִית", "ไทย", "漢字"])
    func `marks of other scripts are letters and stay`(text: String) {
        #expect(Folding.folded(text) == text)
    }

    @Test(arguments: ["Ånglådal", "한국어", "கொ", "क़", "が", "ΐ", "Й", "Ǆ"])
    func `composed and decomposed spellings fold alike`(text: String) {
        let composed = Folding.folded(text.precomposedStringWithCanonicalMapping)
        let decomposed = Folding.folded(text.decomposedStringWithCanonicalMapping)
        #expect(Array(composed.utf8) == Array(decomposed.utf8))
    }

    @Test func `letters with strokes and of two parts are written plainly`() {
        #expect(Folding.folded("øłđðþħŧŋæœı") == "olddthhtnaeoei")
        #expect(Folding.folded("ØŁĐÐÞĦŦŊÆŒ") == "olddthhtnaeoe")
        #expect(Folding.folded("ƀɇǥɨɉƚɍʉɏƶəǝⱥⱦȼ") == "begijlruyzeeatc")
    }

    @Test func `every other scalar folds to what Foundation makes of it`() {
        let differences = Self.comparedScalars.filter { scalar in
            Array(Folding.folded(String(Character(scalar))).utf8)
                != Array(FoundationFolding.folded(scalar).utf8)
        }
        #expect(differences.map { String($0.value, radix: 16) } == [])
        #expect(Self.comparedScalars.count > 140_000)
    }

    @Test func `what is folded folds to itself`() {
        let differences = Self.comparedScalars.filter { scalar in
            let once = Folding.folded(String(Character(scalar)))
            return Array(Folding.folded(once).utf8) != Array(once.utf8)
        }
        #expect(differences.map { String($0.value, radix: 16) } == [])
    }

    @Test func `text of any scalars folds scalar by scalar`() {
        let text = RandomText(seed: 7).text(scalars: 500)
        let parts = text.unicodeScalars.map { Folding.folded(String(Character($0))) }
        #expect(Array(Folding.folded(text).utf8) == Array(parts.joined().utf8))
    }

    /// The assigned scalars that neither are nor decompose to one that we fold by a rule of our
    /// own.
    private static let comparedScalars: [Unicode.Scalar] = (UInt32(0)...0x10FFFF).compactMap {
        value in
        guard let scalar = Unicode.Scalar(value) else { return nil }
        switch scalar.properties.generalCategory {
        case .unassigned, .privateUse, .control, .surrogate: return nil
        default: break
        }
        let parts = String(Character(scalar)).decomposedStringWithCompatibilityMapping
            .unicodeScalars
        return parts.contains { ownRules.contains($0.value) } || ownRules.contains(value)
            ? nil : scalar
    }

    /// Letters with strokes or of two parts, apostrophes, hyphens, line ends.
    private static let ownRules = Set(
        "øØłŁđĐðÐþÞħĦŧŦŋŊĸæÆœŒıƀɃɇɆǥǤɨƗɉɈƚȽɍɌʉɄɏɎƶƵəƏǝƎⱥȺⱦȾȼȻ´‘’‛ʼʻʹ′՚ꞌꞋ‐‑`ŉ".unicodeScalars.map(
            \.value
        )
    ).union([0x2028, 0x2029, 0x1680])
}

/// Folding as Foundation's and the standard library's tables give it.
private enum FoundationFolding {
    static func folded(_ scalar: Unicode.Scalar) -> String {
        var text = String(Character(scalar))
        for _ in 0..<3 {
            var next = String.UnicodeScalarView()
            for part in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
                next.append(contentsOf: withoutCase(part).filter(isKept))
            }
            text = String(next)
        }
        return text
    }

    private static func withoutCase(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let isCherokee =
            (0x13A0...0x13FD).contains(scalar.value)
            || (0xAB70...0xABBF).contains(scalar.value)
        let capitals = isCherokee ? String(Character(scalar)) : scalar.properties.uppercaseMapping
        return capitals.unicodeScalars.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
            .map { $0 == "ς" ? "σ" : $0 }
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return false }
        let blocks: [ClosedRange<UInt32>] = [
            0x300...0x36F, 0x483...0x489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF,
            0xFE20...0xFE2F,
        ]
        return !blocks.contains { $0.contains(scalar.value) }
    }
}
