import CurlTransfer
import EarshotModel
import EarshotTesting
import Testing

@testable import FeedFetching

@Suite struct FreshnessTests {
    private func lifetime(_ fields: [(String, String)]) -> Duration? {
        Freshness.lifetime(of: HeaderFields(fields.map { (name: $0.0, value: $0.1) }))
    }

    @Test(arguments: [
        ("max-age=60", 60), ("Max-Age=60", 60), ("public, max-age=60", 60), ("max-age = 60 ", 60),
        ("max-age=\"60\"", 60), ("max-age=60, max-age=90", 60), ("max-age=604801", 604_800),
        ("max-age=99999999999999999999999", 604_800), ("private,max-age=5,must-revalidate", 5),
    ])
    func `max-age is read in every spelling, up to a week`(value: String, seconds: Int) {
        #expect(lifetime([("Cache-Control", value)]) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "max-age", "max-age=", "max-age=0", "max-age=-1", "max-age=+1", "max-age=1e3",
        "max-age=６０", "no-cache, max-age=60", "max-age=60, no-store", "s-maxage=60", "=", ",,,",
    ])
    func `what says nothing, or no, gives no freshness`(value: String) {
        #expect(lifetime([("Cache-Control", value)]) == nil)
    }

    @Test func `all fields of Cache-Control count together`() {
        #expect(
            lifetime([("Cache-Control", "public"), ("Cache-Control", "max-age=60")])
                == .seconds(60)
        )
        #expect(lifetime([("Cache-Control", "max-age=60"), ("Cache-Control", "no-cache")]) == nil)
    }

    @Test func `without max-age the date of expiry counts against the server's own`() {
        let date = ("Date", "Wed, 21 Oct 2015 07:28:00 GMT")
        let expires = ("Expires", "Wed, 21 Oct 2015 07:30:00 GMT")
        #expect(lifetime([date, expires]) == .seconds(120))
        #expect(lifetime([expires]) == nil)
        #expect(lifetime([date, ("Expires", "0")]) == nil)
        #expect(lifetime([date, ("Expires", "Wed, 21 Oct 2015 07:00:00 GMT")]) == nil)
        #expect(lifetime([date, ("Expires", "Wed, 21 Oct 2099 07:00:00 GMT")]) == .days(7))
        #expect(lifetime([date, expires, ("Cache-Control", "max-age=7")]) == .seconds(7))
        // A server that says "not at all" does not mean its date of expiry.
        #expect(lifetime([date, expires, ("Cache-Control", "max-age=0")]) == nil)
    }

    @Test(arguments: [("10", 50), ("59", 1), ("0", 60), ("x", 60), ("-1", 60)])
    func `the age that an answer had when it came is taken off`(age: String, seconds: Int) {
        #expect(
            lifetime([("Cache-Control", "max-age=60"), ("Age", age)]) == .seconds(seconds)
        )
    }

    @Test(arguments: ["60", "61", "99999999999999999999"])
    func `an answer older than its freshness has none`(age: String) {
        #expect(lifetime([("Cache-Control", "max-age=60"), ("Age", age)]) == nil)
    }

    @Test(arguments: UInt64(1)...100)
    func `any header gives a freshness within a week, or none`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func value(_ alphabet: String) -> String {
            let isWild = Int.random(in: 0..<4, using: &random) == 0
            let bytes = random.bytes(upTo: 40, outOf: isWild ? "" : alphabet)
            return String(decoding: bytes, as: UTF8.self)
        }
        for _ in 0..<50 {
            let fields = [
                ("Cache-Control", "max-age=" + value("0123456789,=\" ")),
                ("Expires", value("WedOct, 0123456789:GMT-+")),
                ("Date", value("WedOct, 0123456789:GMT-+")), ("Age", value("0123456789")),
                ("Retry-After", value("0123456789 -")),
            ]
            if let lifetime = lifetime(fields) {
                #expect(lifetime > .zero && lifetime <= .days(7))
            }
            let headers = HeaderFields(fields.map { (name: $0.0, value: $0.1) })
            let now = Instant(seconds: 1_445_412_540)
            if let wait = RetryAfter.duration(of: headers, at: now) { #expect(wait > .zero) }
        }
    }
}
