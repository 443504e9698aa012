import Administration
import ArgumentParser
import EarshotModel
import Foundation

/// Says what a mention is, in Earshot's place, and what words mean from now on.
struct MentionsJudgeCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Say what a mention is where Earshot is wrong, and what its words mean.",
        discussion: """
            Your judgement takes the place of Earshot's, whose reasons stay to be seen; judging \
            again leaves it alone. --by-rules lets Earshot judge the mention again.

            With --word a term of the mention's language gets a value of its own from now on: \
            blame, none, praise, or a number from -4 to 4. --dry-run shows what that changes in \
            other mentions, and writes nothing.

            Example: earshot mentions judge 1234 --label positive --word sick=praise --dry-run
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The mention's id.")
    var id: String

    @Option(help: "positive, negative, neutral or mixed.")
    var label: String?

    @Option(
        help: "complaint, question, praise, suggestion, sales, news or other; else by the text."
    )
    var nature: String?

    @Option(
        name: .customLong("word"),
        help: ArgumentHelp("What a term means from now on.", valueName: "term=value")
    )
    var words: [String] = []

    @Flag(help: "Let Earshot judge the mention again.")
    var byRules = false

    @Flag(name: .customLong("dry-run"), help: "Show what would change, and write nothing.")
    var isDryRun = false

    func validate() throws {
        guard byRules != (label != nil) else {
            throw ValidationError("Give either --label or --by-rules.")
        }
        guard !byRules || nature == nil && words.isEmpty && !isDryRun else {
            throw ValidationError("--by-rules goes alone.")
        }
        let labels: [SentimentLabel] = [.positive, .negative, .neutral, .mixed]
        guard label.map({ label in labels.contains { $0.rawValue == label } }) ?? true else {
            throw ValidationError("--label is one of positive, negative, neutral and mixed.")
        }
        guard nature.map({ Nature(rawValue: $0) != nil }) ?? true else {
            let choices = Nature.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--nature is one of \(choices).")
        }
        for word in words where Self.word(word) == nil {
            throw ValidationError(
                "--word takes a term and a value, such as sick=praise; \"\(word)\" is neither."
            )
        }
    }

    func perform(with api: APISession) async throws {
        if isDryRun { return try await preview(with: api) }
        let path = "/mentions/\(APICall.segment(id))"
        let mention = try await api.send(APICall(path: path)).json
        guard words.isEmpty else { return try await apply(at: mention.version, with: api) }
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: byRules ? "\(path)/judgement/undo" : "\(path)/judgement",
                body: byRules ? nil : .object(verdict),
                version: mention.version
            )
        )
        try api.tell(reply) { mention in
            let label = mention["label"].words
            return byRules
                ? "Earshot judges it again: \(label)."
                : "Corrected: \(label). To take it back: earshot mentions judge \(id) --by-rules"
        }
    }

    // MARK: -

    private var verdict: [String: JSONValue] {
        ["label": label, "nature": nature].compactMapValues { $0.map(JSONValue.text) }
    }

    private var wish: JSONValue {
        let values = words.compactMap(Self.word).map { term, value in
            JSONValue.object(["term": .text(term), "value": .number(value)])
        }
        return .object(
            verdict.merging(["mention": .text(id), "words": .list(values)]) { $1 }
        )
    }

    private func preview(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(method: "POST", path: "/corrections/preview", body: wish)
        )
        try api.tell(reply.json, lines: CorrectionText.lines(of: reply.json))
        if !options.json { Terminal.message("Nothing was written.") }
    }

    private func apply(at version: Int?, with api: APISession) async throws {
        let reply = try await api.send(
            APICall(method: "POST", path: "/corrections", body: wish, version: version)
        )
        let run = try await api.finished(reply.json["run"])
        try api.tell(reply) { done in
            "Corrected: \(done["mention.label"].words). " + CorrectionText.sentence(of: run)
                + " To take the words back: earshot lexicon corrections --remove TERM"
        }
    }

    /// A term and its value in points; `nil` for anything else.
    static func word(_ text: String) -> (term: String, value: Double)? {
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex else { return nil }
        let value = text[text.index(after: sign)...]
        let points: Double? =
            switch value {
            case "praise": Double(Corrections.Word.praise) / 1000
            case "blame": -Double(Corrections.Word.praise) / 1000
            case "none": 0
            default: Double(value)
            }
        guard let points, (-4...4).contains(points) else { return nil }
        return (String(text[..<sign]), points)
    }
}

/// Corrections in words.
enum CorrectionText {
    /// The lines of a preview, made harmless for a terminal.
    static func lines(of preview: JSONValue) -> [String] {
        var lines = [
            "This mention: \(preview["label_before"].words) becomes \(preview["label"].words), "
                + "\(preview["nature"].words)."
        ]
        if case .text = preview["label_by_rules"] {
            lines.append(
                "With these words Earshot says: \(preview["label_by_rules"].words)."
            )
            lines.append(sentence(ofOthersIn: preview))
        }
        lines += preview["moves"].elements.map { move in
            let (before, after) = (move["label_before"].words, move["label_after"].words)
            let change =
                before == after ? "another nature, still \(after)" : "\(before) to \(after)"
            return "  \(move["mentions"].cell): \(change)"
        }
        lines += preview["first"].elements.map { flip in
            "  \(flip["mention"].cell)  \(flip["label_after"].words)  \(flip["excerpt"].cell)"
        }
        return lines.map(Terminal.escaped)
    }

    /// What a run did so far.
    static func sentence(of run: JSONValue) -> String {
        let (id, changed) = (run["id"].cell, run["changed"].cell)
        return run["state"] == .text("done")
            ? "\(changed) other mentions judged otherwise (run \(id))."
            : "\(changed) other mentions judged otherwise so far; the daemon goes on (run \(id))."
    }

    private static func sentence(ofOthersIn preview: JSONValue) -> String {
        let (others, seen) = (preview["others"].cell, preview["seen"].cell)
        let range =
            preview["is_cut"] == .bool(true)
            ? "the newest \(seen) that hold these words" : "\(seen) that hold these words"
        return "This changes \(others) other mentions, of \(range)."
    }
}
