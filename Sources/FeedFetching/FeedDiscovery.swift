import CurlTransfer
public import FeedParsing
import Foundation

/// Finds the feeds of an address that somebody typed: itself, or what its page names, or the usual
/// places of its site.
public struct FeedDiscovery: Sendable {
    /// A feed that was found.
    public struct Found: Hashable, Sendable {
        /// The address to poll.
        public let address: String
        /// The feed's or the link's title; empty when there is none.
        public let title: String
        /// What it says; `nil` where only a page names it and nobody has read it yet.
        public let feed: ParsedFeed?

        /// How many entries it lists now; `nil` where nobody has read it yet.
        public var entries: Int? { feed?.entries.count }
    }

    /// How the search went.
    public enum Outcome: Hashable, Sendable {
        /// The feeds, the best guess first; never empty.
        case found([Found])
        /// There is a page, but no feed of it could be found.
        case none
        /// The address could not be read at all.
        case failed(FetchFailure)
    }

    /// Where sites put their feeds when no page says so, most frequent first.
    static let usualPlaces = [
        "/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json",
    ]

    private let source: any FeedSource
    private let parser = FeedParser()
    private let platformFeed: @Sendable (String) -> String?

    /// Creates a search; `platformFeed` knows the feed of a page by its address alone.
    public init(
        source: any FeedSource,
        platformFeed: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.source = source
        self.platformFeed = platformFeed
    }

    /// Searches; at most a request for the address, one for a platform's feed and one for each
    /// usual place are made, one after the other.
    public func feeds(at typed: String) async -> Outcome {
        let address = Self.completed(typed)
        if let platform = platformFeed(address), case .feed(let found) = await look(at: platform) {
            return .found([found])
        }
        switch await look(at: address) {
        case .feed(let found): return .found([found])
        case .page(let links) where !links.isEmpty: return .found(links)
        case .page, .other: return await usualFeed(of: address).map { .found([$0]) } ?? .none
        case .failed(let failure): return .failed(failure)
        }
    }

    /// An address as people type it, with `https://` where no scheme stands before it.
    public static func completed(_ typed: String) -> String {
        typed.contains("://") || typed.hasPrefix("file:") ? typed : "https://" + typed
    }

    // MARK: -

    private enum Sight {
        case feed(Found)
        case page([Found])
        case other
        case failed(FetchFailure)
    }

    private func look(at address: String) async -> Sight {
        switch await source.fetch(FeedRequest(address: address)) {
        case .fetched(let fetched):
            defer { fetched.permit?.giveBack() }
            return sight(of: fetched)
        case .failed(let failure), .silenced(_, let failure): return .failed(failure)
        case .gone:
            return .failed(FetchFailure(code: "gone", "the server says that it is gone for good"))
        case .notModified, .noNews, .crowded, .abandoned: return .other
        }
    }

    private func sight(of fetched: FetchedFeed) -> Sight {
        do throws(FeedError) {
            let feed = try parser.parse(
                fetched.body,
                contentType: fetched.contentType,
                baseURL: fetched.address
            )
            return .feed(
                Found(
                    address: fetched.permanentAddress ?? fetched.address,
                    title: feed.title,
                    feed: feed
                )
            )
        } catch .isHTML(let links) {
            return .page(
                links.map { Found(address: $0.address, title: $0.title ?? "", feed: nil) }
            )
        } catch {
            return .other
        }
    }

    private func usualFeed(of address: String) async -> Found? {
        guard let origin = Self.origin(of: address) else { return nil }
        for place in Self.usualPlaces {
            if case .feed(let found) = await look(at: origin + place) { return found }
        }
        return nil
    }

    /// Scheme and authority of an address on the web.
    static func origin(of address: String) -> String? {
        guard let scheme = address.range(of: "://"),
            ["http", "https"].contains(address[..<scheme.lowerBound].lowercased())
        else { return nil }
        let authority = address[scheme.upperBound...].prefix { !"/?#".contains($0) }
        return authority.isEmpty ? nil : String(address[..<scheme.upperBound] + authority)
    }
}
