import EarshotModel
import Foundation
import Testing

@Suite struct CustomerTests {
    @Test func `a customer has nothing but a name and a number unless more is given`() {
        let customer = Customer(id: Customer.ID(rawValue: 3), reference: "K-3", name: "Ada")
        #expect(customer.company == nil && customer.language == nil)
        #expect(customer.emails.isEmpty && customer.orders.isEmpty)
    }

    @Test func `a customer under another identity is the same but for that`() {
        let customer = Customer(
            id: Customer.ID(rawValue: 1),
            reference: "C1",
            name: "Mira Sol",
            givenName: "Mira",
            familyName: "Sol",
            company: "Sol & Co",
            city: "Eastby",
            country: "PL",
            language: "pl",
            emails: ["mira@sol.example"],
            phones: ["+48 1"],
            handles: ["fedi:mira@sol.example"],
            orders: ["778812"]
        )
        let other = customer.with(id: Customer.ID(rawValue: 2))
        #expect(other != customer)
        #expect(other.with(id: customer.id) == customer)
    }

    @Test func `a reason for a link is one flat JSON object`() throws {
        let factor = LinkFactor(factor: "email", mention: "a@b.de", customer: "a@b.de", bits: 17.5)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(factor)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text == #"{"bits":17.5,"customer":"a@b.de","factor":"email","mention":"a@b.de"}"#)
        #expect(try JSONDecoder().decode(LinkFactor.self, from: json) == factor)
    }

    @Test func `a link to nobody has no candidate and no reasons`() {
        #expect(CustomerLink.nobody.customer == nil)
        #expect(CustomerLink.nobody.decision == .none)
        #expect(CustomerLink.nobody.probability == 0 && CustomerLink.nobody.why.isEmpty)
    }
}
