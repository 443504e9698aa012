public import FeedFetching
import RecordStorage

/// How feeds are polled at one time; a poll takes the plan at its start and never sees it change.
public struct PollPlan: Sendable {
    let source: any FeedSource
    let networks: NetworkPolicy
    let schedule: PollSchedule
    let slots: Int
    /// How many slots feeds may have that failed when they were last asked: with more, hosts that
    /// hang would keep all others waiting.
    var mostFailing: Int { max(1, slots / 2) }
    /// The longest time that one poll may take.
    let longestPoll: Duration

    /// Creates a plan; `slots` polls are under way at most.
    public init(
        source: any FeedSource,
        networks: NetworkPolicy,
        schedule: PollSchedule,
        slots: Int,
        longestPoll: Duration = .seconds(60)
    ) {
        self.source = source
        self.networks = networks
        self.schedule = schedule
        self.slots = max(1, slots)
        self.longestPoll = longestPoll
    }

    /// How many polls a site bears.
    func allowance(of site: String) -> SiteAllowance {
        let pace = networks.pace(of: site)
        return SiteAllowance(parallel: pace.parallel, spacing: pace.spacing)
    }
}
