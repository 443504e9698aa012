import EarshotModel
import RecordStorage
import TrendAnalysis

/// Looks whether negative mentions of a brand of ours rise, and keeps each warning once.
struct EarlyWarningWatch {
    /// For so long a brand that rang does not ring again.
    private static let rest = Duration.hours(24)

    let store: Store
    private let rule = EarlyWarningRule()

    /// Looks at every brand of ours; the warnings that rang now, with the brands' names.
    func look() async throws -> [(brand: String, warning: EarlyWarning)] {
        let rising = try await store.read(in: .everything) { tx in
            try tx.rulesets.brands().filter(\.isOwn).compactMap { brand -> (Brand, EarlyWarning)? in
                guard try !rests(brand.id, in: tx) else { return nil }
                return try warning(on: brand.id, in: tx).map { (brand, $0) }
            }
        }
        var told: [(brand: String, warning: EarlyWarning)] = []
        for (brand, warning) in rising {
            let isNew = try await store.write(by: .engine("early_warning")) { tx in
                // Another daemon may have told it since we looked.
                guard try !rests(brand.id, in: tx) else { return false }
                try tx.alerts.add(warning, on: brand.id)
                try tx.audit.add(
                    "alert.raised",
                    facts: ["brand": brand.name, "observed": "\(warning.observed)"]
                )
                return true
            }
            if isNew { told.append((brand.name, warning)) }
        }
        return told
    }

    // MARK: -

    /// Whether a brand rang so lately that it does not ring again.
    private func rests<Access>(_ brand: Brand.ID, in tx: Transaction<Access>) throws -> Bool {
        try tx.alerts.latest(of: brand).map { tx.now - $0 < Self.rest } ?? false
    }

    /// The warning on a brand; the days before are read only where the last one is worth it.
    ///
    /// Mentions that are negative only since they were judged again are no news and ring nothing.
    private func warning(on brand: Brand.ID, in tx: ReadTransaction) throws -> EarlyWarning? {
        // The quarter of an hour that runs now counts as a whole.
        let end = MentionCount.bucketStart(of: tx.now) + MentionCount.bucket
        func counts(since start: Instant) throws -> [TrendCount] {
            try tx.counts.quarters(of: brand, from: start, until: end).map { count in
                TrendCount(
                    start: count.start,
                    brand: count.brand,
                    label: count.label,
                    count: count.count
                )
            }
        }
        let lately = end - EarlyWarningRule.window
        let negative = try counts(since: lately).negative
        guard negative >= EarlyWarningRule.fewest, let first = try tx.counts.firstQuarter(of: brand)
        else { return nil }
        let rejudged = try tx.rescores.becameNegative(of: brand, from: lately, until: end)
        guard negative - rejudged.count >= EarlyWarningRule.fewest else { return nil }
        let memory = EarlyWarningRule.window * EarlyWarningRule.longestMemory
        let all = try counts(since: end - memory).without(rejudged)
        return rule.warning(on: all, since: first, at: end)
    }
}

extension [TrendCount] {
    /// How many negative mentions they hold.
    fileprivate var negative: Int {
        filter { $0.label == .negative }.reduce(0) { $0 + $1.count }
    }

    /// The same without negative mentions that were published at those moments.
    fileprivate func without(_ moments: [Instant]) -> [TrendCount] {
        var left: [Instant: Int] = [:]
        for moment in moments { left[MentionCount.bucketStart(of: moment), default: 0] += 1 }
        return map { count in
            guard count.label == .negative, let others = left[count.start] else { return count }
            let taken = Swift.min(others, count.count)
            left[count.start] = others - taken
            return TrendCount(
                start: count.start,
                brand: count.brand,
                label: count.label,
                count: count.count - taken
            )
        }
    }
}
