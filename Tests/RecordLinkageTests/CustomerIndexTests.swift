import EarshotModel
import RecordLinkage
import Testing

@Suite struct CustomerIndexTests {
    private let linker: RecordLinker
    private let finder: IdentifierFinder

    init() throws {
        let rules = try ShippedRules.rules()
        linker = RecordLinker(rules: rules, population: 10_000)
        finder = IdentifierFinder(rules: rules)
    }

    @Test func `candidates are those with a key of the mention or with its author's name`() {
        let index = CustomerIndex([
            customer(1, "Jane Doe"), customer(2, "Bob Stone", emails: ["bob@site.example"]),
            customer(3, "Doe, Jane"), customer(4, "Ann Hill"),
        ])
        let query = query(name: "jane doe", text: "bob@site.example")
        #expect(ids(index, query) == [1, 2, 3])
    }

    @Test func `a customer who fits twice is one candidate`() {
        let index = CustomerIndex([customer(1, "Jane Doe", emails: ["jane@site.example"])])
        #expect(ids(index, query(name: "Jane Doe", email: "jane@site.example")) == [1])
    }

    @Test func `a customer who is given twice counts once, as last given`() {
        let index = CustomerIndex([
            customer(1, "Jane Doe"), customer(1, "Jane Stone", emails: ["jane@site.example"]),
        ])
        #expect(index.count == 1)
        #expect(ids(index, query(name: "Jane Doe")).isEmpty)
        #expect(ids(index, query(email: "jane@site.example")) == [1])
    }

    @Test func `an empty index has no candidates`() {
        let index = CustomerIndex([])
        #expect(index.count == 0)
        #expect(ids(index, query(name: "Jane Doe", email: "jane@site.example")).isEmpty)
    }

    @Test func `among ten thousand customers each finds the own one`() {
        let index = CustomerIndex(
            (1...10_000).map {
                customer(
                    $0,
                    "Given\($0 % 100) Family\($0)",
                    emails: ["person\($0)@site.example"],
                    orders: ["EO-\(100_000 + $0)"]
                )
            }
        )
        for number in stride(from: 1, through: 10_000, by: 97) {
            let query = query(text: "my order no. EO-\(100_000 + number) is lost")
            let found = linker.identifiers(in: query)
            let candidates = index.candidates(for: query, found: found)
            let link = linker.link(query, found: found, candidates: candidates)
            #expect(link.customer?.rawValue == Int64(number))
            #expect(link.decision == .linked)
        }
    }

    private func ids(_ index: CustomerIndex, _ query: LinkQuery) -> [Int64] {
        index.candidates(for: query, found: finder.identifiers(in: query))
            .map(\.customer.id.rawValue)
    }
}
