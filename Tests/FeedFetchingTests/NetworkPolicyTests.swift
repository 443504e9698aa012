import CurlTransfer
import FeedFetching
import Testing

@Suite struct NetworkPolicyTests {
    private func rule(_ network: String, isAllowed: Bool, parallel: Int) throws
        -> NetworkPolicy.Rule
    {
        NetworkPolicy.Rule(
            network: try #require(Network(network)),
            isAllowed: isAllowed,
            pace: SitePace(parallel: parallel, spacing: .zero)
        )
    }

    @Test func `every site is asked politely unless a rule says otherwise`() throws {
        let policy = NetworkPolicy(rules: [
            try rule("127.0.0.2", isAllowed: true, parallel: 2),
            try rule("127.0.0.0/8", isAllowed: true, parallel: 50),
            try rule("fd00::/8", isAllowed: true, parallel: 5),
        ])
        #expect(policy.pace(of: "example.org") == .polite)
        #expect(policy.pace(of: "8.8.8.8") == .polite)
        #expect(policy.pace(of: "") == .polite)
        #expect(policy.pace(of: "127.0.0.1").parallel == 50)
        // The first rule that holds an address counts.
        #expect(policy.pace(of: "127.0.0.2").parallel == 2)
        #expect(policy.pace(of: "fd00::1").parallel == 5)
        #expect(policy.pace(of: "::ffff:127.0.0.1").parallel == 50)
    }

    @Test func `politeness is one poll at a time, a second apart`() {
        #expect(SitePace.polite.parallel == 1)
        #expect(SitePace.polite.spacing == .seconds(1))
    }

    @Test func `files need no politeness`() {
        #expect(NetworkPolicy().pace(of: SiteNames.files).parallel > 1)
        #expect(NetworkPolicy().pace(of: SiteNames.files).spacing == .zero)
    }

    @Test func `a rule opens its network only when it allows it`() throws {
        let policy = NetworkPolicy(rules: [
            try rule("10.0.0.0/8", isAllowed: true, parallel: 1),
            try rule("192.168.0.0/16", isAllowed: false, parallel: 1),
        ])
        let addressGuard = policy.addressGuard
        #expect(addressGuard.objection(to: try #require(IPAddress("10.1.1.1"))) == nil)
        let closed = try #require(IPAddress("192.168.1.1"))
        #expect(addressGuard.objection(to: closed) == .privateNetwork)
    }
}
