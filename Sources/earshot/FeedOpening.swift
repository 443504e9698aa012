import CurlTransfer
import FeedFetching
import FeedParsing
import Foundation
import SettingsReading

/// Gets one feed for a look: from a file, or from the web as the daemon would fetch it.
struct FeedOpening {
    private let settings: Settings

    /// Reads the settings, which may open networks that are not public.
    init(_ options: GlobalOptions) throws {
        settings = try Workplace.settings(options)
    }

    /// Opens the feed at an address or in a file, or the first one that the page there names.
    func open(_ place: String) async throws -> ParsedFeed {
        guard Self.isWebAddress(place) else { return try read(file: place) }
        let loop = CurlLoop(maximumInFlight: 1)
        defer { loop.shutDown() }
        let source = try source(of: place, over: loop)
        do {
            return try await fetch(place, from: source)
        } catch FeedError.isHTML(let feeds) {
            guard let first = feeds.first else { throw FeedError.isHTML(feeds: []) }
            Terminal.message(
                "This is a page; its feed is "
                    + Terminal.escaped(first.title.map { "\($0): " } ?? "")
                    + Terminal.escaped(first.address)
            )
            return try await fetch(first.address, from: source)
        }
    }

    // MARK: -

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

    private func fetch(_ address: String, from source: HTTPFeedSource) async throws -> ParsedFeed {
        switch await source.fetch(FeedRequest(address: address)) {
        case .fetched(let feed):
            return try FeedParser().parse(
                feed.body,
                contentType: feed.contentType,
                baseURL: feed.address
            )
        case .failed(let failure), .silenced(_, let failure): throw failure
        case .gone: throw FeedOpeningError.gone(address)
        case .noNews, .notModified, .crowded, .abandoned: throw FeedOpeningError.empty(address)
        }
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
    case gone(String)
    case empty(String)

    var description: String {
        switch self {
        case .noFile(let place):
            "\(place): there is no such file, or it cannot be read; an address begins with https://"
        case .tooLarge(let place, let limit): "\(place) is larger than \(limit) bytes"
        case .gone(let address): "\(address) is gone for good, says its server"
        case .empty(let address): "\(address) answered without a feed"
        }
    }
}
