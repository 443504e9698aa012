public import EarshotModel

/// A feed and how its polls go.
public struct FeedHealth: Hashable, Sendable {
    /// The feed.
    public let feed: Feed
    /// The registrable domain whose lease its polls need.
    public let site: String
    /// How the last poll went.
    public let state: FeedState
    /// When it was last asked.
    public let lastAttemptAt: Instant?
    /// When it last answered well.
    public let lastSuccessAt: Instant?
    /// Since when it fails; `nil` when it does not.
    public let failingSince: Instant?
    /// How often in a row it failed.
    public let failures: Int
    /// What is wrong; `nil` when nothing is.
    public let problem: FeedProblem?
    /// What was odd at the last reading although it went well; `nil` when nothing was.
    public let notice: String?
    /// When it is asked next, unless its site wants to be left alone for longer.
    public let nextPollAt: Instant
    /// Until when its site wants to be left alone; long past for most.
    public let silencedUntil: Instant
    /// What its last reading showed of it.
    public let habits: FeedHabits

    /// When it is asked next at the earliest.
    public var earliestPollAt: Instant { max(nextPollAt, silencedUntil) }

    init(_ row: inout SQLRow) throws {
        feed = try Feed(&row)
        site = try row.text()
        state = try row.word()
        lastAttemptAt = try row.optionalInstant()
        lastSuccessAt = try row.optionalInstant()
        failingSince = try row.optionalInstant()
        failures = try row.count()
        let code = try row.optionalText()
        let sentence = try row.optionalText()
        problem = code.map { FeedProblem(code: $0, sentence: sentence ?? $0) }
        notice = try row.optionalText()
        nextPollAt = try row.instant()
        habits = try FeedHabits(&row)
        silencedUntil = try row.instant()
    }
}

/// What is wrong with a feed.
public struct FeedProblem: Hashable, Sendable {
    /// A stable code, such as `timed_out`.
    public let code: String
    /// The same in a sentence for whoever must mend it.
    public let sentence: String

    /// Creates a problem.
    public init(code: String, sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

/// What a server gave us to ask "has it changed?" with; echoed byte for byte.
public struct FeedValidators: Hashable, Sendable {
    /// The `ETag` as it came.
    public let etag: String?
    /// The `Last-Modified` as it came.
    public let lastModified: String?

    /// Creates validators.
    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// A feed that one poller may poll now, and the token that proves it.
public struct FeedClaim: Hashable, Sendable {
    /// The feed.
    public let feed: Feed
    /// The site whose lease covers the poll.
    public let site: String
    /// The lease's token; a result is written only while it is the site's.
    public let token: Int64
    /// What to ask with.
    public let validators: FeedValidators
    /// The hash of the last body that parsed.
    public let bodyHash: String?
    /// How the last poll went.
    public let state: FeedState
    /// How often in a row it failed.
    public let failures: Int
    /// Whether it was never polled well before.
    public let isFirst: Bool
    /// What its last reading showed of it.
    public let habits: FeedHabits
    /// What staff set of it.
    public let settings: FeedSettings
}

/// What a poll did to a feed.
public struct PollRecord: Hashable, Sendable {
    /// The feed's new state.
    public let state: FeedState
    /// What to ask with next time.
    public let validators: FeedValidators
    /// The hash of the last body that parsed.
    public let bodyHash: String?
    /// When to ask next.
    public let nextPollAt: Instant
    /// What is wrong; `nil` when the poll went well.
    public let problem: FeedProblem?
    /// What was learnt by reading the feed; `nil` where nothing was read.
    public let reading: FeedReading?
    /// The new address after a permanent redirect, with its site; `nil` when it stays.
    public let move: FeedMove?
    /// The feed's own title when it was learnt; `nil` when it stays.
    public let title: String?

    /// Whether the poll went well.
    public var isSuccess: Bool { problem == nil }

    /// Creates a record.
    public init(
        state: FeedState,
        validators: FeedValidators,
        bodyHash: String?,
        nextPollAt: Instant,
        problem: FeedProblem? = nil,
        reading: FeedReading? = nil,
        move: FeedMove? = nil,
        title: String? = nil
    ) {
        self.state = state
        self.validators = validators
        self.bodyHash = bodyHash
        self.nextPollAt = nextPollAt
        self.problem = problem
        self.reading = reading
        self.move = move
        self.title = title
    }
}

/// Where a feed is now.
public struct FeedMove: Hashable, Sendable {
    /// The address to poll.
    public let address: String
    /// The site of that address.
    public let site: String

    /// Creates a move.
    public init(address: String, site: String) {
        self.address = address
        self.site = site
    }
}

/// What reading a feed showed.
public struct FeedReading: Hashable, Sendable {
    /// What was learnt of its rhythm and its wishes.
    public let habits: FeedHabits
    /// What was odd, in a sentence; `nil` when nothing was.
    public let notice: String?

    /// Creates what was learnt.
    public init(habits: FeedHabits, notice: String? = nil) {
        self.habits = habits
        self.notice = notice
    }
}

extension FeedHabits {
    /// Reads `FeedStatement.habits`.
    init(_ row: inout SQLRow) throws {
        let interval = try row.optionalInt()
        let hours = try row.int()
        let days = try row.int()
        let gap = try row.optionalInt()
        self.init(
            interval: interval.map { .milliseconds($0) },
            quiet: QuietTimes(
                hours: UInt32(truncatingIfNeeded: hours),
                days: UInt8(truncatingIfNeeded: days)
            ),
            gap: gap.map { .milliseconds($0) },
            newestAt: try row.optionalInstant(),
            identity: try row.optionalWord()
        )
    }
}

extension Feed {
    init(_ row: inout SQLRow) throws {
        self.init(
            id: try row.id(),
            configuredAddress: try row.text(),
            address: try row.text(),
            kind: try row.word(),
            title: try row.text(),
            language: try row.optionalText(),
            about: try row.optionalID(),
            weight: try row.count()
        )
    }
}
