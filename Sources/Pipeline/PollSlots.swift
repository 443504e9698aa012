import EarshotModel
import RecordStorage
import Synchronization

/// The slots that polls hold from claim to commit, and the leases under which they run.
final class PollSlots: Sendable {
    private let state = Mutex<State>(State())

    private struct State {
        var inFlight = 0
        var aside = 0
        var failing = 0
        var polls: [Int64: Int] = [:]
        var orphans: [FeedClaim] = []
        var lastOffer: ContinuousClock.Instant?
    }

    /// The longest time in which freed slots gather before they are offered.
    private static let gathering = Duration.milliseconds(100)

    /// How many polls are under way, those that stepped aside included.
    var taken: Int { state.withLock { $0.inFlight + $0.aside } }

    /// Whether a claim waits to be given back.
    var hasOrphans: Bool { state.withLock { !$0.orphans.isEmpty } }

    /// The free slots of that many, when a claim for them is worth its transaction; else none.
    ///
    /// It is when an eighth is free, and for fewer when the last one is a while ago.
    func offer(of count: Int) -> Int {
        let now = ContinuousClock().now
        return state.withLock { state in
            let free = count - state.inFlight
            let isManyFree = free > count / 8 || state.inFlight == 0
            let isLongAgo = state.lastOffer.map { now - $0 >= Self.gathering } ?? true
            guard free > 0, isManyFree || isLongAgo else { return 0 }
            state.lastOffer = now
            return free
        }
    }

    /// How many polls are under way of feeds that failed when they were last asked.
    var failing: Int { state.withLock { $0.failing } }

    /// The leases we hold, with the polls under way under each.
    var held: [Int64: Int] { state.withLock { $0.polls } }

    /// Takes a slot for each claim.
    func take(_ claims: [FeedClaim]) {
        state.withLock { state in
            state.inFlight += claims.count
            state.failing += claims.count { $0.failures > 0 }
            for claim in claims { state.polls[claim.token, default: 0] += 1 }
        }
    }

    /// Lets others have the slot of a poll that waits with nothing in hand; its lease stays ours.
    func stepAside() {
        state.withLock { state in
            state.inFlight -= 1
            state.aside += 1
        }
    }

    /// Takes a slot again, even where all are taken meanwhile: a poll that has waited goes on.
    func stepBack() {
        state.withLock { state in
            state.inFlight += 1
            state.aside -= 1
        }
    }

    /// Frees a slot; the lease goes when its poll gave the site back, and stays ours otherwise.
    func free(_ claim: FeedClaim, releasedSite: Bool) {
        state.withLock { state in
            state.inFlight -= 1
            if claim.failures > 0 { state.failing -= 1 }
            state.polls[claim.token, default: 1] -= 1
            if releasedSite { state.polls[claim.token] = nil }
        }
    }

    /// Frees the slot of a claim that ended without a result, to be given back later.
    func orphan(_ claim: FeedClaim) {
        keepOrphan(claim)
        free(claim, releasedSite: false)
    }

    /// Remembers again what could not be given back.
    func keepOrphan(_ claim: FeedClaim) {
        state.withLock { $0.orphans.append(claim) }
    }

    /// What must be given back before the next claim: lost claims, and leases without a poll.
    func takeLeftovers() -> (orphans: [FeedClaim], idle: [Int64]) {
        state.withLock { state in
            defer { state.orphans = [] }
            let idle = state.polls.filter { $0.value <= 0 }.keys.sorted()
            for token in idle { state.polls[token] = nil }
            return (state.orphans, idle)
        }
    }
}
