import CurlTransfer
import EarshotModel
import FeedParsing

/// How long a server wants to be left alone (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// Seconds, or a date; `nil` when it is missing, past or neither.
    ///
    /// A date counts against the server's own, and against our clock where the server gives none,
    /// as RFC 9110 section 6.6.1 allows it to.
    static func duration(of headers: HeaderFields, at now: Instant) -> Duration? {
        guard let text = headers["Retry-After"] else { return nil }
        if let wait = Duration(deltaSeconds: text) { return wait > .zero ? wait : nil }
        let date = headers["Date"].flatMap { FeedDate($0) }?.instant ?? now
        guard let until = FeedDate(text)?.instant, date < until else { return nil }
        return until - date
    }
}
