import EarshotModel
import Foundation
import Testing

@Suite struct InstantRFC3339Tests {
    @Test(arguments: [
        "2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000Z", "2026-03-01 09:30:00z",
        "2026-03-01t10:30:00+01:00", "2026-03-01T09:30:00-00:00", "2026-02-28T21:45:00-11:45",
        "2026-03-01T09:29:60Z", "2026-03-01T09:30:00.0004Z",
        "2026-03-01T09:30:00.000999999999999999999999Z",
    ])
    func `every spelling of a moment is read`(text: String) throws {
        let instant = try #require(Instant(rfc3339: text))
        #expect(instant.rawValue == 1_772_357_400_000)
        #expect(instant.rfc3339 == "2026-03-01T09:30:00.000Z")
    }

    @Test(
        arguments: [("5", 500), ("05", 50), ("005", 5), ("1239", 123), ("999", 999)]
            as [(String, Int64)]
    )
    func `a fraction counts as a part of the second`(fraction: String, milliseconds: Int64) throws {
        let instant = try #require(Instant(rfc3339: "1970-01-01T00:00:00.\(fraction)Z"))
        #expect(instant.rawValue == milliseconds)
    }

    @Test(arguments: [
        "", "now", "2026-03-01", "2026-03-01T09:30Z", "2026-03-01T09:30:00",
        "2026-03-01T09:30:00+0100", "2026-03-01T09:30:00+01", "2026-03-01T24:00:00Z",
        "2026-03-01T09:60:00Z", "2026-03-01T09:30:61Z", "2026-02-29T09:30:00Z",
        "2026-13-01T09:30:00Z", "2026-00-01T09:30:00Z", "2026-03-01T09:30:00.Z",
        "2026-03-01T09:30:00Z ", " 2026-03-01T09:30:00Z", "2026-03-01T09:30:00+24:00",
        "2026-03-01T09:30:00+01:60", "+026-03-01T09:30:00Z", "2026-03-01T-9:30:00Z",
        "２026-03-01T09:30:00Z", "2026-03-01T09:30:00Z\u{0}", "2026-03-01T09:30:00,5Z",
    ])
    func `anything else is no moment`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(
        arguments: [
            (.min, "0000-01-01T00:00:00.000Z"), (-62_167_219_200_001, "0000-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (253_402_300_800_000, "9999-12-31T23:59:59.999Z"), (.max, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func `a moment is written with milliseconds in four-digit years`(
        milliseconds: Int64,
        text: String
    ) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test func `what is written is read again, and as Foundation reads it`() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for step in Int64(0)..<2000 {
            let instant = Instant(milliseconds: -2_208_988_800_000 + step * 2_345_678_901)
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
            let date = try style.parse(instant.rfc3339)
            #expect((date.timeIntervalSince1970 * 1000).rounded() == Double(instant.rawValue))
        }
    }
}
