import CurlTransfer
import EarshotModel
import FeedFetching
import Foundation
import SettingsReading

/// A look at the way to the feeds: a few of their sites, asked as the poller would ask them.
struct OutsideLook: Sendable {
    let settings: Settings
    let feeds: [KnownFeed]

    /// How one site answered.
    struct Attempt: Sendable {
        let host: String
        /// Why there was no answer; `nil` when there was one, whatever it said.
        let error: TransferError?
        /// By how much this machine's clock is ahead of the server's.
        let skew: Duration?
    }

    /// Enough to tell our side from one site that is down.
    private static let mostSites = 3

    /// The addresses to ask: of different sites, those that answered last before others, and none
    /// that wants to be left alone.
    var sample: [WebAddress] {
        let askable = feeds.filter { feed in
            ![.gone, .paused].contains(feed.state)
                && !["http_429", "http_403", "http_401"].contains(feed.problem ?? "")
        }
        let ranked = askable.sorted { left, right in
            let (leftIsWell, rightIsWell) = (left.state == .ok, right.state == .ok)
            guard leftIsWell == rightIsWell else { return leftIsWell }
            let beginning = Instant(milliseconds: 0)
            return left.lastSuccessAt ?? beginning > right.lastSuccessAt ?? beginning
        }
        var sites: Set<String> = []
        let addresses = ranked.compactMap { feed -> WebAddress? in
            // A feed of another scheme is a file of this machine.
            guard let address = try? WebAddress(feed.address) else { return nil }
            return sites.insert(feed.site).inserted ? address : nil
        }
        return Array(addresses.prefix(Self.mostSites))
    }

    /// Whether the names of the sample have addresses; `nil` for one that takes too long.
    func lookups() async -> [(host: String, hasAddress: Bool?)] {
        let hosts = sample.map(\.host).filter { IPAddress($0) == nil }
        return await withTaskGroup(of: (host: String, hasAddress: Bool?).self) { group in
            for host in hosts {
                group.addTask {
                    let found = await TimeLimit.value(within: Doctor.patience) {
                        Self.hasAddress(host)
                    }
                    return (host: host, hasAddress: found)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.host < $1.host }
        }
    }

    /// Asks each of the sample once, for its headers only.
    func attempts() async -> [Attempt] {
        // Mistakes in the networks are told with the settings.
        guard let networks = try? Workplace.networks(of: settings) else { return [] }
        let loop = CurlLoop(maximumInFlight: Self.mostSites)
        defer { loop.shutDown() }
        let userAgent = Workplace.userAgent(settings)
        return await withTaskGroup(of: Attempt.self) { group in
            for address in sample {
                let request = TransferRequest(
                    address,
                    method: .head,
                    userAgent: userAgent,
                    limits: TransferLimits(
                        timeout: Doctor.patience,
                        connectTimeout: Doctor.patience
                    ),
                    addressGuard: networks.addressGuard
                )
                group.addTask { await Self.attempt(request, through: loop) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.host < $1.host }
        }
    }

    // MARK: -

    private static func attempt(_ request: TransferRequest, through loop: CurlLoop) async -> Attempt
    {
        let host = request.address.host
        do throws(TransferError) {
            let response = try await loop.perform(request)
            let now = Workplace.clock()
            let theirs = response.headers["Date"].flatMap(InstantText.moment(ofHTTPDate:))
            return Attempt(host: host, error: nil, skew: theirs.map { now - $0 })
        } catch {
            return Attempt(host: host, error: error, skew: nil)
        }
    }

    private static func hasAddress(_ host: String) -> Bool {
        var found: UnsafeMutablePointer<addrinfo>?
        defer { if let found { freeaddrinfo(found) } }
        return getaddrinfo(host, nil, nil, &found) == 0
    }
}
