import EarshotModel
import RecordStorage
import SentimentScoring
import SettingsReading

/// What to think of Earshot itself: settings, store, daemon, feeds.
extension Finding {
    /// The settings of a file, or the mistakes in it, one finding each.
    static func settings(_ result: Result<Settings, SettingsError>, file: String?) -> [Finding] {
        switch result {
        case .success:
            return [ok(.settings, file.map { "\($0) has no mistake" } ?? "no file: defaults hold")]
        case .failure(let error):
            let command = "earshot check" + (file.map { " --config '\($0)'" } ?? "")
            return error.mistakes.map { mistake in
                fail(.settings, mistake.description, remedy: "mend it, then: \(command)")
            }
        }
    }

    /// The shipped rules, or the mistake in them.
    static func files(_ languages: Result<[String], any Error>) -> Finding {
        switch languages {
        case .success(let names):
            ok(.files, "the rules have no mistake; languages: \(names.joined(separator: ", "))")
        case .failure(let error as RulesError):
            fail(
                .files,
                error.mistakes.map(\.description).joined(separator: "; "),
                remedy: "mend it or put the shipped file back, then: earshot check"
            )
        case .failure(let error):
            fail(.files, "\(error)", remedy: "install Earshot again, or name --share-dir")
        }
    }

    /// What the store showed; `nil` when it did not answer in time.
    static func store(_ glance: Result<StoreState, StoreError>?, at address: StoreAddress)
        -> Finding
    {
        let known = Store.schemaVersion
        switch glance {
        case nil:
            return fail(.store, "\(address) did not answer in time", remedy: remedy(for: address))
        case .failure(let error):
            return fail(.store, "\(error)", remedy: remedy(for: address))
        case .success(.missing), .success(.version(0)):
            return warn(
                .store,
                "\(address) has no store yet",
                remedy: "start the daemon, which makes it: systemctl start earshotd"
            )
        case .success(.foreign(let owner)):
            return fail(
                .store,
                "\(address) does not belong to \(owner), who owns its folder",
                remedy: "give it and the files beside it back with chown \(owner)"
            )
        case .success(.version(let version)) where version > known:
            let sentence = "\(address) has schema version \(version); this earshot knows \(known)"
            return fail(.store, sentence, remedy: "install the newer earshot")
        case .success(.version(let version)) where version < known:
            return warn(
                .store,
                "\(address) has schema version \(version) of \(known)",
                remedy: "start the daemon, which backs it up and upgrades it"
            )
        case .success(.version(let version)):
            return ok(.store, "\(address), schema version \(version)")
        }
    }

    /// Whether a daemon answers at its socket.
    static func daemon(_ answer: DaemonAnswer, socket: String) -> Finding {
        switch answer {
        case .ready:
            ok(.daemon, "it is ready, and answers at \(socket)")
        case .absent:
            warn(
                .daemon,
                "none runs here, so that no feed is polled",
                remedy: "start it: systemctl start earshotd, or by hand: earshot serve"
            )
        case .elsewhere:
            warn(
                .daemon,
                "the machine has one of its own, and you look at another data directory",
                remedy: "look at that one: sudo earshot doctor"
            )
        case .closed:
            fail(
                .daemon,
                "\(socket) is not open to you",
                remedy: "ask as root, or as a member of the group earshot"
            )
        case .silent(let reason):
            fail(
                .daemon,
                "it does not answer at \(socket): \(reason)",
                remedy: "look at journalctl -u earshotd, then: systemctl restart earshotd"
            )
        case .notReady(let status):
            fail(
                .daemon,
                "it runs and is not ready (status \(status))",
                remedy: "look at the store above and at journalctl -u earshotd"
            )
        }
    }

    /// How the feeds do.
    static func feeds(_ feeds: [KnownFeed]) -> Finding {
        let polled = feeds.filter { $0.state != .paused }
        guard !polled.isEmpty else {
            return warn(.feeds, "no feed is polled", remedy: "add one: earshot feeds add ADDRESS")
        }
        let failing = polled.filter { [.error, .gone].contains($0.state) }.count
        let waiting = polled.filter { $0.state == .new }.count
        let look = "see why: earshot feeds list --failing"
        if failing == polled.count {
            return fail(.feeds, "all \(failing) feeds fail", remedy: look)
        }
        if failing > 0 {
            return warn(.feeds, "\(failing) of \(polled.count) feeds fail", remedy: look)
        }
        let hope = waiting > 0 ? ", \(waiting) of them not asked yet" : ""
        return ok(.feeds, "none of \(polled.count) fails\(hope)")
    }

    private static func remedy(for address: StoreAddress) -> String {
        address.isFile
            ? "look closer: earshot store check; a backup comes back with: earshot store restore FILE"
            : "see that PostgreSQL runs and lets this user in, and that \"store\" is right"
    }
}

/// What a look at the store's place found.
enum StoreState: Hashable, Sendable {
    /// There is no file.
    case missing
    /// Somebody else than the owner of its folder owns the file.
    case foreign(owner: String)
    /// It is a store with a schema of that version; 0 for none yet.
    case version(Int)
}

/// What the daemon's socket said.
enum DaemonAnswer: Hashable, Sendable {
    /// There is no socket.
    case absent
    /// There is no socket of this user's, but the machine has a daemon of its own.
    case elsewhere
    /// The socket is not open to this user.
    case closed
    /// Nobody answered in time.
    case silent(String)
    /// It answered with another status than 200.
    case notReady(Int)
    /// It serves.
    case ready
}

/// What the doctor needs to know of a feed.
struct KnownFeed: Hashable, Sendable {
    let address: String
    let site: String
    let state: FeedState
    var problem: String?
    var lastAttemptAt: Instant?
    var lastSuccessAt: Instant?
}

extension KnownFeed {
    init(_ health: FeedHealth) {
        self.init(
            address: health.feed.address,
            site: health.site,
            state: health.state,
            problem: health.problem?.code,
            lastAttemptAt: health.lastAttemptAt,
            lastSuccessAt: health.lastSuccessAt
        )
    }
}
