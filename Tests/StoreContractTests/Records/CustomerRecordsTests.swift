import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct CustomerRecordsTests {
    @Test(arguments: Engine.available)
    func `a customer comes back as it was put`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let customer = try await contract.write { tx in
            let customer = Self.mira(tx)
            let isNew = try tx.customers.put(customer, identifiers: [])
            #expect(isNew)
            return customer
        }
        let found = try await contract.read { tx in
            [
                try tx.customers.customer(customer.id),
                try tx.customers.customer(reference: "C-1"),
                try tx.customers.page(after: nil, limit: 10).first,
            ]
        }
        #expect(found == [customer, customer, customer])
        #expect(try await contract.read { try $0.customers.customer(reference: "c-1") } == nil)
        #expect(try await contract.read { try $0.customers.count() } == 1)
        #expect(try await contract.read { try $0.customers.wantsSilence(customer.id) } == false)
    }

    @Test(arguments: Engine.available)
    func `the same reference is the same customer, with what is known now`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let first = try await contract.write { tx in
            let customer = Self.mira(tx)
            try tx.customers.put(customer, identifiers: [Self.email, Self.order])
            return customer.id
        }
        let isNew = try await contract.write { tx in
            let again = Customer(id: tx.newID(), reference: "C-1", name: "Mira Berg")
            return try tx.customers.put(again, identifiers: [Self.handle])
        }
        #expect(!isNew)
        let found = try #require(try await contract.read { try $0.customers.customer(first) })
        #expect(found.name == "Mira Berg" && found.emails.isEmpty && found.city == nil)
        #expect(try await holders(of: [Self.email, Self.order], on: contract).isEmpty)
        #expect(try await holders(of: [Self.handle], on: contract).map(\.0) == [first])
        #expect(try await contract.number("SELECT version FROM customers") == 2)
    }

    @Test(arguments: Engine.available)
    func `an identifier given twice counts once, and one may have several holders`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            let mira = Self.mira(tx)
            let noor = Customer(id: tx.newID(), reference: "C-2", name: "Noor")
            try tx.customers.put(mira, identifiers: [Self.email, Self.email, Self.order])
            try tx.customers.put(noor, identifiers: [Self.email])
            return [mira.id, noor.id]
        }
        let found = try await holders(of: [Self.order, Self.email, Self.handle], on: contract)
        #expect(found.map(\.0) == ids)
        #expect(found.map(\.1) == [[Self.order, Self.email], [Self.email]])
        let wrongKind = Identifier(kind: .handle, key: Self.email.key)
        #expect(try await holders(of: [wrongKind], on: contract).isEmpty)
        #expect(try await holders(of: [], on: contract).isEmpty)
    }

    // MARK: - Finding

    @Test(
        arguments: Engine.available,
        [
            ("asa", "", ["Åsa Öberg"]),
            ("ÖBERG", "", ["Åsa Öberg"]),
            ("zolc", "", ["Żółć Łódzka"]),
            ("மீரா", "", ["மீரா"]),
            ("100%", "", ["100% Cotton"]),
            ("%", "", ["100% Cotton"]),
            ("a_b", "", ["a_b \\ c"]),
            ("_", "", ["a_b \\ c"]),
            ("\\", "", ["a_b \\ c"]),
            ("'; DROP TABLE customers; --", "", []),
            ("nobody", "mira@example.com", ["மீரா"]),
        ] as [(String, String, [String])]
    )
    func `a customer is found by a part of the name, or by a whole key`(
        engine: Engine,
        query: (text: String, key: String, names: [String])
    ) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let names = ["Åsa Öberg", "Żółć Łódzka", "மீரா", "100% Cotton", "a_b \\ c"]
            for (number, name) in zip(1..., names) {
                let customer = Customer(id: tx.newID(), reference: "C-\(number)", name: name)
                try tx.customers.put(customer, identifiers: number == 3 ? [Self.email] : [])
            }
        }
        let found = try await contract.read { tx in
            try tx.customers.find(query.text, key: query.key, limit: 10).map(\.name)
        }
        #expect(found == query.names)
    }

    @Test(arguments: Engine.available)
    func `what is found stands by the bytes of the folded names, in every script`(
        engine: Engine
    ) async throws {
        let names = ["Zoe", "anna", "Öst", "Łukasz", "மீரா", "🦉 owl", "Anna B", "Ærik", "zoe 2"]
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for (number, name) in zip(1..., names) {
                _ = try Sample.customer(tx, "C-\(number)", name)
            }
        }
        let found = try await contract.read { tx in
            try tx.customers.find("", key: "", limit: 20).map(\.name)
        }
        let folded = try await contract.rows(2, "SELECT folded_name, name FROM customers")
        let expected = folded.compactMap { row -> (String, String)? in
            guard case .text(let folded) = row[0], case .text(let name) = row[1] else {
                return nil
            }
            return (folded, name)
        }
        .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        .map(\.1)
        #expect(found == expected)
        #expect(try await contract.read { try $0.customers.find("", key: "", limit: 4) }.count == 4)
    }

    @Test(arguments: Engine.available)
    func `namesakes are found by the whole name, whatever its case`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for number in 1...4 { _ = try Sample.customer(tx, "C-\(number)", "Åsa Öberg") }
            _ = try Sample.customer(tx, "C-5", "Åsa Öberg-Lind")
        }
        let found = try await contract.read { tx in
            try tx.customers.named("ÅSA öberg", limit: 3).map(\.reference)
        }
        #expect(found == ["C-1", "C-2", "C-3"])
    }

    @Test(arguments: Engine.available)
    func `pages walk every customer once while others come and change`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for number in 1...23 { _ = try Sample.customer(tx, "C-\(number)", "Name \(number)") }
        }
        var seen: [Customer] = []
        while true {
            let last = seen.last?.id
            let page = try await contract.read { try $0.customers.page(after: last, limit: 5) }
            guard let first = page.first else { break }
            seen += page
            try await contract.write { tx in
                _ = try Sample.customer(tx, first.reference, "Renamed")
            }
        }
        #expect(seen.map(\.reference) == (1...23).map { "C-\($0)" })
    }

    // MARK: - Scope

    @Test(arguments: Engine.available)
    func `without personal data nobody is found in any way`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in
            let mira = Self.mira(tx)
            try tx.customers.put(mira, identifiers: [Self.email])
            return mira.id
        }
        let masked = Scope(includesPersonalData: false)
        let found = try await contract.store.read(in: masked) { tx in
            try [
                tx.customers.customer(id).map { [$0] } ?? [],
                tx.customers.customer(reference: "C-1").map { [$0] } ?? [],
                tx.customers.page(after: nil, limit: 9),
                tx.customers.find("mira", key: Self.email.key, limit: 9),
                tx.customers.named("Mira Holm", limit: 9),
                tx.customers.holders(of: [Self.email]).map(\.0),
            ]
        }
        #expect(found.allSatisfy { $0.isEmpty })
    }

    // MARK: -

    private static let email = Identifier(kind: .email, key: "mira@example.com")
    private static let handle = Identifier(kind: .handle, key: "reddit:mira")
    private static let order = Identifier(kind: .order, key: "ORD-1")

    private static func mira(_ tx: WriteTransaction) -> Customer {
        Customer(
            id: tx.newID(),
            reference: "C-1",
            name: "Mira Holm",
            givenName: "Mira",
            familyName: "Holm",
            company: "Holm & Co",
            city: "Östersund",
            country: "SE",
            language: "sv",
            emails: ["mira@example.com", "m@\"odd\".example"],
            phones: ["+46 70 1"],
            handles: ["reddit:mira"],
            orders: ["ORD-1", "ORD-2"]
        )
    }

    private func holders(of identifiers: [Identifier], on contract: ContractStore) async throws
        -> [(Customer.ID, [Identifier])]
    {
        try await contract.read { tx in
            try tx.customers.holders(of: identifiers).map { ($0.0.id, $0.1) }
        }
    }
}
