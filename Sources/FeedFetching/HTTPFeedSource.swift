public import CurlTransfer
public import EarshotModel

/// Fetches feeds over HTTP by the rules of FEEDS section 6: each hop of a redirect is judged anew.
public struct HTTPFeedSource: FeedSource {
    /// The longest validator that is echoed; a longer one is dropped, never cut.
    static let longestValidator = 6_000
    /// The longest silence that a server can ask for.
    public static let longestSilence = Duration.hours(24)

    private let loop: CurlLoop
    private let userAgent: String
    private let limits: TransferLimits
    private let addressGuard: AddressGuard
    private let largeBodies: LargeBodies
    private let authorities: [String: String]
    private let clock: @Sendable () -> Instant

    /// Creates a source; the user agent must tell how to reach whoever runs it.
    ///
    /// The time limit holds for a feed with all its redirects, the others for each answer.
    /// `authorities` are files of certificates, PEM, by the names that feeds give them.
    public init(
        loop: CurlLoop,
        userAgent: String,
        limits: TransferLimits,
        addressGuard: AddressGuard,
        largeBodies: LargeBodies = LargeBodies(),
        authorities: [String: String] = [:],
        clock: @escaping @Sendable () -> Instant
    ) {
        self.loop = loop
        self.userAgent = userAgent
        self.limits = limits
        self.addressGuard = addressGuard
        self.largeBodies = largeBodies
        self.authorities = authorities
        self.clock = clock
    }

    /// Fetches a feed and follows its redirects.
    public func fetch(_ request: FeedRequest) async -> FetchOutcome {
        if let name = request.authority, authorities[name] == nil {
            return .failed(
                FetchFailure(
                    code: "unknown_authority",
                    "the settings name no authority \"\(name)\""
                )
            )
        }
        do throws(TransferError) {
            return try await follow(request)
        } catch .cancelled, .shutDown {
            return .abandoned
        } catch .crowded {
            return .crowded(largeBodies)
        } catch {
            return .failed(FetchFailure(code: error.code, "\(error)"))
        }
    }

    // MARK: -

    private func follow(_ request: FeedRequest) async throws(TransferError) -> FetchOutcome {
        let deadline = ContinuousClock.now + limits.timeout
        var trail = RedirectTrail(from: try WebAddress(request.address))
        while true {
            let response = try await ask(
                trail.address,
                request,
                isConditional: Self.mayCompare(request, at: trail),
                until: deadline
            )
            guard RedirectTrail.isRedirect(response.status) else {
                return outcome(of: response, at: trail, request)
            }
            do throws(FetchFailure) {
                try trail.follow(status: response.status, location: response.headers["Location"])
            } catch {
                return .failed(error)
            }
        }
    }

    /// Whether the validators are sent along; not at the end of a move for good, where the whole
    /// feed must have been read once before its new address is kept.
    private static func mayCompare(_ request: FeedRequest, at trail: RedirectTrail) -> Bool {
        request.staysPut || trail.permanentAddress == nil
    }

    private func ask(
        _ address: WebAddress,
        _ request: FeedRequest,
        isConditional: Bool,
        until deadline: ContinuousClock.Instant
    ) async throws(TransferError) -> TransferResponse {
        var limits = limits
        limits.timeout = deadline - .now
        guard limits.timeout > .zero else { throw .timedOut }
        var headers: [(name: String, value: String)] = [
            (
                "Accept",
                "application/atom+xml, application/rss+xml, application/feed+json, "
                    + "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
            )
        ]
        if isConditional {
            if let etag = request.etag { headers.append(("If-None-Match", etag)) }
            if let date = request.lastModified { headers.append(("If-Modified-Since", date)) }
        }
        return try await loop.perform(
            TransferRequest(
                address,
                headers: headers,
                userAgent: userAgent,
                limits: limits,
                addressGuard: addressGuard,
                caFile: request.authority.flatMap { authorities[$0] },
                largeBodies: largeBodies,
                permit: request.permit
            )
        )
    }

    private func outcome(
        of response: TransferResponse,
        at trail: RedirectTrail,
        _ request: FeedRequest
    ) -> FetchOutcome {
        let headers = response.headers
        switch response.status {
        case 200, 203, 226:
            return .fetched(
                FetchedFeed(
                    body: response.body,
                    contentType: headers["Content-Type"],
                    address: trail.address.text,
                    permanentAddress: trail.permanentAddress?.text,
                    etag: validator(headers, "ETag"),
                    lastModified: validator(headers, "Last-Modified"),
                    freshFor: Freshness.lifetime(of: headers),
                    permit: response.permit
                )
            )
        case 204: return .noNews
        case 304 where request.isConditional && Self.mayCompare(request, at: trail):
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
            let wait = RetryAfter.duration(of: response.headers, at: clock())
        else { return .failed(failure) }
        let kept = min(wait, Self.longestSilence)
        let clamp = kept < wait ? ", which is kept for \(kept.words)" : ""
        return .silenced(
            for: kept,
            FetchFailure(
                code: failure.code,
                "\(failure.description); it wants to be left alone for \(wait.words)\(clamp)"
            )
        )
    }
}
