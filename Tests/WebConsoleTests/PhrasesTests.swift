import CaseRules
import EarshotModel
import Foundation
import RecordStorage
import Testing

@testable import WebConsole

@Suite struct PhrasesTests {
    @Test func `a file of phrases is read, with places filled`() throws {
        let words = try Phrases(
            parsing: "# words\n\nhello = Hello, {name} = {x}\n",
            file: "en.phrases"
        )
        #expect(words("hello", ["name": "Mira"]) == "Hello, Mira = {x}")
        #expect(words("missing") == "missing")
    }

    @Test(arguments: [
        ("a = 1\nb\n", "en.phrases:2: write key = text"),
        ("a = 1\n\n# c\na = 2", "en.phrases:4: a stands there twice"),
    ])
    func `a mistake names its line`(text: String, message: String) throws {
        let error = try #require(throws: PhraseError.self) {
            try Phrases(parsing: text, file: "en.phrases")
        }
        #expect("\(error)" == message)
    }

    @Test func `one thing and many things have words of their own`() throws {
        let words = try ConsoleFixture.words()
        #expect(words.count("mentions", 1) == "1 mention")
        #expect(words.count("mentions", 0) == "0 mentions")
    }

    @Test func `every phrase that a template or a page uses exists`() throws {
        let known = Set(try ConsoleFixture.words().texts.keys)
        let missing = try Self.used().subtracting(known)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test func `every phrase that exists is used`() throws {
        let known = Set(try ConsoleFixture.words().texts.keys)
        let used = try Self.used()
        let unused = known.subtracting(used).filter { key in
            !Self.openFamilies.contains { key.hasPrefix($0) }
        }
        #expect(unused.isEmpty, "\(unused.sorted())")
    }

    /// Families whose members are problems and fields of forms; pages fall back where one lacks.
    private static let openFamilies = [
        "error_", "hint_", "field_", "reason_", "set_up_problem_",
    ]

    private static func used() throws -> Set<String> {
        var keys = Set(Self.families)
        let folder = ConsoleFixture.folder("Templates")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(
                contentsOf: folder.appendingPathComponent(file),
                encoding: .utf8
            )
            keys.formUnion(text.matches(of: /\{\{w\.([a-z_]+)\}\}/).map { String($0.output.1) })
        }
        let sources = try ConsoleFixture.sources(in: "Sources/WebConsole")
        let quoted = sources.matches(of: /words\([^)"]*"([a-z_]+)"/).map { String($0.output.1) }
        let counted = sources.matches(of: /words\.count\("([a-z_]+)"/)
            .flatMap { ["\($0.output.1)_one", "\($0.output.1)_other"] }
        let problems = sources.matches(of: /problem: "([a-z_]+)"/).map { String($0.output.1) }
        let done = sources.matches(of: /done=([a-z]+)"/).map { "done_\($0.output.1)" }
        let chosen = ["is_overdue", "is_due", "done_resolved", "done_waits"]
        return keys.union(quoted).union(counted).union(problems).union(done).union(chosen)
    }

    private static let families: [String] = {
        func family<Word: CaseIterable & RawRepresentable>(_ prefix: String, _: Word.Type)
            -> [String] where Word.RawValue == String
        { Word.allCases.map { "\(prefix)_\($0.rawValue)" } }
        return family("lane", Lane.self) + family("label", SentimentLabel.self)
            + family("nature", Nature.self) + family("feed_kind", FeedKind.self)
            + family("state", CaseState.self) + family("triage", TriageState.self)
            + family("dismissal", DismissalReason.self) + family("outcome", ContactOutcome.self)
            + family("visibility", Visibility.self) + family("channel", Channel.self)
            + family("direction", Direction.self) + family("decision", LinkDecision.self)
            + family("role", Role.self) + family("weekday", Weekday.self)
            + family("text", TextRemoval.self) + family("limit", Confidence.Limit.self)
            + family("noise", NoiseKind.self) + family("run", RescoreRun.State.self)
            + (1...12).map { "month_\($0)" } + codes
    }()

    /// Codes that other rooms make up, as they stand in their sources and rules.
    private static let codes: [String] = {
        do {
            let scoring = try ConsoleFixture.sources(in: "Sources/SentimentScoring")
            let ofRules =
                scoring.firstMatch(of: /enum Rule: String, Sendable \{([^}]*)\}/)?.output.1 ?? ""
            let rules = ofRules.matches(of: /(?:case|,) ([a-z]+)(?=,|\n)|= "([a-z_]+)"/)
                .compactMap { $0.output.1 ?? $0.output.2 }
            let reasons = scoring.matches(of: /\(\.[a-z]+, "([a-z_]+)"\)/).map { $0.output.1 }
            let weights = try String(
                contentsOf: ConsoleFixture.checkout.appendingPathComponent(
                    "Rules/shared/link-weights.tsv"
                ),
                encoding: .utf8
            ).split(separator: "\n").filter { !$0.hasPrefix("#") }
            let factors = weights.compactMap { $0.split(separator: "\t").first }
            let rooms = ["CaseHandling", "Pipeline", "MentionIntake", "RecordStorage"]
            let acts = try rooms.flatMap { room in
                try ConsoleFixture.sources(in: "Sources/\(room)")
                    .matches(of: /"((?:case|mention)\.[a-z_]+)"(?!:)/).map { $0.output.1 }
            }
            return rules.map { "rule_\($0)" } + reasons.map { "nature_reason_\($0)" }
                + ["rule_long_text", "nature_reason_words_of_wish"]
                + factors.map { "factor_\($0.replacing(".", with: "_"))" } + ["factor_rivals"]
                + acts.map { "act_\($0.replacing(".", with: "_"))" }
                + ["overdue", "due", "urgent", "influential", "waiting"].map { "why_\($0)" }
        } catch {
            return ["unreadable: \(error)"]
        }
    }()
}
