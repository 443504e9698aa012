import EarshotModel
import Testing

@testable import RecordLinkage

@Suite struct NameComparisonTests {
    @Test(arguments: [
        ("Jane Doe", NameComparison.same), ("doe, jane", .same), ("JANE DOE", .same),
        ("Jane", .givenNameSame), ("Jane D.", .givenNameSame), ("jane d", .givenNameSame),
        ("Bob Stone", .different), ("John Smith", .different),
        ("Bob Doe", .silent), ("J. Stone", .silent), ("Jane Stone", .silent), ("Doe", .silent),
        ("jane_doe", .silent), ("Жанна Иванова", .silent), ("Bob", .silent),
    ])
    func `two names are compared by their words`(name: String, expected: NameComparison) throws {
        let impersonal = try ShippedRules.rules().impersonalNames
        let author = try #require(AuthorName(name, impersonal: impersonal))
        let candidate = LinkCandidate(customer(1, "Jane Doe", givenName: "Jane"))
        #expect(NameComparison(author, candidate) == expected)
    }

    @Test(arguments: [nil, "", "  ", "Anonymous", "unhappy customer", "[deleted]"])
    func `a name for nobody is no name`(name: String?) throws {
        let impersonal = try ShippedRules.rules().impersonalNames
        #expect(AuthorName(name, impersonal: impersonal) == nil)
    }

    @Test func `a record without a name is compared with nothing`() throws {
        let impersonal = try ShippedRules.rules().impersonalNames
        let author = try #require(AuthorName("Jane Doe", impersonal: impersonal))
        #expect(NameComparison(author, LinkCandidate(customer(1))) == .silent)
    }
}
