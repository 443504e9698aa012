import CurlTransfer
import FeedFetching
import FeedParsing
import Foundation
import SettingsReading

/// Gets one feed for a look: from a file, or found from an address as `feeds add` finds it.
struct FeedOpening {
    private let settings: Settings
    private let recipes: URL

    /// Reads the settings, which may open networks that are not public.
    init(_ options: GlobalOptions) throws {
        settings = try Workplace.settings(options)
        recipes = try RuleTools.share(options).recipes
    }

    /// Opens the feed in a file, or the first one that an address leads to.
    func open(_ place: String) async throws -> ParsedFeed {
        guard Self.isWebAddress(place) else { return try read(file: place) }
        let loop = CurlLoop(maximumInFlight: 1)
        defer { loop.shutDown() }
        let discovery = FeedDiscovery(source: try source(of: place, over: loop), recipes: recipes)
        let found = try await first(at: place, by: discovery)
        if found.address != place {
            let title = found.title.isEmpty ? "" : "\(found.title): "
            Terminal.message("The feed there is \(Terminal.escaped(title + found.address))")
        }
        if let feed = found.feed { return feed }
        guard let feed = try await first(at: found.address, by: discovery).feed else {
            throw FeedOpeningError.noFeed(found.address)
        }
        return feed
    }

    // MARK: -

    private func first(at place: String, by discovery: FeedDiscovery) async throws
        -> FeedDiscovery.Found
    {
        switch await discovery.feeds(at: place) {
        case .found(let feeds):
            guard let first = feeds.first else { throw FeedOpeningError.noFeed(place) }
            return first
        case .none: throw FeedOpeningError.noFeed(place)
        case .failed(let failure): throw failure
        }
    }

    private static func isWebAddress(_ place: String) -> Bool {
        let scheme = place.prefix { $0 != ":" }.lowercased()
        return ["http", "https"].contains(scheme) && place.contains("://")
    }

    private func read(file place: String) throws -> ParsedFeed {
        let path = URL(string: place).flatMap { $0.isFileURL ? $0.path : nil } ?? place
        let file = FileHandle(forReadingAtPath: path)
        guard let bytes = try file?.read(upToCount: settings.bodyLimit + 1) else {
            throw FeedOpeningError.noFile(place)
        }
        guard bytes.count <= settings.bodyLimit else {
            throw FeedOpeningError.tooLarge(place, limit: settings.bodyLimit)
        }
        return try FeedParser().parse([UInt8](bytes))
    }

    /// The person who types an address of this machine may see what is there, as with any client;
    /// where the web redirects to is judged as always.
    private func source(of place: String, over loop: CurlLoop) throws -> HTTPFeedSource {
        let networks = try Workplace.networks(of: settings).rules.filter(\.isAllowed).map(\.network)
        let host = URLComponents(string: place)?.host ?? ""
        let isLocal = host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
        let loopback = ["127.0.0.0/8", "::1/128"].compactMap { Network($0) }
        return Workplace.webSource(
            settings,
            AddressGuard(allowing: networks + (isLocal ? loopback : [])),
            loop
        )
    }
}

/// Why there is no feed to look at.
enum FeedOpeningError: Error, CustomStringConvertible {
    case noFile(String)
    case tooLarge(String, limit: Int)
    case noFeed(String)

    var description: String {
        switch self {
        case .noFile(let place):
            "\(place): there is no such file, or it cannot be read; an address begins with https://"
        case .tooLarge(let place, let limit): "\(place) is larger than \(limit) bytes"
        case .noFeed(let place):
            "\(place): no feed was found there; \"earshot feeds suggest\" knows other places"
        }
    }
}
