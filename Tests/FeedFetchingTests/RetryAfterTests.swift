import CurlTransfer
import EarshotModel
import Testing

@testable import FeedFetching

@Suite struct RetryAfterTests {
    /// Wednesday, 21 October 2015, 07:29 UTC.
    private static let now = Instant(seconds: 1_445_412_540)

    private func wait(_ fields: [(name: String, value: String)]) -> Duration? {
        RetryAfter.duration(of: HeaderFields(fields), at: Self.now)
    }

    @Test func `seconds are taken as they are`() {
        #expect(wait([("Retry-After", "120")]) == .seconds(120))
        #expect(wait([("retry-after", " 7 ")]) == .seconds(7))
    }

    @Test func `a date counts against the server's own, for our clock may be wrong`() {
        let until = (name: "Retry-After", value: "Wed, 21 Oct 2015 07:30:00 GMT")
        #expect(wait([until, ("Date", "Wed, 21 Oct 2015 07:28:00 GMT")]) == .seconds(120))
        #expect(wait([until, ("Date", "Wed, 21 Oct 2015 07:30:00 GMT")]) == nil)
    }

    @Test func `a date counts against our clock where the server gives none`() {
        let date = { (time: String) in
            (name: "Retry-After", value: "Wed, 21 Oct 2015 \(time) GMT")
        }
        #expect(wait([date("07:30:00")]) == .seconds(60))
        #expect(wait([date("07:30:00"), ("Date", "some day")]) == .seconds(60))
        #expect(wait([date("07:29:00")]) == nil)
        #expect(wait([date("07:28:00")]) == nil)
    }

    @Test func `what is missing or makes no sense is no wish`() {
        #expect(wait([]) == nil)
        for text in ["", "-1", "0", "+5", "1.5", "soon", "120 s"] {
            #expect(wait([("Retry-After", text)]) == nil, "\(text)")
        }
    }

    @Test func `more seconds than can be counted are the longest wish`() {
        #expect(Duration(deltaSeconds: String(repeating: "9", count: 500)) == .seconds(1 << 31))
        #expect(Duration(deltaSeconds: "0000000000000000000000000007") == .seconds(7))
    }
}
