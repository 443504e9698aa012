public import CurlTransfer
import EarshotModel

/// Fetches feeds over HTTP by the rules of FEEDS section 6: each hop of a redirect is judged anew.
public struct HTTPFeedSource: FeedSource {
    /// The most redirects that are followed.
    static let mostHops = 10
    /// The longest validator that is echoed; a longer one is dropped, never cut.
    static let longestValidator = 6_000
    /// The longest silence that a server can ask for.
    static let longestSilence = Duration.hours(24)

    private let loop: CurlLoop
    private let userAgent: String
    private let limits: TransferLimits
    private let addressGuard: AddressGuard

    /// Creates a source; the user agent must tell how to reach whoever runs it.
    public init(
        loop: CurlLoop,
        userAgent: String,
        limits: TransferLimits,
        addressGuard: AddressGuard
    ) {
        self.loop = loop
        self.userAgent = userAgent
        self.limits = limits
        self.addressGuard = addressGuard
    }

    /// Fetches a feed and follows its redirects.
    public func fetch(_ request: FeedRequest) async -> FetchOutcome {
        do {
            return try await follow(request)
        } catch let failure as FetchFailure {
            return .failed(failure)
        } catch let error as TransferError {
            return .failed(FetchFailure(code: error.code, "\(error)"))
        } catch {
            return .failed(FetchFailure(code: "failed", "\(error)"))
        }
    }

    // MARK: -

    private func follow(_ request: FeedRequest) async throws -> FetchOutcome {
        var address = try WebAddress(request.address)
        guard address.scheme == "http" || address.scheme == "https" else {
            throw FetchFailure(code: "scheme", "only http and https are fetched")
        }
        var seen: Set<String> = [address.text]
        var isPermanent = true
        for hop in 0...Self.mostHops {
            let response = try await ask(address, request)
            guard let target = try redirect(response, from: address) else {
                let moved = hop > 0 && isPermanent ? address.text : nil
                return outcome(of: response, at: address, movedTo: moved, request)
            }
            isPermanent = isPermanent && [301, 308].contains(response.status)
            guard seen.insert(target.text).inserted else {
                throw FetchFailure(
                    code: "redirect_loop",
                    "the redirects lead back to \(target.text)"
                )
            }
            address = target
        }
        throw FetchFailure(
            code: "too_many_redirects",
            "there are more than \(Self.mostHops) redirects"
        )
    }

    private func ask(_ address: WebAddress, _ request: FeedRequest) async throws
        -> TransferResponse
    {
        var headers: [(name: String, value: String)] = [
            (
                "Accept",
                "application/atom+xml, application/rss+xml, application/feed+json, "
                    + "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
            )
        ]
        if let etag = request.etag { headers.append(("If-None-Match", etag)) }
        if let date = request.lastModified { headers.append(("If-Modified-Since", date)) }
        return try await loop.perform(
            TransferRequest(
                address,
                headers: headers,
                userAgent: userAgent,
                limits: limits,
                addressGuard: addressGuard
            )
        )
    }

    /// Where a redirect leads; `nil` for any other answer.
    private func redirect(_ response: TransferResponse, from address: WebAddress) throws
        -> WebAddress?
    {
        guard [301, 302, 303, 307, 308].contains(response.status) else { return nil }
        guard let location = response.headers["Location"] else {
            throw FetchFailure(code: "redirect", "the server redirects to nowhere")
        }
        let target = try address.resolving(location)
        guard target.scheme == "http" || target.scheme == "https" else {
            throw FetchFailure(
                code: "redirect",
                "the server redirects to \(target.scheme), which is not fetched"
            )
        }
        return target
    }

    private func outcome(
        of response: TransferResponse,
        at address: WebAddress,
        movedTo moved: String?,
        _ request: FeedRequest
    ) -> FetchOutcome {
        let headers = response.headers
        switch response.status {
        case 200, 203, 226:
            return .fetched(
                FetchedFeed(
                    body: response.body,
                    contentType: headers["Content-Type"],
                    address: address.text,
                    permanentAddress: moved,
                    etag: validator(headers, "ETag"),
                    lastModified: validator(headers, "Last-Modified"),
                    freshFor: Freshness.lifetime(of: headers)
                )
            )
        case 204: return .noNews
        case 304 where request.isConditional:
            return .notModified(freshFor: Freshness.lifetime(of: headers))
        case 410: return .gone
        default: return refusal(response)
        }
    }

    private func validator(_ headers: HeaderFields, _ name: String) -> String? {
        guard let value = headers.verbatim(name), value.utf8.count <= Self.longestValidator else {
            return nil
        }
        return value
    }

    private func refusal(_ response: TransferResponse) -> FetchOutcome {
        let failure = StatusWords.failure(for: response.status)
        guard [403, 429, 503].contains(response.status),
            let wait = RetryAfter.duration(of: response.headers)
        else { return .failed(failure) }
        return .silenced(for: min(wait, Self.longestSilence), failure)
    }
}

/// What a status means for a feed, in words.
enum StatusWords {
    static func failure(for status: Int) -> FetchFailure {
        let words =
            switch status {
            case 304: "the server says \"not modified\" although nothing was compared"
            case 401: "the feed needs a login"
            case 403: "the server forbids it"
            case 404: "there is no such feed"
            case 429: "the server says that we ask too often"
            case 503: "the server is not available for now"
            case 500...599: "the server failed"
            case 400...499: "the server refused the request"
            default: "the server gave an unexpected answer"
            }
        return FetchFailure(code: "http_\(status)", "\(words) (status \(status))")
    }
}
