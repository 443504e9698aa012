import CurlTransfer
import EarshotTesting
import Testing

@testable import FeedFetching

@Suite struct RedirectTrailTests {
    @Test func `only statuses that name another place are redirects`() {
        let redirects = (0...999).filter(RedirectTrail.isRedirect)
        #expect(redirects == [301, 302, 303, 307, 308])
    }

    @Test func `a trail that has not moved has no new address`() throws {
        let trail = RedirectTrail(from: try WebAddress("http://example.org/"))
        #expect(trail.permanentAddress == nil)
        #expect(trail.address.text == "http://example.org/")
    }

    @Test func `a refused redirect leaves the trail where it was`() throws {
        var trail = RedirectTrail(from: try WebAddress("http://example.org/a"))
        try trail.follow(status: 301, location: "/b")
        #expect(throws: FetchFailure.self) { try trail.follow(status: 302, location: nil) }
        #expect(throws: FetchFailure.self) { try trail.follow(status: 302, location: "ftp://x/") }
        #expect(throws: FetchFailure.self) { try trail.follow(status: 302, location: "/a") }
        #expect(trail.permanentAddress?.text == "http://example.org/b")
    }

    @Test func `a loop is told without the secrets of the address`() throws {
        var trail = RedirectTrail(from: try WebAddress("http://example.org/feed?token=abc"))
        let failure = #expect(throws: FetchFailure.self) {
            try trail.follow(status: 302, location: "/feed?token=abc")
        }
        #expect(failure?.description.contains("token=***") == true)
        #expect(failure?.description.contains("abc") == false)
    }

    @Test func `an upgrade to https is a move like any other`() throws {
        var trail = RedirectTrail(from: try WebAddress("http://example.org/feed"))
        try trail.follow(status: 301, location: "https://example.org/feed")
        #expect(trail.permanentAddress?.text == "https://example.org/feed")
    }

    @Test(arguments: UInt64(1)...40)
    func `any places end in an address of the web or an error`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var trail = RedirectTrail(from: try WebAddress("http://ada:secret@example.org/"))
        for _ in 0..<20 {
            let bytes = random.bytes(upTo: 20, outOf: "htps:/.a@?#%\r\n")
            let location = String(decoding: bytes, as: UTF8.self)
            try? trail.follow(status: 301, location: location)
            #expect(["http", "https"].contains(trail.address.scheme))
            let isHome = trail.address.host == "example.org"
            #expect(isHome || !trail.address.text.contains("secret"))
        }
    }
}
