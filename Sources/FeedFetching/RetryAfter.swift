import CurlTransfer
import EarshotModel
import FeedParsing

/// How long a server wants to be left alone (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// Seconds, or a date against the server's own; `nil` when it is missing, past or neither.
    static func duration(of headers: HeaderFields) -> Duration? {
        guard let text = headers["Retry-After"] else { return nil }
        if let wait = Duration(deltaSeconds: text) { return wait > .zero ? wait : nil }
        guard let until = FeedDate(text)?.instant,
            let date = headers["Date"].flatMap({ FeedDate($0) })?.instant, date < until
        else { return nil }
        return until - date
    }
}
