import CurlTransfer
import EarshotModel
import FeedParsing

/// How long an answer holds (RFC 9111 section 4.2).
enum Freshness {
    /// The longest lifetime that is believed.
    private static let longest = Duration.days(7)

    /// What is left of `max-age`, else of `Expires` against `Date`, after the `Age` that the answer
    /// had when it came; `nil` when nothing is left or the server says neither.
    static func lifetime(of headers: HeaderFields) -> Duration? {
        let directives = Directives(headers)
        guard !directives.forbidReuse, let whole = directives.maxAge ?? expiry(in: headers) else {
            return nil
        }
        let age = headers["Age"].flatMap { Duration(deltaSeconds: $0) } ?? .zero
        return whole > age ? min(whole - age, longest) : nil
    }

    private static func expiry(in headers: HeaderFields) -> Duration? {
        guard let expires = headers["Expires"].flatMap({ FeedDate($0) })?.instant,
            let date = headers["Date"].flatMap({ FeedDate($0) })?.instant
        else { return nil }
        return expires - date
    }

    /// What `Cache-Control` says, in all its fields together.
    private struct Directives {
        var forbidReuse = false
        var maxAge: Duration?

        init(_ headers: HeaderFields) {
            let fields = headers.all("Cache-Control")
            for directive in fields.flatMap({ $0.split(separator: ",") }) {
                let parts = directive.split(separator: "=", maxSplits: 1)
                switch parts.first?.withoutBlanks.lowercased() {
                case "no-cache", "no-store": forbidReuse = true
                case "max-age" where parts.count == 2 && maxAge == nil:
                    // Some write it as a quoted string, which readers should take (5.2.2.1).
                    let value = parts[1].withoutBlanks.filter { $0 != "\"" }
                    maxAge = Duration(deltaSeconds: value)
                default: break
                }
            }
        }
    }
}
