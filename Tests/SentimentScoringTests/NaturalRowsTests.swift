import EarshotModel
import Foundation
import SentimentScoring
import Testing

/// What must hold of texts that people wrote, where such texts are at hand.
@Suite(.enabled(if: NaturalRows.folder != nil, "EARSHOT_CORPORA is not set"))
struct NaturalRowsTests {
    private static let scorer = Result { try ShippedRules.scorerOfAll() }

    private func judge(_ text: String, _ row: NaturalRows.Row, target: String? = nil) throws
        -> Judgement
    {
        try Self.scorer.get().judge(
            ScorableText(text: text, language: row.lang, target: target ?? row.target)
        )
    }

    private func side(_ text: String, _ row: NaturalRows.Row, target: String? = nil) throws
        -> SentimentLabel
    {
        try Self.scorer.get().side(of: judge(text, row, target: target))
    }

    @Test func `two brands that change places change their labels`() throws {
        var pairs = 0
        for rows in try NaturalRows.rivals() {
            let names = try rows.map { try #require($0.target) }
            let text = rows[0].text
            let swapped = text.replacing(names[0], with: "\u{1}")
                .replacing(names[1], with: names[0]).replacing("\u{1}", with: names[1])
            for (one, other) in [(0, 1), (1, 0)] {
                let before = try side(text, rows[0], target: names[one])
                let after = try side(swapped, rows[0], target: names[other])
                #expect(before == after, "\(names[one]) in: \(text)")
            }
            pairs += 1
        }
        #expect(pairs >= 100)
    }

    @Test(arguments: NaturalRows.neutralSentences.keys.sorted())
    func `a neutral sentence leaves the label`(language: String) throws {
        let sentence = try #require(NaturalRows.neutralSentences[language])
        var (same, all) = (0, 0)
        for row in try NaturalRows.rows(of: language, every: 5) {
            let before = try side(row.text, row)
            same += try side("\(row.text)\n\(sentence)", row) == before ? 1 : 0
            same += try side("\(sentence) \(row.text)", row) == before ? 1 : 0
            all += 2
        }
        #expect(all > 20)
        #expect(Double(same) >= 0.98 * Double(all), "\(same) of \(all)")
    }

    @Test(arguments: NaturalRows.neutralSentences.keys.sorted())
    func `without the words of its evidence a text is neutral`(language: String) throws {
        for row in try NaturalRows.rows(of: language, every: 5) {
            var rest = row.text
            var judgement = try judge(rest, row)
            for _ in 0..<40 where !judgement.evidence.parts.isEmpty {
                rest = Self.without(judgement.evidence.parts, rest)
                judgement = try judge(rest, row)
            }
            #expect(judgement.evidence.parts.isEmpty, "\(row.text)")
            #expect([.neutral, .abstain].contains(judgement.label), "\(row.text)")
        }
    }

    /// A text with a word that no list holds in the place of each piece of evidence.
    private static func without(_ parts: [EvidencePart], _ text: String) -> String {
        var bytes = Array(text.utf8)
        for part in parts.sorted(by: { $0.span.start > $1.span.start }) {
            bytes.replaceSubrange(part.span.start..<part.span.end, with: Array(" zqx ".utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Labelled texts of the corpora.
enum NaturalRows {
    struct Row: Decodable {
        let lang: String
        let text: String
        let target: String?
    }

    /// A sentence of each language that says nothing about anybody.
    static let neutralSentences = [
        "en": "The office is on Mill Street.", "sv": "Kontoret ligger på Kvarngatan.",
        "pl": "Biuro mieści się przy ulicy Młyńskiej.",
        "ms": "Pejabat itu terletak di Jalan Kilang.", "id": "Kantornya ada di Jalan Pabrik.",
        "tl": "Nasa Kalye Rizal ang opisina.", "ta": "அலுவலகம் மில் தெருவில் உள்ளது.",
        "de": "Das Büro ist in der Mühlenstraße.",
        "es": "La oficina está en la calle del Molino.", "fr": "Le bureau est rue du Moulin.",
        "pt": "O escritório fica na rua do Moinho.", "it": "L'ufficio è in via del Mulino.",
        "nl": "Het kantoor is in de Molenstraat.",
    ]

    static var folder: URL? {
        ProcessInfo.processInfo.environment["EARSHOT_CORPORA"].map {
            URL(filePath: $0).appending(path: "sentiment")
        }
    }

    /// Some of the rows of a language's sets, the checklists left out.
    static func rows(of language: String, every step: Int) throws -> [Row] {
        try sets { $0.hasPrefix("\(language)_") && !$0.contains("checklist") }.flatMap { rows in
            stride(from: 0, to: rows.count, by: step).map { rows[$0] }
        }
    }

    /// Two rows each on one text, about two names that stand in it.
    static func rivals() throws -> [[Row]] {
        let rows = try sets { $0.contains("sentihood_target") }.flatMap(\.self)
        let texts = Dictionary(grouping: rows, by: \.text).values
        return texts.filter { rows in
            let names = Set(rows.compactMap(\.target))
            let areApart = names.allSatisfy { name in
                names.allSatisfy { $0 == name || !$0.contains(name) }
            }
            return rows.count == 2 && names.count == 2 && areApart
                && names.allSatisfy(rows[0].text.contains)
        }.sorted { $0[0].text < $1[0].text }
    }

    private static func sets(_ isWanted: (String) -> Bool) throws -> [[Row]] {
        guard let folder else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix(".jsonl") && isWanted($0) }.sorted().map { name in
            try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A).map { line in
                try JSONDecoder().decode(Row.self, from: line)
            }
        }
    }
}
