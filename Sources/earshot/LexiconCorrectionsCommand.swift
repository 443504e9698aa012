import ArgumentParser
import Foundation

/// The words that people gave a value while they corrected mentions, and what they said of those.
struct LexiconCorrectionsCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "corrections",
        abstract: "List the words that people corrected, take one back, or list what they said.",
        discussion: """
            These words are kept in the store with author and time, hold for every daemon on it, \
            and go before own.tsv. One that is taken back means again what the word lists say, and \
            the mentions that hold it are judged again.

            --texts prints what people said of mentions as lines that earshot lexicon learn reads:

            earshot lexicon corrections --texts > said.jsonl; earshot lexicon learn said.jsonl
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Take a word back.", valueName: "term"))
    var remove: String?

    @Option(help: "The language as a BCP 47 tag.")
    var language: String?

    @Flag(help: "The corrected mentions as lines of text, label and language.")
    var texts = false

    func validate() throws {
        guard remove == nil || !texts else {
            throw ValidationError("--remove and --texts exclude one another.")
        }
    }

    func perform(with api: APISession) async throws {
        if let remove { return try await takeBack(remove, with: api) }
        if texts { return try await tellTexts(with: api) }
        let words = try await api.list(APICall(path: "/corrections")).filter { word in
            language.map { word["language"] == .text(Self.primary($0)) } ?? true
        }
        let columns = [
            Column(heading: "TERM", path: "term"), Column(heading: "LANGUAGE", path: "language"),
            Column(heading: "VALUE", path: "value", isNumber: true),
            Column(heading: "BY", path: "author"), Column(heading: "SINCE", path: "at"),
        ]
        try api.show(words, columns, whenEmpty: "Nobody gave a word a value of its own.")
    }

    // MARK: -

    private func takeBack(_ term: String, with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "DELETE",
                path: "/corrections",
                query: [("term", term), ("language", language ?? "en")]
            )
        )
        let run = try await api.finished(reply.json["run"])
        try api.tell(reply) { _ in
            "\"\(term)\" means again what the word lists say. " + CorrectionText.sentence(of: run)
        }
    }

    private func tellTexts(with api: APISession) async throws {
        let call = APICall(path: "/mentions", query: [("corrected", "yes")])
        var writer = JSONLineWriter()
        for mention in try await api.list(call) {
            let tag = Self.primary(mention["language"].cell)
            guard language.map({ Self.primary($0) == tag }) ?? true else { continue }
            let parts = [mention["title"].cell, mention["text"].cell].filter { !$0.isEmpty }
            guard !parts.isEmpty else { continue }
            try writer.write(
                JSONValue.object([
                    "text": .text(parts.joined(separator: "\n")), "label": mention["label"],
                    "lang": .text(tag),
                ])
            )
        }
        writer.flush()
    }

    private static func primary(_ tag: String) -> String {
        tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }
}
