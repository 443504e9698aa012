public import CurlTransfer

/// Bytes for an address; whatever happens is an outcome, never a thrown error.
public protocol FeedSource: Sendable {
    /// Asks for a feed once.
    func fetch(_ request: FeedRequest) async -> FetchOutcome
}

/// What to ask for, and what we have of it.
public struct FeedRequest: Sendable {
    /// The address.
    public let address: String
    /// The `ETag` to echo.
    public let etag: String?
    /// The `Last-Modified` to echo.
    public let lastModified: String?
    /// Whether the address is kept although its server says that the feed moved for good.
    public let staysPut: Bool
    /// The name of the private authority that vouches for the server; `nil` for those that the
    /// machine trusts.
    public let authority: String?
    /// The permit under which the body may be a large one.
    public var permit: LargeBodyPermit?

    /// Creates a request.
    public init(
        address: String,
        etag: String? = nil,
        lastModified: String? = nil,
        staysPut: Bool = false,
        authority: String? = nil
    ) {
        self.address = address
        self.etag = etag
        self.lastModified = lastModified
        self.staysPut = staysPut
        self.authority = authority
    }

    /// Whether the server may answer "not modified".
    var isConditional: Bool { etag != nil || lastModified != nil }
}

/// How asking for a feed went.
public enum FetchOutcome: Sendable {
    /// A body came.
    case fetched(FetchedFeed)
    /// Nothing changed since the validators were given; `freshFor` is how long that holds.
    case notModified(freshFor: Duration?)
    /// The server has nothing to say (204).
    case noNews
    /// The server says that the feed is gone for good (410).
    case gone
    /// The server wants to be left alone for so long (`Retry-After` on 429, 503 or 403).
    case silenced(for: Duration, FetchFailure)
    /// It did not work.
    case failed(FetchFailure)
    /// The body is a large one, and all permits are taken: wait in this budget, then ask again.
    case crowded(LargeBodies)
    /// We broke it off ourselves, for the program stops; nothing was learnt about the feed.
    case abandoned
}

/// A feed's bytes and what came with them.
public struct FetchedFeed: Sendable {
    /// The whole body, decoded.
    public let body: [UInt8]
    /// The `Content-Type` as it came.
    public let contentType: String?
    /// The address that answered, after all redirects.
    public let address: String
    /// The address to ask from now on, when every redirect was permanent.
    public let permanentAddress: String?
    /// The `ETag` to echo next time.
    public let etag: String?
    /// The `Last-Modified` to echo next time.
    public let lastModified: String?
    /// How long the server says that nothing changes.
    public let freshFor: Duration?
    /// The permit of a large body, to be given back once nothing of it is needed any more.
    public var permit: LargeBodyPermit?
}

/// Why a feed could not be fetched.
public struct FetchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable code, such as `timed_out`.
    public let code: String
    /// The same in a sentence for whoever must mend it.
    public let description: String

    /// Creates a failure.
    public init(code: String, _ description: String) {
        self.code = code
        self.description = description
    }
}
