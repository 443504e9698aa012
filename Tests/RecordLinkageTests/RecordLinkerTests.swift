import EarshotModel
import Foundation
import RecordLinkage
import Testing

@Suite struct RecordLinkerTests {
    private let rules: LinkRules

    init() throws {
        rules = try ShippedRules.rules()
    }

    @Test(arguments: [
        query(email: "Jane@Site.example"),
        query(url: "https://www.github.com/jane/"),
        query(link: "https://github.com/jane"),
        query(text: "my order EO-107087 is lost"),
        query(text: "mail me: jane (at) site.example"),
    ])
    func `a key that one customer holds links`(query: LinkQuery) {
        let link = link(query, [jane, customer(2, "Bob Stone", emails: ["bob@site.example"])])
        #expect(link.customer == jane.id)
        #expect(link.decision == .linked)
        #expect(link.probability >= 0.97)
    }

    @Test func `a key that two customers hold suggests`() {
        let query = query(email: "home@family.example")
        let link = link(
            query,
            [
                customer(1, "Jane Doe", emails: ["home@family.example"]),
                customer(2, "John Doe", emails: ["home@family.example"]),
            ]
        )
        #expect(link.decision == .suggested)
        #expect(link.customer == Customer.ID(rawValue: 1))
        #expect(abs(link.probability - 0.5) < 0.01)
    }

    @Test func `the name decides between those who share a key`() {
        let shared = (1...5).map {
            customer($0, "Person\($0) Family\($0)", emails: ["info@firm.example"])
        }
        let link = link(query(name: "family3, person3", email: "info@firm.example"), shared)
        #expect(link.customer == Customer.ID(rawValue: 3))
        #expect(link.decision == .linked)
    }

    @Test func `a key that many customers hold says nothing without a name`() {
        let shared = (1...9).map { customer($0, emails: ["info@firm.example"]) }
        #expect(link(query(email: "info@firm.example"), shared).decision == .none)
    }

    @Test(arguments: ["Jane Doe", "doe, JANE", "Doe Jane", "Jané Döe", "  jane   doe "])
    func `the full name of one customer is suggested and never linked`(name: String) {
        let link = link(query(name: name), [jane])
        #expect(link.decision == .suggested)
        #expect(link.customer == jane.id)
        #expect(link.why.contains { $0.factor == "name" && $0.mention == name })
    }

    @Test func `even at the lowest thresholds a name alone is only suggested`() {
        let linker = RecordLinker(
            rules: rules,
            population: 10_000,
            thresholds: LinkThresholds(linked: 0, suggested: 0)
        )
        let link = linker.link(query(name: "Jane Doe"), candidates: [LinkCandidate(jane)])
        #expect(link.decision == .suggested)
    }

    @Test func `of several namesakes nobody is offered, but the first is named`() {
        let link = link(
            query(name: "Jane Doe"),
            [customer(2, "Doe Jane"), customer(1, "Jane Doe")]
        )
        #expect(link.decision == .none)
        #expect(link.customer == Customer.ID(rawValue: 1))
        #expect(link.probability < 0.3)
    }

    @Test(arguments: ["Jane", "jane_doe", "Anonymous", "", "Unknown User"])
    func `a user name or a word for nobody is no full name`(name: String) {
        #expect(link(query(name: name), [jane]) == .nobody)
    }

    @Test func `a page above the entry suggests, and with the name it links`() {
        let owner = customer(1, "Jane Doe", handles: ["url:https://jane.example"])
        let address = "https://jane.example/2026/lamps"
        #expect(link(query(link: address), [owner]).decision == .suggested)
        #expect(link(query(name: "Jane Doe", link: address), [owner]).decision == .linked)
    }

    @Test func `a given name supports a weak key`() {
        let owner = customer(1, "Jane Doe", givenName: "Jane", handles: ["x:@jd"])
        let claim = "Find me at @jd"
        #expect(link(query(text: claim), [owner]).decision == .suggested)
        #expect(link(query(name: "Jane", text: claim), [owner]).decision == .linked)
    }

    @Test func `another full name makes a typed key doubtful`() {
        let order = query(name: "Bob Stone", text: "order EO-107087 of my neighbour")
        let link = link(order, [jane])
        #expect(link.decision == .suggested)
        #expect(link.why.contains { $0.factor == "name_differs" && $0.bits < 0 })
    }

    @Test func `a name in another script is not held against a key`() {
        let order = query(name: "Жанна Доева", text: "заказ, order 107087")
        #expect(link(order, [jane]).decision == .linked)
    }

    @Test func `two customers' keys in one mention leave the choice to a person`() {
        let link = link(
            query(text: "order EO-107087, mail bob@site.example"),
            [jane, customer(2, "Bob Stone", emails: ["bob@site.example"])]
        )
        #expect(link.decision == .suggested)
        #expect(link.why.contains { $0.factor == "rivals" && $0.customer == "1" })
    }

    @Test func `who shows nothing in common is no candidate`() {
        #expect(link(query(name: "Bob Stone", email: "bob@site.example"), [jane]) == .nobody)
        #expect(link(query(), []) == .nobody)
    }

    @Test func `the order of candidates changes nothing`() {
        let twins = (1...4).map { customer($0, "Jane Doe", emails: ["x@family.example"]) }
        let query = query(name: "Jane Doe", email: "x@family.example")
        #expect(link(query, twins) == link(query, twins.reversed()))
        #expect(link(query, twins).customer == Customer.ID(rawValue: 1))
    }

    @Test(arguments: [1, 100, 10_000, 10_000_000])
    func `the size of the records does not weaken a key`(population: Int) {
        let linker = RecordLinker(rules: rules, population: population)
        let link = linker.link(query(email: "jane@site.example"), candidates: [LinkCandidate(jane)])
        #expect(link.decision == .linked)
    }

    @Test(arguments: [0, -5])
    func `records of no customers are taken for one`(population: Int) {
        let linker = RecordLinker(rules: rules, population: population)
        let link = linker.link(query(email: "jane@site.example"), candidates: [LinkCandidate(jane)])
        #expect(link.probability.isFinite)
    }

    @Test(arguments: [
        query(name: "Jane Doe", email: "jane@site.example", text: "order 107087"),
        query(name: "Bob Stone", text: "order 107087"),
        query(email: "home@family.example"),
        query(name: "Jane Doe"),
    ])
    func `the bits sum to the odds of the probability, the strongest first`(query: LinkQuery) {
        let link = link(
            query,
            [
                jane, customer(2, "Jane Doe", emails: ["home@family.example"]),
                customer(3, "Ann Doe", emails: ["home@family.example"]),
            ]
        )
        let bits = link.why.reduce(0) { $0 + $1.bits }
        #expect(abs(link.probability - 1 / (1 + exp2(-bits))) < 1e-9)
        #expect(zip(link.why, link.why.dropFirst()).allSatisfy { abs($0.bits) >= abs($1.bits) })
    }

    private var jane: Customer {
        customer(
            1,
            "Jane Doe",
            givenName: "Jane",
            emails: ["jane@site.example"],
            handles: ["github:jane"],
            orders: ["EO-107087"]
        )
    }

    private func link(_ query: LinkQuery, _ customers: [Customer]) -> CustomerLink {
        RecordLinker(rules: rules, population: 10_000)
            .link(query, candidates: customers.map { LinkCandidate($0) })
    }
}
