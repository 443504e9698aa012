public import EarshotModel

/// Limits how often one person hears from us unasked, whoever writes and however: DOMAIN section 7.
public struct ContactGuard: Hashable, Sendable {
    /// What the guard says about one more contact, and which earlier contacts made it say so.
    public enum Verdict: Hashable, Sendable {
        /// The contact may take place now.
        case allowed
        /// The contact may take place from this moment on; these earlier ones stand in its way.
        case deferred(until: Instant, because: [Contact.ID])
        /// Waiting does not help.
        case blocked(because: Reason)
    }

    /// Why waiting does not help.
    public enum Reason: String, CaseIterable, Sendable {
        /// The policy allows no unsolicited contact at all.
        case noUnsolicitedContact = "no_unsolicited_contact"
        /// The person wants to hear from us only in answer.
        case onlyAnswersWanted = "only_answers_wanted"
        /// The person wants to hear nothing from us.
        case silenceWanted = "silence_wanted"
    }

    /// The most unsolicited contacts in any `window`; 0 allows none, `nil` sets no limit.
    public let limit: Int?
    /// How long an unsolicited contact counts.
    public let window: Duration
    /// The least time between two unsolicited contacts; `nil` sets none.
    public let minimumGap: Duration?

    /// Creates a guard from the company's policy.
    public init(_ policy: ContactLimit, minimumGap: Duration? = nil) {
        limit = policy.limit
        window = .days(policy.windowDays)
        self.minimumGap = minimumGap
    }

    /// The verdict on a contact at `now`, given all contacts with this person so far, in any order.
    ///
    /// Only our own unsolicited contacts count, on all channels together. A contact exactly one
    /// window old no longer counts. An answer is never deferred: it is what the person asked for.
    /// Linear in the history, apart from sorting what counts.
    public func verdict(
        on contact: PlannedContact,
        history: [Contact],
        at now: Instant
    ) -> Verdict {
        if contact.wish == .silence { return .blocked(because: .silenceWanted) }
        guard !contact.isSolicited else { return .allowed }
        if contact.wish == .onlyAnswers { return .blocked(because: .onlyAnswersWanted) }
        if let limit, limit <= 0 { return .blocked(because: .noUnsolicitedContact) }
        let counted = history.filter { $0.direction == .outbound && !$0.isSolicited }
            .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        let obstacles = [limitObstacle(counted, at: now), gapObstacle(counted, at: now)]
            .compactMap(\.self)
        guard let last = obstacles.max(by: { $0.until < $1.until }) else { return .allowed }
        return .deferred(until: last.until, because: last.because)
    }

    // MARK: -

    private typealias Obstacle = (until: Instant, because: [Contact.ID])

    private func limitObstacle(_ counted: [Contact], at now: Instant) -> Obstacle? {
        guard let limit else { return nil }
        let recent = counted.filter { now < $0.at + window }
        guard recent.count >= limit else { return nil }
        let latest = recent.suffix(limit)
        return latest.first.map { ($0.at + window, latest.map(\.id)) }
    }

    private func gapObstacle(_ counted: [Contact], at now: Instant) -> Obstacle? {
        guard let minimumGap, let last = counted.last, now < last.at + minimumGap else {
            return nil
        }
        return (last.at + minimumGap, [last.id])
    }
}

/// What a person said about hearing from us; of two merged people the stricter wish counts.
public enum ContactWish: String, CaseIterable, Codable, Comparable, Sendable {
    /// Nothing.
    case unstated
    /// No contact unasked; answers are welcome.
    case onlyAnswers = "only_answers"
    /// No contact at all.
    case silence

    /// Whether the left wish is less strict than the right one.
    public static func < (left: ContactWish, right: ContactWish) -> Bool {
        left.strictness < right.strictness
    }

    private var strictness: Int {
        switch self {
        case .unstated: 0
        case .onlyAnswers: 1
        case .silence: 2
        }
    }
}

/// A contact that somebody would like to make.
public struct PlannedContact: Hashable, Sendable {
    /// Whether the person asked for it by writing to us last.
    public let isSolicited: Bool
    /// What the person said about hearing from us.
    public let wish: ContactWish

    /// Creates a planned contact.
    public init(isSolicited: Bool, wish: ContactWish = .unstated) {
        self.isSolicited = isSolicited
        self.wish = wish
    }

    /// Creates a planned contact within a case, given the case's contacts so far.
    ///
    /// It is solicited when the person's last word is newer than our last one.
    public init(answering contacts: [Contact], wish: ContactWish = .unstated) {
        let theirs = contacts.filter { $0.direction == .inbound }.map(\.at).max()
        let ours = contacts.filter { $0.direction == .outbound }.map(\.at).max()
        let isSolicited = theirs.map { theirs in ours.map { $0 < theirs } ?? true } ?? false
        self.init(isSolicited: isSolicited, wish: wish)
    }
}
