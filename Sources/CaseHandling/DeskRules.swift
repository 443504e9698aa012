public import CaseRules
public import EarshotModel
import RecordStorage

/// The company's settings in force, ready for use.
public struct DeskRules: Sendable {
    /// How long after its end a case is reopened by a new mention (DOMAIN section 5).
    public static let reopenWindow = Duration.days(14)

    /// The version of the settings.
    public let version: RecordID<CompanyPolicy>
    /// The settings.
    public let policy: CompanyPolicy
    /// The calendar in its zone.
    public let serviceLevel: ServiceLevel

    /// Prepares settings; throws `DeskError.unusablePolicy` when the calendar never opens or the
    /// zone is unknown.
    public init(version: RecordID<CompanyPolicy>, policy: CompanyPolicy) throws(DeskError) {
        self.version = version
        self.policy = policy
        do {
            serviceLevel = try ServiceLevel(calendar: policy.calendar, zone: policy.zone)
        } catch {
            throw .unusablePolicy("\(error)")
        }
    }

    /// What a case is about once its person wrote this too: a complaint makes it one, and what we
    /// promise an answer to counts more than what we promise none to.
    func nature(of matter: Nature, joinedBy mention: Nature) -> Nature {
        if mention == .complaint { return mention }
        let isPromised = { policy.firstResponseMinutes[$0] != nil }
        return isPromised(mention) && !isPromised(matter) ? mention : matter
    }

    /// The promise of a first or a next answer that starts now; `nil` when the nature has none.
    func clock(_ metric: ClockMetric, segment: Int, for nature: Nature, from start: Instant)
        -> ClockStart?
    {
        guard let minutes = policy.firstResponseMinutes[nature] else { return nil }
        return ClockStart(
            metric: metric,
            segment: segment,
            policy: version,
            startedAt: start,
            targetMinutes: minutes,
            dueAt: serviceLevel.deadline(start: start, openMinutes: minutes)
        )
    }
}
