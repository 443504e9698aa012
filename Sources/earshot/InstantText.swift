import EarshotModel
import Foundation

/// A moment as text, and text as a moment, for what this program tells and is told.
enum InstantText {
    /// A moment such as `2026-03-02T09:00:00Z`.
    static func utc(_ moment: Instant) -> String {
        var time = time_t(moment.seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        return text(parts, "%Y-%m-%dT%H:%M:%SZ")
    }

    /// The moment of an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
    static func moment(ofHTTPDate text: String) -> Instant? {
        let form = /[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/
        guard let match = text.wholeMatch(of: form),
            let month = months.firstIndex(of: String(match.2)),
            let day = Int32(match.1), let year = Int32(match.3), let hour = Int32(match.4),
            let minute = Int32(match.5), let second = Int32(match.6)
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, Int32(month), day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
        return Instant(seconds: Int64(timegm(&parts)))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func text(_ parts: tm, _ format: String) -> String {
        var parts = parts
        return String(unsafeUninitializedCapacity: 32) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { strftime($0, buffer.count, format, &parts) } ?? 0
            }
        }
    }
}
