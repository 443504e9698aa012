import EarshotModel
public import Foundation

/// Reads `earshot.yaml`; a file with a mistake gives no settings at all.
public enum SettingsFile {
    /// Reads a file.
    public static func read(contentsOf url: URL) throws(SettingsError) -> Settings {
        try read(FileText.read(url), file: url.lastPathComponent)
    }

    /// Reads a file, and looks whether the files and folders that it names are there.
    public static func check(contentsOf url: URL) throws(SettingsError) -> Settings {
        try read(FileText.read(url), file: url.lastPathComponent, checkingFiles: true)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String) throws(SettingsError) -> Settings {
        try read(text, file: file, checkingFiles: false)
    }

    // MARK: -

    private static func read(
        _ text: String,
        file: String,
        checkingFiles: Bool
    ) throws(SettingsError) -> Settings {
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow(Settings.keys())
        var settings = Settings()
        settings.listen = (root.strings("listen") ?? settings.listen).filter { $0 != "none" }
        settings.publicAddress = root.string("public_address")
        settings.store = root.string("store")
        settings.storePasswordFile = root.string("store_password_file")
        settings.contact = root.string("contact")
        settings.feedsDirectory = root.string("feeds_directory")
        settings.logLevel = root.word("log_level", LogLevel.self) ?? settings.logLevel
        let poll = root.mapping("poll")
        readPolling(poll, into: &settings)
        readLimits(root.mapping("limits"), into: &settings)
        settings.networks = root.mappings("networks").compactMap(network)
        settings.authorities = root.mappings("authorities").reduce(into: [:], readAuthority)
        checkPolling(settings, poll)
        checkAddresses(settings, root)
        if checkingFiles { checkFiles(settings, root) }
        try yaml.finish()
        return settings
    }

    private static func readPolling(_ poll: YAMLMapping, into settings: inout Settings) {
        poll.allow(Settings.keys(below: "poll"))
        func time(_ key: String) -> Duration? { poll.duration(key, from: "1s", to: "366d") }
        settings.pollSlots = poll.int("slots", in: Settings.pollSlotsRange) ?? settings.pollSlots
        settings.pollMinimum = time("minimum") ?? settings.pollMinimum
        settings.pollUsual = time("usual") ?? settings.pollUsual
        settings.pollMaximum = time("maximum") ?? settings.pollMaximum
    }

    private static func readLimits(_ limits: YAMLMapping, into settings: inout Settings) {
        limits.allow(Settings.keys(below: "limits"))
        settings.bodyLimit = limits.bytes("body", from: "1KiB", to: "1024MiB") ?? settings.bodyLimit
        // libcurl takes a time of zero for no limit at all.
        settings.transferTimeout =
            limits.duration("transfer", from: "100ms", to: "1h") ?? settings.transferTimeout
        settings.connectTimeout =
            limits.duration("connect", from: "100ms", to: "1h") ?? settings.connectTimeout
    }

    private static func network(_ rule: YAMLMapping) -> NetworkRule? {
        rule.allow(Settings.keys(below: "networks[]"))
        let network = rule.string("network") ?? ""
        if !isNetwork(network) {
            rule.report("\"\(network)\" is no network; write one as 10.0.0.0/8", "network")
        }
        return NetworkRule(
            network: network,
            isAllowed: rule.bool("allow") ?? false,
            parallel: rule.int("parallel", in: 1...500) ?? 1,
            spacing: rule.duration("spacing", from: "0s", to: "1d") ?? .seconds(1)
        )
    }

    private static func readAuthority(_ known: inout [String: String], _ entry: YAMLMapping) {
        entry.allow(Settings.keys(below: "authorities[]"))
        guard let name = entry.string("name"), name != "none" else {
            return entry.report("write the name that feeds give this authority", "name")
        }
        guard let file = entry.string("file"), file.hasPrefix("/") else {
            return entry.report("write the whole path of a file of certificates", "file")
        }
        guard known.updateValue(file, forKey: name) == nil else {
            let problem = "another authority is called \"\(name)\""
            return entry.report("\(problem); write another name", "name")
        }
    }

    private static func checkPolling(_ settings: Settings, _ poll: YAMLMapping) {
        if settings.pollMinimum > settings.pollUsual {
            poll.report("it exceeds poll.usual; write a shorter time", "minimum")
        }
        if settings.pollUsual > settings.pollMaximum {
            poll.report("it exceeds poll.maximum; write a shorter time", "usual")
        }
    }

    private static func checkAddresses(_ settings: Settings, _ root: YAMLMapping) {
        for address in settings.listen where !isListenAddress(address) {
            let problem = "\"\(address)\" is no address to serve"
            root.report("\(problem); write one as 127.0.0.1:8470 or /run/earshot/web", "listen")
        }
        if let address = settings.publicAddress,
            !["http://", "https://"].contains(where: address.hasPrefix)
        {
            root.report("write an address that begins with https:// or http://", "public_address")
        }
        let engines = ["sqlite:", "postgres:", "postgresql:"]
        if let store = settings.store,
            !engines.contains(where: { store.hasPrefix($0) && store != $0 })
        {
            root.report(
                "write an address as sqlite:/var/lib/earshot/earshot.db or "
                    + "postgres://earshot@db.example.com/earshot",
                "store"
            )
        }
    }

    private static func checkFiles(_ settings: Settings, _ root: YAMLMapping) {
        let manager = FileManager.default
        if let file = settings.storePasswordFile, !manager.isReadableFile(atPath: file) {
            root.report(
                "\(file) cannot be read; write the path of a file that the daemon may read",
                "store_password_file"
            )
        }
        for (name, file) in settings.authorities.sorted(by: { $0.key < $1.key })
        where !manager.isReadableFile(atPath: file) {
            root.report(
                "\(file) of \"\(name)\" cannot be read; write the path of a file that the daemon may "
                    + "read",
                "authorities"
            )
        }
        var isFolder: ObjCBool = false
        if let folder = settings.feedsDirectory,
            !manager.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue
        {
            root.report(
                "there is no folder \(folder); make it, or write one that exists",
                "feeds_directory"
            )
        }
    }

    private static func isListenAddress(_ text: String) -> Bool {
        if text.hasPrefix("/") { return true }
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
            let port = Int(text[text.index(after: colon)...])
        else { return false }
        return (0...65535).contains(port)
    }

    /// Whether the text is an address or a network in CIDR notation.
    private static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        var (small, large) = (in_addr(), in6_addr())
        let width =
            inet_pton(AF_INET, parts[0], &small) == 1
            ? 32 : inet_pton(AF_INET6, parts[0], &large) == 1 ? 128 : 0
        guard width > 0, parts.count <= 2 else { return false }
        return parts.count == 1 || Int(parts[1]).map { (0...width).contains($0) } == true
    }
}
