public import CurlTransfer

/// How often one site is asked.
public struct SitePace: Hashable, Sendable {
    /// Polls under way at one time.
    public let parallel: Int
    /// The time from the end of one poll to the start of the next.
    public let spacing: Duration

    /// Creates a pace.
    public init(parallel: Int, spacing: Duration) {
        self.parallel = parallel
        self.spacing = spacing
    }

    /// What every site bears: one poll at a time, a second apart.
    public static let polite = SitePace(parallel: 1, spacing: .seconds(1))
}

/// How networks are treated that differ from the public internet.
///
/// A pace applies to sites that are numeric addresses; which network a name leads to is known only
/// when it is connected to, and the address guard judges that.
public struct NetworkPolicy: Hashable, Sendable {
    /// How one network is treated.
    public struct Rule: Hashable, Sendable {
        /// The network.
        public let network: Network
        /// Whether it may be polled although it is not public.
        public let isAllowed: Bool
        /// The pace of its sites.
        public let pace: SitePace

        /// Creates a rule.
        public init(network: Network, isAllowed: Bool, pace: SitePace) {
            self.network = network
            self.isAllowed = isAllowed
            self.pace = pace
        }
    }

    /// The rules; the first that holds an address counts.
    public let rules: [Rule]

    /// Creates a policy.
    public init(rules: [Rule] = []) {
        self.rules = rules
    }

    /// The guard that lets through the public internet and the allowed networks.
    public var addressGuard: AddressGuard {
        AddressGuard(allowing: rules.filter(\.isAllowed).map(\.network))
    }

    /// The pace of a site.
    public func pace(of site: String) -> SitePace {
        if site == SiteNames.files { return SitePace(parallel: 16, spacing: .zero) }
        guard let address = IPAddress(site) else { return .polite }
        return rules.first { $0.network.contains(address) }?.pace ?? .polite
    }
}
