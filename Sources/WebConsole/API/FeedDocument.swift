import Administration
import EarshotModel
import RecordStorage

/// A feed with its health, for programs.
struct FeedDocument: Encodable {
    struct Trouble: Encodable {
        let code: String
        let sentence: String
    }

    struct Identity: Encodable {
        let rule: IdentityUse
        let sentence: String
    }

    let id: String
    let configuredAddress: String
    let address: String
    let site: String
    let kind: FeedKind
    let title: String
    let language: String?
    let weight: Int
    let about: String?
    let extent: EntryExtent?
    let identity: Identity?
    let moves: MovePolicy
    let authority: String?
    let isSecret: Bool
    let state: FeedState
    let lastAttemptAt: String?
    let lastSuccessAt: String?
    let failingSince: String?
    let failures: Int
    let problem: Trouble?
    let notice: String?
    let remedy: String?
    let newestAt: String?
    let isSilent: Bool
    let entryGapSeconds: Int?
    let siteSilentUntil: String?
    let nextPollAt: String

    init(
        _ health: FeedHealth,
        about: String?,
        settings: FeedSettings,
        at now: Instant,
        _ showsSecrets: Bool
    ) {
        func shown(_ address: String) -> String {
            showsSecrets ? address : MaskedAddress(address).description
        }
        self.about = about
        extent = settings.extent
        // What was used at the last reading, and before any what will be.
        let use = settings.identity.map(IdentityUse.init(chosen:)) ?? health.habits.identity
        identity = use.map { Identity(rule: $0, sentence: $0.sentence) }
        moves = settings.moves ?? .follow
        authority = settings.authority
        isSecret = MaskedAddress(health.feed.configuredAddress).hidesSomething
        id = "\(health.feed.id)"
        configuredAddress = shown(health.feed.configuredAddress)
        address = shown(health.feed.address)
        site = health.site
        kind = health.feed.kind
        title = health.feed.title
        language = health.feed.language
        weight = health.feed.weight
        state = health.state
        lastAttemptAt = health.lastAttemptAt?.rfc3339
        lastSuccessAt = health.lastSuccessAt?.rfc3339
        failingSince = health.failingSince?.rfc3339
        failures = health.failures
        problem = health.problem.map { Trouble(code: $0.code, sentence: $0.sentence) }
        notice = health.notice
        remedy = FeedRemedy(for: health)?.description
        newestAt = health.habits.newestAt?.rfc3339
        isSilent = health.habits.isSilent(at: now)
        entryGapSeconds = health.habits.gap.map { Int($0.components.seconds) }
        siteSilentUntil = health.silencedUntil > now ? health.silencedUntil.rfc3339 : nil
        nextPollAt = health.earliestPollAt.rfc3339
    }
}

/// What staff set of a feed, for programs.
struct SettingsDocument: Encodable {
    let extent: String
    let identity: String
    let moves: MovePolicy
    let authority: String?

    init(_ settings: FeedSettings) {
        extent = settings.extent?.rawValue ?? SettingsChange.learned
        identity = settings.identity?.rawValue ?? SettingsChange.learned
        moves = settings.moves ?? .follow
        authority = settings.authority
    }
}

/// What is to be set of a feed; what is missing stays as it is.
struct SettingsChange: Decodable {
    let extent: String?
    let identity: String?
    let moves: String?
    let authority: String?

    /// The word for what the feed itself shows.
    static let learned = "learned"
    /// The word for no private authority.
    private static let none = "none"

    /// The change; throws for words that mean nothing.
    func applied() throws -> @Sendable (inout FeedSettings) -> Void {
        guard [extent, identity, moves, authority].contains(where: { $0 != nil }) else {
            throw Problem.invalid("extent", "write what is to be set: extent, identity, moves …")
        }
        let extent = try Self.word(extent, "extent", EntryExtent.self, orElse: Self.learned)
        let identity = try Self.word(identity, "identity", IdentityRule.self, orElse: Self.learned)
        let moves = try Self.word(moves, "moves", MovePolicy.self, orElse: nil)
        let authority = authority
        return { settings in
            if let extent { settings.extent = extent.value }
            if let identity { settings.identity = identity.value }
            if let moves { settings.moves = moves.value }
            if let authority { settings.authority = authority == Self.none ? nil : authority }
        }
    }

    /// A word that was given; its value is `nil` where it is the other word.
    private struct Given<Value: Sendable>: Sendable {
        let value: Value?
    }

    private static func word<Value: RawRepresentable & CaseIterable & Sendable>(
        _ text: String?,
        _ name: String,
        _ type: Value.Type,
        orElse other: String?
    ) throws -> Given<Value>? where Value.RawValue == String {
        guard let text else { return nil }
        if text == other { return Given(value: nil) }
        guard let value = Value(rawValue: text) else {
            let words = Value.allCases.map(\.rawValue) + (other.map { [$0] } ?? [])
            let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
            throw Problem.invalid(name, "write \(list)")
        }
        return Given(value: value)
    }
}
