import EarshotModel
import RecordStorage
import TrendAnalysis

/// Makes the counts of days anew after the company's zone changed: days begin elsewhere then.
///
/// A day is one transaction, exact when it commits whatever else is written, and noted, so that a
/// stop half-way loses no day.
struct DayRecount {
    let store: Store

    /// Recounts day by day until all are right.
    func run() async throws {
        guard try await isNeeded() else { return }
        while !Task.isCancelled, try await step() {}
    }

    /// Recounts the next day; false when there is none.
    func step() async throws -> Bool {
        try await store.write(by: .engine("recount")) { tx in
            guard let name = try tx.policies.effective()?.policy.zone,
                let zone = TrendZone(identifier: name)
            else { return false }
            let progress = try tx.counts.dayProgress()
            let start = progress?.zone == name ? progress?.next : nil
            let former = progress?.formerZone(before: name)
            guard let day = try Self.day(from: start, in: zone, tx) else {
                try tx.counts.note(DayProgress(zone: name, next: nil))
                return false
            }
            try tx.counts.recount(
                day,
                from: zone.startOfDay(day.advanced(by: -1)),
                until: zone.startOfDay(day.advanced(by: 2)),
                isOnDay: { zone.date(at: $0) == day }
            )
            try tx.counts.note(
                DayProgress(zone: name, next: day.advanced(by: 1), former: former)
            )
            return true
        }
    }

    // MARK: -

    private func isNeeded() async throws -> Bool {
        try await store.read(in: .everything) { tx in
            guard let zone = try tx.policies.effective()?.policy.zone else { return false }
            return try tx.counts.dayProgress() != DayProgress(zone: zone, next: nil)
        }
    }

    /// The next day, not before the given one, on which there is a mention or a count.
    private static func day(from start: CivilDate?, in zone: TrendZone, _ tx: WriteTransaction)
        throws -> CivilDate?
    {
        let moment = start.map(zone.startOfDay) ?? Instant(milliseconds: .min)
        let first = try tx.counts.first(from: moment, day: start)
        let day = [first.mention.map(zone.date), first.day].compactMap(\.self).min()
        return day.map { day in start.map { max(day, $0) } ?? day }
    }
}
