import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct StaffRecordsTests {
    private static let hash = [UInt8](repeating: 7, count: 32)
    private static let other = [UInt8](repeating: 8, count: 32)

    @Test(arguments: Engine.available, Role.allCases)
    func `a member comes back as added, with the address in small letters`(
        engine: Engine,
        role: Role
    ) async throws {
        let contract = try ContractStore(engine)
        let added = try await contract.write { tx in
            let member = StaffMember(
                id: tx.newID(),
                name: "Åsa",
                email: "Asa@Example.COM",
                role: role,
                isActive: role != .viewer
            )
            try tx.staff.add(member)
            return member
        }
        let found = try #require(try await contract.read { try $0.staff.member(added.id) })
        #expect(found.name == "Åsa" && found.email == "asa@example.com")
        #expect(found.role == role && found.isActive == added.isActive)
        #expect(found.awayUntil == nil)
        #expect(try await contract.read { try $0.staff.all() } == [found])
        let credentials = try await contract.read { tx in
            try tx.staff.credentials(email: "ASA@example.com")
        }
        #expect(credentials?.member == found && credentials?.passwordHash == nil)
        #expect(try await contract.read { try $0.staff.credentials(email: "a") == nil })
    }

    @Test(arguments: Engine.available)
    func `an address belongs to one member, whatever its case`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in _ = try Sample.member(tx, "Anna") }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in _ = try Sample.member(tx, "ANNA") }
        }
    }

    @Test(arguments: Engine.available)
    func `members stand by the bytes of their names, in every script`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let names = ["zoe", "Åsa", "anna", "Łukasz", "மீரா", "🦉", "Zoe", "Anna", "Örjan"]
        try await contract.write { tx in
            for (number, name) in zip(1..., names) {
                let member = StaffMember(
                    id: tx.newID(),
                    name: name,
                    email: "\(number)@example.com",
                    role: .agent
                )
                try tx.staff.add(member)
            }
        }
        let found = try await contract.read { try $0.staff.all().map(\.name) }
        #expect(found == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    // MARK: - Signing in

    @Test(arguments: Engine.available)
    func `a sign-in link is good once and until its end`(engine: Engine) async throws {
        let contract = try await storeWithAnna(engine)
        try await contract.write { tx in
            guard let anna = try tx.staff.all().first?.id else { return }
            try tx.staff.addSignInLink(Self.hash, for: anna, until: tx.now + .hours(1))
            try tx.staff.addSignInLink(Self.other, for: anna, until: tx.now + .hours(1))
        }
        #expect(try await contract.read { try $0.staff.signInLink(Self.hash)?.name } == "Anna")
        let used = try await contract.write { tx in
            try [tx.staff.useSignInLink(Self.hash), tx.staff.useSignInLink(Self.hash)].map {
                $0?.name
            }
        }
        #expect(used == ["Anna", nil])
        #expect(try await contract.read { try $0.staff.signInLink(Self.hash) } == nil)
        contract.advance(by: .hours(1))
        #expect(try await contract.read { try $0.staff.signInLink(Self.other) } == nil)
        #expect(try await contract.write { try $0.staff.useSignInLink(Self.other) } == nil)
    }

    @Test(arguments: Engine.available)
    func `of many who use one link at once exactly one gets in`(engine: Engine) async throws {
        let contract = try await storeWithAnna(engine)
        try await contract.write { tx in
            guard let anna = try tx.staff.all().first?.id else { return }
            try tx.staff.addSignInLink(Self.hash, for: anna, until: tx.now + .hours(1))
        }
        let entered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await contract.write { try $0.staff.useSignInLink(Self.hash) != nil }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(entered == 1)
    }

    @Test(arguments: Engine.available)
    func `a session lives until its end, its sign-out or a new password`(engine: Engine)
        async throws
    {
        let contract = try await storeWithAnna(engine)
        let anna = try #require(try await contract.read { try $0.staff.all().first?.id })
        func name() async throws -> String? {
            try await contract.read { try $0.staff.session(Self.hash)?.member.name }
        }
        func begin() async throws {
            try await contract.write { tx in
                try tx.staff.addSession(Self.hash, of: anna, until: tx.now + .hours(8))
            }
        }
        try await begin()
        #expect(try await name() == "Anna")
        contract.advance(by: .minutes(5))
        try await contract.write { try $0.staff.touchSession(Self.hash) }
        let seen = try await contract.read { try $0.staff.session(Self.hash)?.lastSeen }
        #expect(seen == ContractStore.start + .minutes(5))
        try await contract.write { try $0.staff.endSession(Self.hash) }
        #expect(try await name() == nil)
        try await begin()
        #expect(try await contract.read { try $0.staff.hasPassword(anna) } == false)
        try await contract.write { try $0.staff.setPassword(hash: "scrypt$1", of: anna) }
        #expect(try await name() == nil)
        #expect(try await contract.read { try $0.staff.hasPassword(anna) })
        try await begin()
        contract.advance(by: .hours(8))
        #expect(try await name() == nil)
    }

    @Test(arguments: Engine.available)
    func `who is no longer active comes in no way`(engine: Engine) async throws {
        let contract = try await storeWithAnna(engine)
        try await contract.write { tx in
            guard let anna = try tx.staff.all().first?.id else { return }
            try tx.staff.addSession(Self.hash, of: anna, until: tx.now + .hours(8))
            try tx.staff.addToken(Self.hash, name: "script", for: anna)
            try tx.staff.addSignInLink(Self.hash, for: anna, until: tx.now + .hours(8))
        }
        func ways() async throws -> [String?] {
            try await contract.read { tx in
                try [
                    tx.staff.session(Self.hash)?.member, tx.staff.token(Self.hash),
                    tx.staff.signInLink(Self.hash),
                ].map { $0?.name }
            }
        }
        #expect(try await ways() == ["Anna", "Anna", "Anna"])
        try await contract.run("UPDATE staff SET is_active = FALSE")
        #expect(try await ways() == [nil, nil, nil])
    }

    @Test(arguments: Engine.available)
    func `a token is known by its hash, until it is revoked`(engine: Engine) async throws {
        let contract = try await storeWithAnna(engine)
        try await contract.write { tx in
            guard let anna = try tx.staff.all().first?.id else { return }
            try tx.staff.addToken(Self.hash, name: "script", for: anna)
        }
        #expect(try await contract.read { try $0.staff.token(Self.hash)?.name } == "Anna")
        #expect(try await contract.read { try $0.staff.token(Self.other) } == nil)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                guard let anna = try tx.staff.all().first?.id else { return }
                try tx.staff.addToken(Self.hash, name: "again", for: anna)
            }
        }
        try await contract.run("UPDATE tokens SET revoked_at = 1")
        #expect(try await contract.read { try $0.staff.token(Self.hash) } == nil)
    }

    @Test(arguments: Engine.available)
    func `who is deactivated loses every way in, and gets none back by being activated`(
        engine: Engine
    ) async throws {
        let contract = try await storeWithAnna(engine)
        let anna = try #require(try await contract.read { try $0.staff.all().first?.id })
        let ended = try await contract.write { tx in
            let bela = try Sample.member(tx, "Bela")
            try tx.staff.addToken(Self.other, name: "stays", for: bela.id)
            for hash in [[UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32)] {
                try tx.staff.addSession(hash, of: anna, until: tx.now + .hours(8))
            }
            try tx.staff.addToken(Self.hash, name: "script", for: anna)
            try tx.staff.addSignInLink(Self.hash, for: anna, until: tx.now + .hours(8))
            return try tx.staff.deactivate(anna)
        }
        #expect(ended == EndedAccess(sessions: 2, tokens: 1))
        #expect(try await contract.read { try $0.staff.member(anna)?.isActive } == false)
        #expect(try await contract.read { try $0.staff.tokens().map(\.name) } == ["stays"])
        let again = try await contract.write { try $0.staff.deactivate(anna) }
        #expect(again == EndedAccess(sessions: 0, tokens: 0))
        try await contract.write { try $0.staff.activate(anna) }
        #expect(try await contract.read { try $0.staff.member(anna)?.isActive } == true)
        let ways = try await contract.read { tx in
            try [tx.staff.token(Self.hash), tx.staff.signInLink(Self.hash)]
        }
        #expect(ways == [nil, nil])
        #expect(try await contract.number("SELECT COUNT(*) FROM sessions") == 0)
    }

    @Test(arguments: Engine.available)
    func `tokens are listed by name with their member, and end once`(engine: Engine) async throws {
        let contract = try await storeWithAnna(engine)
        try await contract.write { tx in
            guard let anna = try tx.staff.all().first?.id else { return }
            try tx.staff.addToken(Self.other, name: "zebra", for: anna)
            try tx.staff.addToken(Self.hash, name: "angel", for: anna)
        }
        let tokens = try await contract.read { try $0.staff.tokens() }
        #expect(tokens.map(\.name) == ["angel", "zebra"])
        let first = try #require(tokens.first)
        #expect(first.memberName == "Anna" && first.memberEmail == "anna@example.com")
        #expect(first.createdAt == ContractStore.start)
        #expect(try await contract.write { try $0.staff.revokeToken(first.id) })
        #expect(try await contract.write { try $0.staff.revokeToken(first.id) } == false)
        #expect(try await contract.read { try $0.staff.token(Self.hash) } == nil)
        #expect(try await contract.read { try $0.staff.token(Self.other)?.name } == "Anna")
    }

    // MARK: -

    private func storeWithAnna(_ engine: Engine) async throws -> ContractStore {
        let contract = try ContractStore(engine)
        try await contract.write { tx in _ = try Sample.member(tx, "Anna") }
        return contract
    }
}
