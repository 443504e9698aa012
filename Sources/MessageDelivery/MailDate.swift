import EarshotModel
import Foundation

/// Dates as mail writes them (RFC 5322 section 3.3).
enum MailDate {
    static func text(_ moment: Instant) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(moment.seconds)))
    }
}
