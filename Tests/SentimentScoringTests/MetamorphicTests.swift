import EarshotModel
import SentimentScoring
import Testing

/// What must stay, or turn over, when a text is changed in a way that means one thing only.
@Suite struct MetamorphicTests {
    private static let scorer = Result { try ShippedRules.scorerOfAll() }

    /// Sentences about two brands, with the label of the first.
    private static let pairs = [
        "The coffee at Acme is wonderful, the coffee at Globex is awful.",
        "The staff at Acme are rude, but the staff at Globex are lovely.",
        "Acme is much better than Globex.",
        "I love Acme. We also went to Globex and it was terrible.",
        "Avoid Acme at all costs. The people at Globex are helpful and kind.",
    ]

    /// Texts of the kind that people write, one opinion or more in each.
    private static let texts = [
        "The hotel at the harbour was lovely and the breakfast was delicious.",
        "My parcel never arrived and nobody answers the phone.",
        "They refunded me within two days, great service.",
        "Worst app ever, it crashes whenever I open it 😡",
        "Not bad at all, we will definitely be back.",
        "@acme your agent was so helpful, thank you!",
        "Still waiting for a reply after three weeks.",
        "The battery died after a month and they refuse to replace it.",
    ]

    private func judge(_ text: String, target: String? = nil) throws -> Judgement {
        try Self.scorer.get().judge(ScorableText(text: text, language: "en", target: target))
    }

    @Test(arguments: pairs)
    func `two brands that change places change their labels`(text: String) throws {
        let swapped = text.replacing("Acme", with: "\u{1}").replacing("Globex", with: "Acme")
            .replacing("\u{1}", with: "Globex")
        let labels = try ["Acme", "Globex"].map { try judge(text, target: $0).label }
        let others = try ["Globex", "Acme"].map { try judge(swapped, target: $0).label }
        #expect(labels == others)
        #expect(Set(labels) == [.positive, .negative])
    }

    @Test(arguments: texts)
    func `a neutral sentence before or behind leaves the label`(text: String) throws {
        let label = try judge(text).label
        #expect(label != .neutral)
        for sentence in ["The office is on Mill Street.", "We travelled on Monday by train."] {
            #expect(try judge("\(text) \(sentence)").label == label, "\(sentence)")
            #expect(try judge("\(sentence) \(text)").label == label, "\(sentence)")
        }
    }

    @Test(arguments: texts)
    func `without the words of its evidence a text is neutral`(text: String) throws {
        var rest = text
        for _ in 0..<12 {
            let parts = try judge(rest).evidence.parts
            guard !parts.isEmpty else { break }
            var bytes = Array(rest.utf8)
            for part in parts.reversed() {
                let gap = Array(" zqx ".utf8)
                bytes.replaceSubrange(part.span.start..<part.span.end, with: gap)
            }
            rest = String(decoding: bytes, as: UTF8.self)
        }
        let judgement = try judge(rest)
        #expect(judgement.evidence.parts.isEmpty)
        #expect(judgement.label == .neutral)
    }

    @Test(arguments: pairs + texts)
    func `the parts of every judgement sum to its points`(text: String) throws {
        for target in [nil, "Acme", "Globex"] {
            let evidence = try judge(text, target: target).evidence
            let sum = evidence.parts.reduce(0) { sum, part in
                sum + part.changes.reduce(part.base) { $0 + $1.points }
            }
            #expect(sum == evidence.points)
        }
    }

    @Test(arguments: texts)
    func `capitals of a name and the kind of apostrophe change nothing`(text: String) throws {
        let label = try judge(text).label
        #expect(try judge(text.replacing("'", with: "’")).label == label)
        #expect(try judge(text.replacing("@acme", with: "@ACME")).label == label)
    }
}
