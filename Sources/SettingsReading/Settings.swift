import EarshotModel

/// The settings of one process; a snapshot that work takes at its start and never sees change.
public struct Settings: Hashable, Sendable {
    /// The addresses to serve: `host:port`, or a path for a Unix socket.
    public var listen = ["127.0.0.1:8470"]
    /// The address under which people reach the console, when it differs from `listen`.
    public var publicAddress: String?
    /// The store's address, such as `sqlite:/var/lib/earshot/earshot.db` or
    /// `postgres://earshot@db.example.com/earshot`; the data directory's own when `nil`.
    public var store: String?
    /// The file that holds the store's password, where the store has one.
    public var storePasswordFile: String?
    /// Polls under way at one time.
    public var pollSlots = 200
    /// The shortest time between two polls of a feed.
    public var pollMinimum = Duration.minutes(5)
    /// The usual time between two polls of a feed.
    public var pollUsual = Duration.minutes(30)
    /// The longest time between two polls of a feed.
    public var pollMaximum = Duration.hours(24)
    /// The most bytes of one feed, decoded.
    public var bodyLimit = 16 * 1_048_576
    /// The longest time of one transfer.
    public var transferTimeout = Duration.seconds(60)
    /// The longest time to connect.
    public var connectTimeout = Duration.seconds(10)
    /// A web or mail address at which a site's owner reaches whoever polls it.
    public var contact: String?
    /// How networks are treated that differ from the public internet.
    public var networks: [NetworkRule] = []
    /// The files of certificates, PEM, by the names that feeds give these private authorities.
    public var authorities: [String: String] = [:]
    /// The folder from which `file:` feeds are read; none when `nil`.
    public var feedsDirectory: String?
    /// The least important messages that are logged.
    public var logLevel = LogLevel.notice

    /// How many polls may be under way at one time.
    public static let pollSlotsRange = 1...500

    /// Creates the default settings.
    public init() {}

    /// Every key of the file with its default and its meaning, in the file's order.
    public static let table: [Setting] = [
        Setting("listen", "127.0.0.1:8470", "what to serve: host:port, a socket's path, or none"),
        Setting("public_address", "", "the address under which people reach the console"),
        Setting("store", "", "the store's address; <data-dir>/earshot.db when empty"),
        Setting("store_password_file", "", "the file that holds the store's password"),
        Setting("poll.slots", "200", "polls under way at one time"),
        Setting("poll.minimum", "5m", "the shortest time between two polls of a feed"),
        Setting("poll.usual", "30m", "the usual time between two polls of a feed"),
        Setting("poll.maximum", "24h", "the longest time between two polls of a feed"),
        Setting("limits.body", "16MiB", "the most bytes of one feed, decoded"),
        Setting("limits.transfer", "60s", "the longest time of one transfer"),
        Setting("limits.connect", "10s", "the longest time to connect"),
        Setting("contact", "", "where a site's owner reaches whoever polls it"),
        Setting("networks[].network", "", "a network in CIDR notation, such as 10.0.0.0/8"),
        Setting("networks[].allow", "false", "whether private addresses in it may be polled"),
        Setting("networks[].parallel", "1", "polls of one site under way at one time"),
        Setting("networks[].spacing", "1s", "the time between two polls of one site"),
        Setting("authorities[].name", "", "what feeds call a private authority that is trusted"),
        Setting("authorities[].file", "", "the file of its certificates, PEM"),
        Setting("feeds_directory", "", "the folder from which file: feeds are read"),
        Setting("log_level", "notice", "debug, info, notice, warning or error"),
    ]

    /// The names that may stand directly below a key of the table, or at the top.
    static func keys(below parent: String = "") -> [String] {
        let prefix = parent.isEmpty ? "" : parent + "."
        let names = table.compactMap { setting -> String? in
            guard setting.key.hasPrefix(prefix) else { return nil }
            return String(setting.key.dropFirst(prefix.count).prefix { $0 != "." && $0 != "[" })
        }
        return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// One key of the settings file.
public struct Setting: Hashable, Sendable {
    /// The key, with dots between its levels and `[]` behind a list.
    public let key: String
    /// The default as one would write it; empty when there is none.
    public let defaultText: String
    /// What it means.
    public let sentence: String

    init(_ key: String, _ defaultText: String, _ sentence: String) {
        self.key = key
        self.defaultText = defaultText
        self.sentence = sentence
    }
}

/// How one network is treated.
public struct NetworkRule: Hashable, Sendable {
    /// The network in CIDR notation.
    public let network: String
    /// Whether its addresses may be polled although they are not public.
    public let isAllowed: Bool
    /// Polls of one site under way at one time.
    public let parallel: Int
    /// The time between two polls of one site.
    public let spacing: Duration
}

/// How important a logged message is.
public enum LogLevel: String, CaseIterable, Sendable {
    /// For whoever looks for a fault.
    case debug
    /// What happens normally.
    case info
    /// A change of state.
    case notice
    /// What an operator can mend.
    case warning
    /// Work that was lost.
    case error
}
