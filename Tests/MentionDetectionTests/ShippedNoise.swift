import EarshotModel
import Foundation

@testable import MentionDetection

/// The rules that the project ships, and its examples of noise.
enum ShippedNoise {
    /// One line of the examples.
    struct Example {
        let language: String
        let judgement: Judgement
        let kind: NoiseKind?
        let text: String
    }

    /// A line of the examples that says nothing.
    struct Mistake: Error {
        let line: String
    }

    static func rules() throws -> NoiseRules {
        try NoiseRules(parsing: try text("noise.tsv"), file: "shared/noise.tsv")
    }

    static func examples() throws -> [Example] {
        try text("examples.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 4, fields[2] == "none" || NoiseKind(rawValue: fields[2]) != nil,
                let judgement = judgement(of: fields[1], in: fields[0])
            else { throw Mistake(line: String(line)) }
            return Example(
                language: fields[0],
                judgement: judgement,
                kind: NoiseKind(rawValue: fields[2]),
                text: fields[3]
            )
        }
    }

    static func judgement(
        _ label: SentimentLabel,
        _ nature: Nature? = nil,
        language: String = "en"
    ) -> Judgement {
        Judgement(
            label: label,
            score: 0,
            evidence: Evidence(parts: []),
            nature: nature ?? (label == .negative || label == .mixed ? .complaint : .other),
            natureReason: "test",
            language: language,
            isLanguageAssumed: false
        )
    }

    /// A judgement in one word: a label, or a question without feeling.
    private static func judgement(of word: String, in language: String) -> Judgement? {
        if word == "question" { return judgement(.neutral, .question, language: language) }
        return SentimentLabel(rawValue: word).map { judgement($0, language: language) }
    }

    private static func text(_ name: String) throws -> String {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: checkout.appending(path: "Rules/shared/\(name)"),
            encoding: .utf8
        )
    }
}
