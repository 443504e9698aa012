import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct StaffAdministrationTests {
    private let place: SetUpStore
    private let staff: StaffAdministration

    init() throws {
        place = try SetUpStore()
        staff = StaffAdministration(store: place.store)
    }

    private func add(_ name: String, _ email: String, _ role: Role = .agent) async throws
        -> StaffMember
    {
        try await staff.add(name: name, email: email, role: role, by: .local("test"))
    }

    @Test(arguments: Role.allCases)
    func `somebody is added with a role and without a password`(role: Role) async throws {
        let member = try await add("Anna", "Anna@Example.com", role)
        #expect(member.email == "anna@example.com")
        #expect(member.role == role)
        #expect(member.isActive)
        #expect(try await staff.all() == [member])
        #expect(try await place.read { try !$0.staff.hasPassword(member.id) })
        #expect(try place.audited("staff.added") == "1")
    }

    @Test func `everybody is listed by name and found by address, whatever its case`() async throws
    {
        let bela = try await add("Bela", "bela@example.com")
        let anna = try await add("Anna", "anna@example.com")
        #expect(try await staff.all() == [anna, bela])
        #expect(try await staff.member(email: "BELA@example.com") == bela)
        await #expect(throws: AdministrationError.noSuchMember("nobody@example.com")) {
            _ = try await staff.member(email: "nobody@example.com")
        }
    }

    @Test func `an address belongs to one person`() async throws {
        _ = try await add("Anna", "anna@example.com")
        await #expect(throws: AdministrationError.memberExists("anna@example.com")) {
            _ = try await add("Another Anna", "ANNA@example.com")
        }
        #expect(try await staff.all().count == 1)
    }

    @Test(arguments: [
        "", "anna", "@example.com", "anna@", "a@b@c", "a@@b", "a b@example.com", "a@b.c\n",
    ])
    func `what is no address is refused`(email: String) async throws {
        await #expect(throws: AdministrationError.self) { _ = try await add("Anna", email) }
        #expect(try await staff.all().isEmpty)
    }

    @Test(arguments: ["", "  ", "\n"])
    func `somebody needs a name`(name: String) async throws {
        await #expect(throws: AdministrationError.self) {
            _ = try await add(name, "anna@example.com")
        }
    }

    @Test func `a one-time link is used up by the first, and only in its time`() async throws {
        let anna = try await add("Anna", "anna@example.com")
        let used = try await place.store.write(by: .local("test")) { tx in
            try tx.staff.addSignInLink([1], for: anna.id, until: tx.now + .minutes(30))
            try tx.staff.addSignInLink([2], for: anna.id, until: tx.now)
            return try [[1], [1], [2], [3]].map { try tx.staff.useSignInLink($0)?.id }
        }
        #expect(used == [anna.id, nil, nil, nil])
    }

    @Test func `who is deactivated gets no link and no token, until it is taken back`() async throws
    {
        let anna = try await add("Anna", "anna@example.com")
        let result = try await staff.deactivate(email: "ANNA@example.com", by: .local("test"))
        #expect(result.member.id == anna.id && result.cases.isEmpty)
        await #expect(throws: AdministrationError.deactivated("anna@example.com")) {
            _ = try await staff.activeMember(email: "anna@example.com")
        }
        _ = try await staff.deactivate(email: "anna@example.com", by: .local("test"))
        #expect(try place.audited("staff.deactivated") == "1")
        #expect(try await staff.activate(email: "anna@example.com", by: .local("test")) == anna)
        #expect(try await staff.activeMember(email: "anna@example.com") == anna)
        #expect(try place.audited("staff.activated") == "1")
        await #expect(throws: AdministrationError.noSuchMember("no@example.com")) {
            _ = try await staff.deactivate(email: "no@example.com", by: .local("test"))
        }
    }

    @Test func `a token ends by its name, or by its id where several have that name`() async throws
    {
        let anna = try await add("Anna", "anna@example.com")
        try await place.store.write(by: .local("test")) { tx in
            for (hash, name) in [(UInt8(1), "ci"), (2, "export"), (3, "export")] {
                try tx.staff.addToken([hash], name: name, for: anna.id)
            }
        }
        #expect(try await staff.revokeToken("ci", by: .local("test")).name == "ci")
        await #expect(throws: AdministrationError.noSuchToken("ci")) {
            _ = try await staff.revokeToken("ci", by: .local("test"))
        }
        let ids = try await staff.tokens().map { "\($0.id)" }
        await #expect(throws: AdministrationError.severalTokens("export", ids: ids)) {
            _ = try await staff.revokeToken("export", by: .local("test"))
        }
        _ = try await staff.revokeToken(ids[0], by: .local("test"))
        #expect(try await staff.tokens().map { "\($0.id)" } == [ids[1]])
        #expect(try place.audited("token.revoked") == "2")
    }

    @Test func `somebody who is not active cannot sign in by link, session or token`() async throws
    {
        let gone = StaffMember(
            id: StaffMember.ID(rawValue: 7),
            name: "Gone",
            email: "gone@example.com",
            role: .lead,
            isActive: false
        )
        let found = try await place.store.write(by: .local("test")) { tx in
            try tx.staff.add(gone)
            try tx.staff.addSignInLink([1], for: gone.id, until: tx.now + .minutes(30))
            try tx.staff.addSession([2], of: gone.id, until: tx.now + .hours(1))
            try tx.staff.addToken([3], name: "t", for: gone.id)
            return [
                try tx.staff.useSignInLink([1]), try tx.staff.session([2])?.member,
                try tx.staff.token([3]),
            ]
        }
        #expect(found == [nil, nil, nil])
        #expect(try await staff.all().map(\.isActive) == [false])
    }
}
