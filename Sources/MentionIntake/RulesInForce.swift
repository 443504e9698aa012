import CaseHandling
import EarshotModel
public import RecordLinkage
public import RecordStorage
public import SentimentScoring
import Synchronization

/// Follows the store: gives the rules in force, and builds them anew when their version changed.
public final class RulesInForce: Sendable {
    private let store: Store
    private let scorer: SentimentScorer
    private let linking: LinkRules
    private let built = Mutex<Built?>(nil)

    private struct Built: Sendable {
        let ruleset: RecordID<Ruleset>
        let policy: RecordID<CompanyPolicy>
        let rules: IntakeRules
    }

    /// Creates the follower of a store; the shipped word lists are read once, by the caller.
    public init(store: Store, scorer: SentimentScorer, linking: LinkRules) {
        self.store = store
        self.scorer = scorer
        self.linking = linking
    }

    /// The rules in force now; `nil` before any were written.
    public func current() async throws -> IntakeRules? {
        let known = built.withLock { $0 }
        let scorer = scorer
        let linking = linking
        let fresh = try await store.read(in: .everything) { tx -> Built? in
            guard let ruleset = try tx.rulesets.effectiveID(),
                let policy = try tx.policies.effectiveID()
            else { return nil }
            if let known, known.ruleset == ruleset, known.policy == policy { return known }
            guard let content = try tx.rulesets.effective()?.ruleset else { return nil }
            return Built(
                ruleset: ruleset,
                policy: policy,
                rules: try IntakeRules(
                    version: ruleset,
                    ruleset: content,
                    scorer: scorer,
                    linking: linking,
                    customers: try tx.customers.count(),
                    desk: try ResponseDesk.rules(in: tx)
                )
            )
        }
        built.withLock { $0 = fresh }
        return fresh?.rules
    }
}
