import EarshotModel
import Foundation
import RecordLinkage
import Testing

/// Holds the linker to its figures on the development sets, where they are at hand.
@Suite(.enabled(if: Corpus.folder != nil, "EARSHOT_CORPORA is not set"))
struct CorpusTests {
    @Test func `nobody is linked falsely, and half of all customers are found`() throws {
        let score = try Corpus(folder: #require(Corpus.folder)).score()
        #expect(score.wrongLinks == 0)
        #expect(score.recall >= 0.53)
        #expect(score.recallWithSuggestions >= 0.75)
    }

    @Test func `names alone are suggested to a person and never linked`() throws {
        let folder = try #require(Corpus.folder).appending(path: "febrl3")
        let score = try Corpus(folder: folder).score()
        #expect(score.rightLinks + score.wrongLinks == 0)
        #expect(score.recallWithSuggestions >= 0.48)
        #expect(score.wrongSuggestions * 50 <= score.rightSuggestions)
    }
}

/// Customers, mentions and who wrote them.
private struct Corpus {
    static var folder: URL? {
        ProcessInfo.processInfo.environment["EARSHOT_CORPORA"].map {
            URL(filePath: $0).appending(path: "linkage")
        }
    }

    struct Score {
        var customers = 0
        var rightLinks = 0
        var wrongLinks = 0
        var rightSuggestions = 0
        var wrongSuggestions = 0

        var recall: Double { Double(rightLinks) / Double(max(customers, 1)) }
        var recallWithSuggestions: Double {
            Double(rightLinks + rightSuggestions) / Double(max(customers, 1))
        }
    }

    private struct Line: Decodable {
        let id: String
        let author: EntryAuthor?
        let url: String?
        let title: String?
        let text: String?
    }

    private struct Truth: Decodable {
        let id: String
        let customer_id: String?
    }

    private let customers: [Customer]
    private let mentions: [Line]
    private let truth: [String: String?]

    init(folder: URL) throws {
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        func lines<Value: Decodable>(_ name: String) throws -> [Value] {
            try text(name).utf8.split(separator: 0x0A).map {
                try JSONDecoder().decode(Value.self, from: Data($0))
            }
        }
        customers = Self.customers(try text("customers.csv"))
        mentions = try lines("mentions.jsonl")
        let known: [Truth] = try lines("truth.jsonl")
        truth = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0.customer_id) })
    }

    func score() throws -> Score {
        let index = CustomerIndex(customers)
        let linker = RecordLinker(rules: try ShippedRules.rules(), population: index.count)
        let references = Dictionary(uniqueKeysWithValues: customers.map { ($0.id, $0.reference) })
        var score = Score()
        for mention in mentions {
            let query = LinkQuery(
                author: mention.author,
                link: mention.url,
                title: mention.title ?? "",
                text: mention.text ?? ""
            )
            let found = linker.identifiers(in: query)
            let candidates = index.candidates(for: query, found: found)
            let link = linker.link(query, found: found, candidates: candidates)
            let owner = truth[mention.id].flatMap { $0 }
            let isRight = owner != nil && link.customer.flatMap { references[$0] } == owner
            if owner != nil { score.customers += 1 }
            switch (link.decision, isRight) {
            case (.linked, true): score.rightLinks += 1
            case (.linked, false): score.wrongLinks += 1
            case (.suggested, true): score.rightSuggestions += 1
            case (.suggested, false): score.wrongSuggestions += 1
            case (.none, _): break
            }
        }
        return score
    }

    private static func customers(_ text: String) -> [Customer] {
        text.split(whereSeparator: \.isNewline).dropFirst().enumerated().map { number, line in
            let fields = columns(line)
            func several(_ column: Int) -> [String] {
                fields[column].split(separator: ";").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            }
            return Customer(
                id: Customer.ID(rawValue: Int64(number + 1)),
                reference: fields[0],
                name: fields[1],
                givenName: fields[2],
                familyName: fields[3],
                emails: several(5),
                handles: several(10),
                orders: several(11)
            )
        }
    }

    /// The columns of a line in which quotation marks may hold commas (RFC 4180).
    private static func columns(_ line: Substring) -> [String] {
        var columns = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: columns.append("")
            default: columns[columns.count - 1].append(character)
            }
        }
        return columns + Array(repeating: "", count: max(0, 12 - columns.count))
    }
}
