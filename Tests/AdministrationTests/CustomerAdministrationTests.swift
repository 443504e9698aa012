import Administration
import EarshotModel
import RecordLinkage
import RecordStorage
import Testing

@Suite struct CustomerAdministrationTests {
    private let place: SetUpStore
    private let administration: CustomerAdministration

    init() throws {
        place = try SetUpStore()
        administration = CustomerAdministration(
            store: place.store,
            normaliser: IdentifierNormaliser()
        )
    }

    private func customer(
        _ number: Int,
        name: String = "Mira Sol",
        emails: [String] = [],
        handles: [String] = [],
        orders: [String] = []
    ) -> Customer {
        Customer(
            id: Customer.ID(rawValue: Int64(number)),
            reference: "C\(number)",
            name: name,
            emails: emails,
            handles: handles,
            orders: orders
        )
    }

    private func bring(_ customers: [Customer]) async throws
        -> CustomerAdministration.ImportSummary
    {
        try await administration.importCustomers(customers, by: .local("test"))
    }

    @Test func `importing twice keeps every customer once, under the same identity`() async throws {
        let customers = (1...1203).map {
            customer($0, name: "Person \($0)", emails: ["p\($0)@mail.example"])
        }
        let first = try await bring(customers)
        #expect(first.added == 1203)
        #expect(first.updated == 0)
        let before = try await place.read { try $0.customers.page(after: nil, limit: 2000) }
        let second = try await bring(customers)
        #expect(second.added == 0)
        #expect(second.updated == 1203)
        let after = try await place.read { try $0.customers.page(after: nil, limit: 2000) }
        #expect(after == before)
        #expect(after.count == 1203)
        #expect(try place.value(of: "SELECT MAX(version) FROM customers") == "1")
        #expect(try place.value(of: "SELECT COUNT(*) FROM identifiers") == "1203")
    }

    @Test func `a changed record replaces what was known, keys too`() async throws {
        _ = try await bring([customer(1, emails: ["old@mail.example"], orders: ["778812"])])
        _ = try await bring([customer(1, name: "Mira Bay", emails: ["new@mail.example"])])
        let found = try await administration.customer(reference: "C1", in: .everything)
        #expect(found?.name == "Mira Bay")
        #expect(found?.emails == ["new@mail.example"])
        #expect(found?.orders == [])
        let keys = try place.value(of: "SELECT GROUP_CONCAT(key) FROM identifiers")
        #expect(keys == "new@mail.example")
    }

    @Test func `customers that a file leaves out stay`() async throws {
        _ = try await bring([customer(1), customer(2)])
        _ = try await bring([customer(3)])
        #expect(try await place.read { try $0.customers.count() } == 3)
    }

    @Test func `keys are kept in the form in which mentions are looked up`() async throws {
        _ = try await bring([
            customer(
                1,
                emails: ["Mira.Sol+News@GoogleMail.com", "no address"],
                handles: ["fedi:Mira@Sol.example"],
                orders: ["EO-778812", "12"]
            )
        ])
        let normaliser = IdentifierNormaliser()
        for identifier in [
            normaliser.email("mirasol@gmail.com"), normaliser.handle("fedi:mira@sol.example"),
            normaliser.order("778812"),
        ] {
            let key = try #require(identifier)
            let holders = try await place.read { tx in
                try tx.customers.holders(of: [key]).map(\.0.reference)
            }
            #expect(holders == ["C1"], "\(key)")
        }
        #expect(try place.value(of: "SELECT COUNT(*) FROM identifiers") == "3")
    }

    @Test func `two customers may share a key`() async throws {
        _ = try await bring([
            customer(1, emails: ["home@sol.example"]), customer(2, emails: ["HOME@sol.example"]),
        ])
        let found = try await administration.find("home@sol.example", in: .everything)
        #expect(Set(found.map(\.reference)) == ["C1", "C2"])
    }

    @Test(arguments: [
        ("sol", ["C1", "C2"]), ("SÓL", ["C1", "C2"]), ("noor%", []), ("MIRA@SOL.example", ["C1"]),
        ("https://social.example/@noor", ["C2"]), ("nobody", []),
    ])
    func `customers are found by a part of the name or a whole key`(
        text: String,
        references: [String]
    ) async throws {
        _ = try await bring([
            customer(1, name: "Mira Sol", emails: ["mira@sol.example"]),
            customer(2, name: "Noor Sólbay", handles: ["https://social.example/@noor"]),
        ])
        let found = try await administration.find(text, in: .everything)
        #expect(found.map(\.reference) == references)
    }

    @Test func `an erased customer stays out, by reference and by address`() async throws {
        _ = try await bring([customer(1, emails: ["mira@sol.example"], orders: ["778812"])])
        let erasure = try await administration.erase(reference: "C1", by: .local("test"))
        #expect(erasure?.isWiped == true)
        #expect(erasure?.found.mentions == 0)
        #expect(try await administration.erase(reference: "C1", by: .local("test")) == nil)
        let again = try await bring([
            customer(1, name: "Someone", emails: ["other@mail.example"]),
            customer(2, emails: ["Mira@Sol.example"]), customer(3, orders: ["778812"]),
        ])
        #expect(again.keptOut == 2 && again.added == 1 && again.updated == 0)
        #expect(try await administration.find("", in: .everything).map(\.reference) == ["C3"])
        #expect(try place.audited("customer.erased") == "1")
    }

    @Test func `without the right to see persons nobody is found`() async throws {
        _ = try await bring([customer(1)])
        let scope = Scope(includesPersonalData: false)
        #expect(try await administration.find("Mira", in: scope).isEmpty)
        #expect(try await administration.customer(reference: "C1", in: scope) == nil)
        #expect(try await administration.customer(reference: "C9", in: .everything) == nil)
    }

    @Test func `an import is audited by batches of five hundred, without a name in it`()
        async throws
    {
        _ = try await bring((1...501).map { customer($0) })
        #expect(try place.audited("customers.imported") == "2")
        let payloads = try place.value(
            of: "SELECT COUNT(*) FROM audit_payloads WHERE payload LIKE '%Mira%'"
        )
        #expect(payloads == "0")
        let nothing = try await bring([])
        #expect(nothing.added == 0)
        #expect(try place.audited("customers.imported") == "2")
    }
}
