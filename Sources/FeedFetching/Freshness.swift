import CurlTransfer
import EarshotModel
import FeedParsing

/// How long an answer holds (RFC 9111 section 4.2.1).
enum Freshness {
    /// The longest lifetime that is believed.
    private static let longest = Duration.days(7)

    /// `max-age`, else `Expires` against `Date`; `nil` when the server says neither.
    static func lifetime(of headers: HeaderFields) -> Duration? {
        for directive in (headers["Cache-Control"] ?? "").split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1).map {
                $0.trimmingPrefix { $0 == " " }.lowercased()
            }
            if parts.first == "no-cache" || parts.first == "no-store" { return nil }
            if parts.count == 2, parts[0] == "max-age", let seconds = Int(parts[1]), seconds > 0 {
                return min(.seconds(seconds), longest)
            }
        }
        guard let expires = headers["Expires"].flatMap({ FeedDate($0) })?.instant,
            let date = headers["Date"].flatMap({ FeedDate($0) })?.instant, date < expires
        else { return nil }
        return min(expires - date, longest)
    }
}

/// How long a server wants to be left alone (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// Seconds, or a date against the server's own; `nil` when it is missing, negative or neither.
    static func duration(of headers: HeaderFields) -> Duration? {
        guard let text = headers["Retry-After"]?.trimmingPrefix(while: { $0 == " " }) else {
            return nil
        }
        if let seconds = Int(text) {
            return seconds > 0 ? .seconds(min(seconds, 10_000_000)) : nil
        }
        guard let until = FeedDate(String(text))?.instant,
            let date = headers["Date"].flatMap({ FeedDate($0) })?.instant, date < until
        else { return nil }
        return until - date
    }
}
