public import EarshotModel
public import RecordStorage
public import TrendAnalysis

/// Reads the kept counts as a series over time.
public struct TrendReport: Sendable {
    let store: Store

    /// Creates the report of a store.
    public init(store: Store) {
        self.store = store
    }

    /// What is asked for; what is `nil` has a default.
    public struct Question: Hashable, Sendable {
        /// The brand's name; all brands in scope when `nil`.
        public let brand: String?
        /// The width of a bucket.
        public let step: TrendStep
        /// The beginning, as `TrendPeriod` reads it; 30 days ago when `nil`.
        public let since: String?
        /// The zone's IANA name; the company's own when `nil`.
        public let zone: String?

        /// Creates a question.
        public init(brand: String?, step: TrendStep, since: String?, zone: String?) {
            self.brand = brand
            self.step = step
            self.since = since
            self.zone = zone
        }
    }

    /// The answer to a question about the company's own zone, or about another one.
    public struct Answer: Sendable {
        /// The series that was asked for.
        public let series: TrendSeries
        /// The same in the company's zone of before, while days are counted anew after a change of
        /// the zone; `nil` when they are not, or when a zone was asked for.
        public let former: TrendSeries?
    }

    /// The series that answers the question, and while days are recounted the former one.
    ///
    /// Throws `AdministrationError.noSuchBrand`, and `TrendError` for a period or a zone that is
    /// none. A period without mentions is a series of zeros.
    public func answer(_ question: Question, in scope: Scope) async throws -> Answer {
        try await store.read(in: scope) { tx in
            let brands = try tx.rulesets.brands()
            let brand = try question.brand.map { name in
                guard let brand = brands.first(where: { $0.name == name }) else {
                    throw AdministrationError.noSuchBrand(name)
                }
                return brand.id
            }
            let name = try question.zone ?? tx.policies.effective()?.policy.zone ?? "UTC"
            let former =
                question.zone == nil
                ? try tx.counts.dayProgress()?.formerZone(before: name) : nil
            return Answer(
                series: try Self.series(question, of: brand, in: name, tx),
                former: try former.map { try Self.series(question, of: brand, in: $0, tx) }
            )
        }
    }

    // MARK: -

    private static func series<Access>(
        _ question: Question,
        of brand: Brand.ID?,
        in name: String,
        _ tx: Transaction<Access>
    ) throws -> TrendSeries {
        guard let zone = TrendZone(identifier: name) else {
            throw AdministrationError.invalid(
                field: "zone",
                reason: "\"\(name)\" is no zone; write one as Europe/Warsaw"
            )
        }
        let period = try TrendPeriod(since: question.since ?? "30d", now: tx.now, zone: zone)
        let counts = try tx.counts.quarters(of: brand, from: period.start, until: period.end)
        return try TrendSeries(
            of: counts.map {
                TrendCount(
                    start: $0.start,
                    brand: $0.brand,
                    label: $0.label,
                    count: $0.count
                )
            },
            by: question.step,
            over: period,
            in: zone
        )
    }
}
