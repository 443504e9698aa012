import Administration
import ArgumentParser
import EarshotModel
import Foundation
import RecordLinkage
import SettingsReading

/// Links mentions to the customers of a file, without a store and without a daemon.
struct LinkCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Find the customer behind each mention.",
        discussion: """
            Reads {"id","author","url","title","text"} a line of standard input and writes one
            {"id","customer_id","probability","decision","why"} a mention.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The form of input and output: jsonl.")
    var format: TextFormat = .jsonl

    @Option(help: "The customer file (CSV).")
    var customers: String

    func perform() throws {
        let file = try CustomerFile(contentsOf: URL(fileURLWithPath: customers))
        let linker = RecordLinker(
            rules: try RuleTools(options).rules.linking,
            population: file.customers.count
        )
        let index = CustomerIndex(file.customers)
        let references = Dictionary(
            uniqueKeysWithValues: file.customers.map { ($0.id, $0.reference) }
        )
        try JSONLines<LinkQuestion>().answer { question in
            let query = question.query
            let found = linker.identifiers(in: query)
            let link = linker.link(
                query,
                found: found,
                candidates: index.candidates(for: query, found: found)
            )
            return LinkAnswer(
                id: question.id,
                customer: link.customer.flatMap { references[$0] },
                probability: link.probability,
                decision: link.decision,
                why: link.why
            )
        }
    }
}

private struct LinkQuestion: Decodable {
    let id: JSONScalar
    let author: EntryAuthor?
    let url: String?
    let title: String?
    let text: String?
    let lang: String?

    var query: LinkQuery {
        LinkQuery(
            author: author,
            link: url,
            title: title ?? "",
            text: text ?? "",
            language: lang
        )
    }
}

private struct LinkAnswer: Encodable {
    let id: JSONScalar
    let customer: String?
    let probability: Double
    let decision: LinkDecision
    let why: [LinkFactor]

    enum CodingKeys: String, CodingKey {
        case id, probability, decision, why
        case customer = "customer_id"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        // The key stands there with null when nobody fits.
        try container.encode(customer, forKey: .customer)
        try container.encode(probability, forKey: .probability)
        try container.encode(decision, forKey: .decision)
        try container.encode(why, forKey: .why)
    }
}
