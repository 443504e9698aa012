/// What staff set of a feed beside its place in the list; what is missing is learned, or usual.
public struct FeedSettings: Hashable, Codable, Sendable {
    /// How much of its texts it gives.
    public var extent: EntryExtent?
    /// By what its entries are told apart.
    public var identity: IdentityRule?
    /// What becomes of its address when its server says that it moved for good.
    public var moves: MovePolicy?
    /// The name of the private authority that vouches for its server.
    public var authority: String?

    /// Creates settings; what is not given is left to the feed.
    public init(
        extent: EntryExtent? = nil,
        identity: IdentityRule? = nil,
        moves: MovePolicy? = nil,
        authority: String? = nil
    ) {
        self.extent = extent
        self.identity = identity
        self.moves = moves
        self.authority = authority
    }
}

/// What becomes of a feed's address when its server says that it moved for good.
public enum MovePolicy: String, CaseIterable, Codable, Sendable {
    /// The new address is polled once it has given a feed.
    case follow
    /// The configured address is polled, and its redirects are followed each time.
    case stay
}
