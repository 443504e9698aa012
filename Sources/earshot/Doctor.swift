import CurlTransfer
import EarshotModel
import Foundation
import RecordStorage
import SettingsReading

/// Looks at all that a working Earshot needs, beside a running daemon or without one.
///
/// It changes nothing, takes no lock, and waits for no part longer than `patience`. Nobody is asked
/// but the sites of feeds that are polled anyway.
struct Doctor: Sendable {
    let data: DataDirectory
    /// The settings file that counts; `nil` where the defaults hold.
    let settingsFile: String?
    let settings: Result<Settings, SettingsError>
    /// The languages of the shipped rules.
    let languages: Result<[String], any Error>
    /// Whether no request leaves this machine.
    let isOffline: Bool

    /// How long one part may take.
    static let patience = Duration.seconds(3)

    /// Everything that was found, in the order of `Finding.Subject`.
    func examine() async -> [Finding] {
        async let daemon = askDaemon()
        async let unit = TimeLimit.value(within: Self.patience) { UnitState.ask() }
        let (store, feeds) = await examineStore()
        async let outside = examineOutside(feeds)
        var findings = Finding.settings(settings, file: settingsFile)
        findings.append(.files(languages))
        findings.append(.daemon(await daemon, socket: data.socket.path))
        findings.append(.watchdog(await unit.flatMap(\.self)))
        if let feeds { findings.append(.feeds(feeds)) }
        findings += await machine
        findings += store
        findings += await outside
        return Finding.Subject.allCases.flatMap { subject in
            findings.filter { $0.subject == subject }
        }
    }

    // MARK: -

    /// Room and authorities, which need nobody else.
    private var machine: [Finding] {
        get async {
            let place = storeFolder
            let room = await TimeLimit.value(within: Self.patience) { DiskRoom(at: place) }
            let roots = TrustedRoots.ofThisMachine
            return [
                .disk(room.flatMap(\.self), at: place),
                .roots(
                    count: CertificateCount.of(file: roots.file, folder: roots.folder),
                    at: roots.file ?? roots.folder
                ),
            ]
        }
    }

    /// The folder whose room counts: the store's where it is a file, else the data directory.
    private var storeFolder: String {
        guard let path = storePath else { return data.folder.path }
        return URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private var storePath: String? {
        guard let settings = try? settings.get(),
            case .sqlite(let path)? = StoreAddress(data.storeAddress(settings.store))
        else { return nil }
        return path
    }

    /// What the store shows, and its feeds; `nil` where they cannot be known.
    private func examineStore() async -> ([Finding], [KnownFeed]?) {
        // Which store to look at is not known without settings, and they are told already.
        guard let settings = try? settings.get() else { return ([], nil) }
        let address: StoreAddress
        do {
            address = try StoreOpening.address(settings, data)
        } catch {
            let remedy = "mend \"store\" and \"store_password_file\" in the settings"
            return ([.fail(.store, "\(error)", remedy: remedy)], nil)
        }
        let look = await TimeLimit.value(within: Self.patience) { StoreLook.at(address) }
        let finding = Finding.store(look.map { $0.map(\.state) }, at: address)
        return ([finding], (try? look?.get())?.feeds)
    }

    private func askDaemon() async -> DaemonAnswer {
        let (socket, machinesOwn) = (data.socket.path, "/run/earshot")
        let manager = FileManager.default
        guard manager.fileExists(atPath: socket) else {
            let folder = data.socket.deletingLastPathComponent().path
            guard access(folder, X_OK) == 0 || errno == ENOENT else { return .closed }
            let hasAnother = folder != machinesOwn && manager.fileExists(atPath: machinesOwn)
            return hasAnother ? .elsewhere : .absent
        }
        guard access(socket, W_OK) == 0 else { return .closed }
        let loop = CurlLoop(maximumInFlight: 1)
        defer { loop.shutDown() }
        do {
            let request = TransferRequest(
                try WebAddress("http://localhost/readyz"),
                limits: TransferLimits(timeout: Self.patience, connectTimeout: Self.patience),
                unixSocketPath: socket
            )
            let status = try await loop.perform(request).status
            return status == 200 ? .ready : .notReady(status)
        } catch {
            return .silent("\(error)")
        }
    }

    /// Names, servers and their clocks; only the clock where nobody may be asked.
    private func examineOutside(_ feeds: [KnownFeed]?) async -> [Finding] {
        let now = Workplace.clock()
        let lastPoll = feeds?.compactMap(\.lastAttemptAt).max()
        guard !isOffline, let settings = try? settings.get(), let feeds else {
            return [.clock(now, skews: [], lastPoll: lastPoll)]
        }
        let outside = OutsideLook(settings: settings, feeds: feeds)
        async let lookups = outside.lookups()
        let attempts = await outside.attempts()
        return [
            .dns(await lookups),
            .outgoing(attempts.map { ($0.host, $0.error) }),
            .clock(now, skews: attempts.compactMap(\.skew), lastPoll: lastPoll),
        ]
    }
}

/// What a look at the store brings.
struct StoreLook: Sendable {
    let state: StoreState
    let feeds: [KnownFeed]

    /// Looks at the store at an address; it blocks as long as the engine makes it wait.
    static func at(_ address: StoreAddress) -> Result<StoreLook, StoreError> {
        do {
            if case .sqlite(let path) = address {
                guard FileManager.default.fileExists(atPath: path) else {
                    return .success(StoreLook(state: .missing, feeds: []))
                }
                if let owner = FileOwner.ofFolderUnlessOfFile(path) {
                    return .success(StoreLook(state: .foreign(owner: owner), feeds: []))
                }
            }
            let glance = try StoreGlance(at: address)
            return .success(
                StoreLook(state: .version(glance.version), feeds: glance.feeds.map(KnownFeed.init))
            )
        } catch let error as StoreError {
            return .failure(error)
        } catch {
            return .failure(.cannotOpen(path: address.description, reason: "\(error)"))
        }
    }
}

/// Who owns a store's file.
enum FileOwner {
    /// The owner of the file's folder where the file is somebody else's; `nil` where all is well.
    ///
    /// Root's folder may hold anybody's store: the daemon's own user is told by systemd.
    static func ofFolderUnlessOfFile(_ path: String) -> String? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var (file, place) = (stat(), stat())
        guard stat(path, &file) == 0, stat(folder, &place) == 0, file.st_uid != place.st_uid,
            place.st_uid != 0
        else { return nil }
        guard let entry = getpwuid(place.st_uid) else { return "\(place.st_uid)" }
        return String(cString: entry.pointee.pw_name)
    }
}

extension DiskRoom {
    /// Asks the file system of a folder, or of the nearest folder above that is there.
    init?(at folder: String) {
        var url = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            url.deleteLastPathComponent()
        }
        var system = statvfs()
        guard statvfs(url.path, &system) == 0 else { return nil }
        let (bytes, isTooMany) = UInt64(system.f_bavail)
            .multipliedReportingOverflow(by: UInt64(system.f_frsize))
        free = isTooMany ? .max : Int64(clamping: bytes)
        files = system.f_files == 0 ? nil : Int64(clamping: system.f_favail)
        isReadOnly = system.f_flag & UInt(ST_RDONLY) != 0
    }
}

/// How many authorities this machine trusts.
enum CertificateCount {
    private static let beginning = Data("-----BEGIN CERTIFICATE-----".utf8)

    /// The certificates in the file, else the files in the folder.
    static func of(file: String?, folder: String?) -> Int {
        if let file, let text = FileManager.default.contents(atPath: file) {
            let count = of(text)
            if count > 0 { return count }
        }
        // A folder that cannot be read holds none for us.
        return folder.map { folder in
            (try? FileManager.default.contentsOfDirectory(atPath: folder))?
                .filter { $0.hasSuffix(".0") }.count ?? 0
        } ?? 0
    }

    /// The certificates in a text in PEM.
    static func of(_ text: Data) -> Int {
        var (count, rest) = (0, text[...])
        while let found = rest.range(of: beginning) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
