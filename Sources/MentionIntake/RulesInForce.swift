import CaseHandling
import EarshotModel
public import MentionDetection
public import RecordLinkage
public import RecordStorage
public import SentimentScoring
import Synchronization

/// Follows the store: gives the rules in force, and builds them anew when their version changed.
public final class RulesInForce: Sendable {
    private let store: Store
    private let scorer: SentimentScorer
    private let linking: LinkRules
    private let noise: NoiseRules
    private let built = Mutex<Built?>(nil)

    /// Up to so many customers are counted each time; more are counted once in `recountTime`,
    /// since a few more or less among many change no link.
    private static let fewCustomers = 5_000
    private static let recountTime = Duration.seconds(60)

    private struct Built: Sendable {
        let ruleset: RecordID<Ruleset>
        let policy: RecordID<CompanyPolicy>
        var rules: IntakeRules
        var customers: Int
        var countedAt: Instant

        func isToBeCounted(at now: Instant) -> Bool {
            customers <= fewCustomers || now - countedAt >= recountTime
        }
    }

    /// Creates the follower of a store; the shipped word lists are read once, by the caller.
    public init(
        store: Store,
        scorer: SentimentScorer,
        linking: LinkRules,
        noise: NoiseRules
    ) {
        self.store = store
        self.scorer = scorer
        self.linking = linking
        self.noise = noise
    }

    /// The rules in force now; `nil` before any were written.
    public func current() async throws -> IntakeRules? {
        let known = built.withLock { $0 }
        // What was made for languages whose words stay is made once.
        let scorer = known?.rules.scorer ?? scorer
        let linking = linking
        let noise = noise
        let fresh = try await store.read(in: .everything) { tx -> Built? in
            guard let ruleset = try tx.rulesets.effectiveID(),
                let policy = try tx.policies.effectiveID()
            else { return nil }
            if let known, known.ruleset == ruleset, known.policy == policy {
                return try Self.counted(known, by: linking, in: tx)
            }
            guard let content = try tx.rulesets.effective()?.ruleset else { return nil }
            let customers = try tx.customers.count()
            return Built(
                ruleset: ruleset,
                policy: policy,
                rules: try IntakeRules(
                    version: ruleset,
                    ruleset: content,
                    scorer: scorer.with(content.words),
                    linking: linking,
                    noise: noise,
                    customers: customers,
                    desk: try ResponseDesk.rules(in: tx)
                ),
                customers: customers,
                countedAt: tx.now
            )
        }
        built.withLock { $0 = fresh }
        return fresh?.rules
    }

    // MARK: -

    /// The rules as they are, over as many customers as there are now.
    private static func counted(_ known: Built, by linking: LinkRules, in tx: ReadTransaction)
        throws -> Built
    {
        guard known.isToBeCounted(at: tx.now) else { return known }
        var counted = known
        counted.countedAt = tx.now
        counted.customers = try tx.customers.count()
        if counted.customers != known.customers {
            counted.rules = known.rules.linking(among: counted.customers, by: linking)
        }
        return counted
    }
}
