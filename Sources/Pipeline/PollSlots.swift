import EarshotModel
import RecordStorage
import Synchronization

/// The slots that polls hold from claim to commit, and the leases under which they run.
final class PollSlots: Sendable {
    /// How many polls may be under way at one time.
    let count: Int
    private let state = Mutex<State>(State())

    private struct State {
        var inFlight = 0
        var polls: [Int64: Int] = [:]
        var orphans: [FeedClaim] = []
    }

    init(count: Int) {
        self.count = max(1, count)
    }

    /// The slots that are free now.
    var free: Int { state.withLock { count - $0.inFlight } }

    /// The leases we hold, with the polls under way under each.
    var held: [Int64: Int] { state.withLock { $0.polls } }

    /// Takes a slot for each claim.
    func take(_ claims: [FeedClaim]) {
        state.withLock { state in
            state.inFlight += claims.count
            for claim in claims { state.polls[claim.token, default: 0] += 1 }
        }
    }

    /// Frees a slot; the lease goes when its poll gave the site back, and stays ours otherwise.
    func free(_ claim: FeedClaim, releasedSite: Bool) {
        state.withLock { state in
            state.inFlight -= 1
            state.polls[claim.token, default: 1] -= 1
            if releasedSite { state.polls[claim.token] = nil }
        }
    }

    /// Frees the slot of a claim whose result could not be stored, to be given back later.
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
