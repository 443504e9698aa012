import EarshotModel
public import Foundation

/// Reads `earshot.yaml`; a file with a mistake gives no settings at all.
public enum SettingsFile {
    /// Reads a file.
    public static func read(contentsOf url: URL) throws(SettingsError) -> Settings {
        try read(FileText.read(url), file: url.lastPathComponent)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String) throws(SettingsError) -> Settings {
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow(
            "listen",
            "public_address",
            "store",
            "poll",
            "limits",
            "contact",
            "networks",
            "feeds_directory",
            "mail",
            "metrics_from",
            "log_level"
        )
        var settings = Settings()
        settings.listen = root.strings("listen") ?? settings.listen
        settings.publicAddress = root.string("public_address")
        settings.store = root.string("store")
        settings.contact = root.string("contact")
        settings.feedsDirectory = root.string("feeds_directory")
        settings.metricsFrom = root.strings("metrics_from") ?? []
        settings.logLevel = root.word("log_level", LogLevel.self) ?? settings.logLevel
        readPolling(root, into: &settings)
        settings.networks = root.mappings("networks").compactMap(network)
        settings.mail = mail(root.mapping("mail"))
        check(settings, root)
        try yaml.finish()
        return settings
    }

    // MARK: -

    private static func readPolling(_ root: YAMLMapping, into settings: inout Settings) {
        let poll = root.mapping("poll")
        poll.allow("slots", "minimum", "usual", "maximum")
        settings.pollSlots = poll.int("slots", in: Settings.pollSlotsRange) ?? settings.pollSlots
        settings.pollMinimum = poll.duration("minimum") ?? settings.pollMinimum
        settings.pollUsual = poll.duration("usual") ?? settings.pollUsual
        settings.pollMaximum = poll.duration("maximum") ?? settings.pollMaximum
        let limits = root.mapping("limits")
        limits.allow("body", "transfer", "connect")
        settings.bodyLimit = limits.bytes("body") ?? settings.bodyLimit
        settings.transferTimeout = limits.duration("transfer") ?? settings.transferTimeout
        settings.connectTimeout = limits.duration("connect") ?? settings.connectTimeout
    }

    private static func network(_ rule: YAMLMapping) -> NetworkRule? {
        rule.allow("network", "allow", "parallel", "spacing")
        guard let network = rule.string("network") else {
            rule.report("write a network such as 10.0.0.0/8", "network")
            return nil
        }
        return NetworkRule(
            network: network,
            isAllowed: rule.bool("allow") ?? false,
            parallel: rule.int("parallel", in: 1...500) ?? 1,
            spacing: rule.duration("spacing") ?? .seconds(1)
        )
    }

    private static func mail(_ mail: YAMLMapping) -> MailSettings? {
        guard !mail.isMissing else { return nil }
        mail.allow("server", "from", "alerts_to", "username", "password_file", "require_tls")
        guard let server = mail.string("server") else {
            mail.report("write the server, such as smtp://mail.example.com:587", "server")
            return nil
        }
        guard let from = mail.string("from") else {
            mail.report("write the sender's address", "from")
            return nil
        }
        return MailSettings(
            server: server,
            from: from,
            alertsTo: mail.strings("alerts_to") ?? [],
            username: mail.string("username"),
            passwordFile: mail.string("password_file"),
            requiresTLS: mail.bool("require_tls") ?? true
        )
    }

    private static func check(_ settings: Settings, _ root: YAMLMapping) {
        let poll = root.mapping("poll")
        if settings.pollMinimum > settings.pollUsual {
            poll.report("it exceeds poll.usual", "minimum")
        }
        if settings.pollUsual > settings.pollMaximum {
            poll.report("it exceeds poll.maximum", "usual")
        }
        if let store = settings.store, !store.hasPrefix("sqlite:") {
            root.report("write an address that begins with sqlite:", "store")
        }
    }
}

/// Reads text files for the readers of this room.
enum FileText {
    static func read(_ url: URL) throws(SettingsError) -> String {
        do {
            return try String(contentsOf: url, encoding: .utf8)
        } catch {
            let reason =
                FileManager.default.fileExists(atPath: url.path)
                ? "the file cannot be read as UTF-8 text" : "there is no such file"
            throw SettingsError(file: url.path, reason)
        }
    }
}
