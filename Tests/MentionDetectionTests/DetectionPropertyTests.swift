import EarshotModel
import Testing
import TextAnalysis

@testable import MentionDetection

/// What holds for every text and every set of brands, tried on those by chance.
@Suite struct DetectionPropertyTests {
    private static let names = [
        "Brontavia", "Brontavia Air", "Air", "Ånglådal", "北京", "தமிழ்", "C++", "@fjordwen", "a",
        "ss", "F&B", "ไทย", "삼성", "L'Oravelle", "\u{AD}", " ", "İstanbul", "Ёлка",
    ]
    private static let pieces =
        names.filter { $0 != " " } + [
            " ", "\n", "_", ".", "'s", "’", "-", "\u{301}", "\u{AD}", "\u{200D}", "\u{A0}", "ß",
            "5",
            "n", "é", "😂", "漢", "து", "\u{94D}", "BRONTAVIA", "brontavia  air", "\u{0}",
            "\u{10FFFF}", "\u{202E}", "ﷺ", "İ", "ŉ",
        ]

    private static func brands(_ random: inout Xorshift) -> [Brand] {
        (1...4).map { id in
            let aliases = (0..<random.next(below: 4)).map { _ in
                names[random.next(below: names.count)]
            }
            let name = names[random.next(below: names.count)]
            return Brand(id: RecordID(rawValue: Int64(id)), name: name, aliases: aliases)
        }
    }

    private static func text(_ random: inout Xorshift) -> String {
        (0..<random.next(below: 25)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
    }

    @Test(arguments: 0..<60)
    func `each span is the longest name of its brand there, on scalars and in order`(
        seed: UInt64
    ) {
        var random = Xorshift(seed: seed)
        let brands = Self.brands(&random)
        let detector = MentionDetector(brands: brands)
        for _ in 0..<10 {
            let (title, text) = (Self.text(&random), Self.text(&random))
            let mentions = detector.mentions(title: title, text: text)
            #expect(mentions.map(\.brand) == mentions.map(\.brand).sorted())
            #expect(Set(mentions.map(\.brand)).count == mentions.count)
            for mention in mentions {
                let brand = brands.first { $0.id == mention.brand }
                let names = ([brand?.name ?? ""] + (brand?.aliases ?? [])).compactMap {
                    FoldedName($0)
                }
                #expect(!mention.spans.isEmpty && mention.reason.hasPrefix("named \""))
                for span in mention.spans {
                    let field = span.field == .title ? title : text
                    let piece = Self.piece(span, of: field)
                    #expect(names.contains { $0 == FoldedName(piece ?? "") }, "\(field) \(span)")
                }
                for (first, second) in zip(mention.spans, mention.spans.dropFirst()) {
                    let isNextField = first.field == .title && second.field == .text
                    #expect(isNextField || first.end <= second.start, "\(text)")
                }
            }
        }
    }

    @Test(arguments: 0..<60)
    func `a brand is mentioned where a naive search finds one of its names, and nowhere else`(
        seed: UInt64
    ) {
        var random = Xorshift(seed: seed)
        let names = Self.names.filter { _ in random.next(below: 2) == 0 } + ["Brontavia"]
        let brand = Brand(id: RecordID(rawValue: 1), name: names[0], aliases: names)
        let detector = MentionDetector(brands: [brand])
        for _ in 0..<6 {
            let text = Self.text(&random)
            let naive = NaiveDetector(names: names.filter { FoldedName($0) != nil })
                .ranges(in: text)
            let spans = detector.mentions(title: "", text: text).flatMap(\.spans)
            let found = spans.map { $0.start..<$0.end }
            #expect(Set(found).isSubset(of: naive), "\(text)")
            #expect(
                naive.allSatisfy { range in found.contains { $0.overlaps(range) } },
                "\(text) \(naive) \(found)"
            )
        }
    }

    @Test(arguments: 0..<20)
    func `the same brands in another order find the same`(seed: UInt64) {
        var random = Xorshift(seed: seed)
        let brands = Self.brands(&random)
        let detectors = [brands, brands.reversed()].map { MentionDetector(brands: $0) }
        for _ in 0..<10 {
            let text = Self.text(&random)
            let spans = detectors.map { $0.mentions(title: text, text: text).map(\.spans) }
            #expect(spans[0] == spans[1], "\(text)")
        }
    }

    @Test(arguments: 0..<20)
    func `any scalars are searched without a trap`(seed: UInt64) {
        var random = Xorshift(seed: seed)
        let detector = MentionDetector(brands: Self.brands(&random))
        for _ in 0..<20 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<60 {
                if let scalar = Unicode.Scalar(UInt32(random.next(below: 0x110000))) {
                    scalars.append(scalar)
                }
            }
            let text = String(scalars)
            for span in detector.mentions(title: "", text: text).flatMap(\.spans) {
                #expect(Self.piece(span, of: text) != nil)
            }
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: ["a", "!", "\u{301}", "_", "👩‍"])
    func `a megabyte of one piece is searched in linear time`(piece: String) {
        let brands = Self.names.enumerated().map { index, name in
            Brand(id: RecordID(rawValue: Int64(index + 1)), name: name)
        }
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let mentions = MentionDetector(brands: brands).mentions(title: "", text: text)
        #expect(mentions.allSatisfy { $0.spans.allSatisfy { $0.end <= text.utf8.count } })
    }

    /// The text at a span; `nil` when it does not lie on scalars.
    private static func piece(_ span: TextSpan, of text: String) -> String? {
        let bytes = Array(text.utf8)
        guard span.start < span.end, span.end <= bytes.count else { return nil }
        return String(validating: bytes[span.start..<span.end], as: UTF8.self)
    }
}
