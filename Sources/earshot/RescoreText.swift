import EarshotModel
import Foundation
import TrendAnalysis

/// A flip in words: what it was, what it becomes, and which terms and rules caused it.
enum RescoreText {
    /// The columns of flips in CSV.
    static let columns = [
        Column(heading: "MENTION", path: "mention"), Column(heading: "BRAND", path: "brand"),
        Column(heading: "LABEL", path: "label_before"), Column(heading: "NOW", path: "label_after"),
        Column(heading: "SCORE", path: "score_before", isNumber: true),
        Column(heading: "NOW", path: "score_after", isNumber: true),
        Column(heading: "NATURE", path: "nature_before"),
        Column(heading: "NOW", path: "nature_after"),
        Column(heading: "CAUSES", path: "causes"),
    ]

    /// The lines of one flip, made harmless for a terminal.
    static func lines(of flip: JSONValue) -> String {
        let natures = [flip["nature_before"], flip["nature_after"]].map(\.words)
        let nature = natures[0] == natures[1] ? "" : "; \(natures[0]) becomes \(natures[1])"
        let headline =
            "\(flip["mention"].cell)  \(flip["brand"].cell)  "
            + "\(flip["label_before"].cell) \(score(flip["score_before"])) becomes "
            + "\(flip["label_after"].cell) \(score(flip["score_after"]))\(nature)"
        let causes = flip["causes"].elements.map(sentence)
        let reasons = causes.isEmpty ? ["no term counts otherwise; the weights do"] : causes
        return ([headline] + reasons.map { "    " + $0 })
            .map { Terminal.escaped($0) + "\n" }.joined()
    }

    /// One cause in a sentence.
    static func sentence(of cause: JSONValue) -> String {
        let term = "\"\(cause["term"].cell)\""
        let (before, after) = (points(cause["before"]), points(cause["after"]))
        guard case .text(let rule) = cause["rule"] else {
            let kind = cause["kind"].words
            guard let before else { return "\(term) \(after ?? "") (\(kind)) is new" }
            guard let after else { return "\(term) \(before) (\(kind)) no longer counts" }
            return "\(term) is \(after) instead of \(before) (\(kind))"
        }
        let words = cause["words"].cell
        let doer = words.isEmpty ? rule.replacing("_", with: " ") : "\"\(words)\""
        let name = words.isEmpty ? "" : " (\(rule.replacing("_", with: " ")))"
        guard let before else { return "\(doer) now changes \(term) by \(after ?? "")\(name)" }
        guard let after else { return "\(doer) no longer changes \(term) by \(before)\(name)" }
        return "\(doer) changes \(term) by \(after) instead of \(before)\(name)"
    }

    // MARK: -

    private static func points(_ value: JSONValue) -> String? {
        guard case .number(let thousandths) = value else { return nil }
        return String(format: "%+.3f", thousandths / 1000)
    }

    private static func score(_ value: JSONValue) -> String {
        guard case .number(let score) = value else { return "" }
        return String(format: "%+.3f", score)
    }
}

/// What all batches of a preview come to.
struct RescoreTotal {
    /// The labels of one brand.
    struct Effect {
        var before = LabelCounts()
        var after = LabelCounts()
    }

    private(set) var seen = 0
    private(set) var effects: [String: Effect] = [:]
    private var flips = 0
    private var shifted = 0
    private var byPeople = 0
    private var withoutText = 0

    /// Adds a batch as the API tells it.
    mutating func add(_ page: JSONValue) {
        func number(_ path: String) -> Int { Int(page[path].cell) ?? 0 }
        seen += number("seen")
        flips += page["data"].elements.count
        shifted += number("shifted")
        byPeople += number("by_people")
        withoutText += number("without_text")
        for effect in page["trends"].elements {
            let brand = effect["brand"].cell
            effects[brand, default: Effect()].before.add(Self.counts(effect["before"]))
            effects[brand, default: Effect()].after.add(Self.counts(effect["after"]))
        }
    }

    /// How many there are of each, in a sentence.
    var sentence: String {
        var parts = ["\(seen) mentions judged again: \(flips) flips"]
        if shifted > 0 { parts.append("\(shifted) with other reasons and the same label") }
        if byPeople > 0 { parts.append("\(byPeople) stay as people judged them") }
        if withoutText > 0 { parts.append("\(withoutText) stay because their text is gone") }
        return parts.joined(separator: ", ") + "."
    }

    /// The labels of each brand before and after, and the net sentiment.
    var table: String {
        let labels = SentimentLabel.allCases
        let rows = effects.sorted { $0.key < $1.key }.flatMap { brand, effect in
            [("before", effect.before), ("after", effect.after)].map { name, counts in
                [Terminal.escaped(brand), name] + labels.map { "\(counts[$0])" }
                    + [Self.net(counts).map { String(format: "%+.2f", $0) } ?? ""]
            }
        }
        let names = labels.map { $0 == .abstain ? "UNDECIDED" : $0.rawValue.uppercased() }
        return TextTable(
            headings: ["BRAND", "TREND"] + names + ["NET"],
            rows: rows,
            rightAligned: Set(2..<labels.count + 3)
        ).text
    }

    /// The same for programs.
    var document: JSONValue {
        let numbers = [
            "seen": seen, "flips": flips, "shifted": shifted, "by_people": byPeople,
            "without_text": withoutText,
        ]
        let trends = effects.sorted { $0.key < $1.key }.map { brand, effect in
            JSONValue.object([
                "brand": .text(brand), "before": Self.document(effect.before),
                "after": Self.document(effect.after),
            ])
        }
        return .object(
            ["total": .object(numbers.mapValues { .number(Double($0)) }), "trends": .list(trends)]
        )
    }

    // MARK: -

    private static func net(_ counts: LabelCounts) -> Double? { NetSentiment(counts)?.value }

    private static func counts(_ document: JSONValue) -> LabelCounts {
        SentimentLabel.allCases.reduce(into: LabelCounts()) { counts, label in
            counts.add(Int(document[label.rawValue].cell) ?? 0, label)
        }
    }

    private static func document(_ counts: LabelCounts) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for label in SentimentLabel.allCases {
            members[label.rawValue] = .number(Double(counts[label]))
        }
        members["net"] = net(counts).map(JSONValue.number) ?? .null
        return .object(members)
    }
}
