import EarshotModel
import FeedFetching
import FeedParsing
import Logging
import MentionIntake
import RecordStorage

extension Poller {
    /// Polls one feed; whatever happens to it is a result that the store keeps, never a thrown
    /// error.
    ///
    /// False when the store kept nothing.
    @discardableResult
    func poll(_ claim: FeedClaim) async -> Bool {
        let poll = Poll(claim: claim, plan: plan())
        let outcome = await poll.plan.source.fetch(poll.request)
        // A poll that was broken off says nothing about its feed.
        guard !Task.isCancelled else {
            slots.orphan(claim)
            return false
        }
        do {
            try await keep(outcome, of: poll)
            slots.free(claim, releasedSite: poll.givesBackSite)
        } catch is LostClaim {
            return await end(poll)
        } catch is Abandoned {
            slots.orphan(claim)
            return false
        } catch {
            logger.error(
                "a poll could not be stored",
                metadata: ["feed.id": "\(claim.feed.id)", "error": "\(error)"]
            )
            return await putOff(poll)
        }
        return true
    }

    // MARK: -

    /// The claim is somebody else's now, or the feed is gone; nothing of the poll was kept.
    private struct LostClaim: Error {}
    /// The poll was broken off because the program stops; the claim goes back as it was.
    private struct Abandoned: Error {}

    /// One poll and the plan that it began with.
    private struct Poll: Sendable {
        let claim: FeedClaim
        let plan: PollPlan

        var request: FeedRequest {
            FeedRequest(
                address: claim.feed.address,
                etag: claim.validators.etag,
                lastModified: claim.validators.lastModified
            )
        }

        private var pace: SitePace { plan.networks.pace(of: claim.site) }

        /// Whether the site's lease ends with this poll, because it bears no other beside it.
        var givesBackSite: Bool { pace.parallel <= 1 }

        var spacing: Duration { pace.spacing }
    }

    /// Ends the lease of a poll whose claim was lost, as far as it is still ours.
    private func end(_ poll: Poll) async -> Bool {
        logger.warning("a claim was lost", metadata: ["feed.id": "\(poll.claim.feed.id)"])
        do {
            try await store.join(by: .engine("poller")) { tx in
                try release(poll, silencedFor: nil, in: tx)
            }
            slots.free(poll.claim, releasedSite: poll.givesBackSite)
        } catch {
            logger.error("the store refused a claim's end", metadata: ["error": "\(error)"])
            slots.free(poll.claim, releasedSite: false)
        }
        return true
    }

    /// Notes that nothing of a poll could be stored, so that its feed is asked again later and not
    /// at once.
    private func putOff(_ poll: Poll) async -> Bool {
        let problem = FeedProblem(
            code: "not_stored",
            sentence: "what the feed holds could not be stored; the log says why"
        )
        do {
            try await finish(poll, failure(poll, problem))
            slots.free(poll.claim, releasedSite: poll.givesBackSite)
            return true
        } catch is LostClaim {
            return await end(poll)
        } catch {
            logger.error(
                "the store refused that a poll failed",
                metadata: ["feed.id": "\(poll.claim.feed.id)", "error": "\(error)"]
            )
            slots.orphan(poll.claim)
            return false
        }
    }

    private func keep(_ outcome: FetchOutcome, of poll: Poll) async throws {
        switch outcome {
        case .fetched(let fetched):
            try await keep(fetched, of: poll)
        case .notModified(let freshness):
            try await finish(poll, success(poll, wish: freshness))
        case .noNews:
            try await finish(poll, success(poll, wish: nil))
        case .gone:
            let problem = FeedProblem(code: "gone", sentence: "the server says that it is gone")
            try await finish(poll, failure(poll, problem, state: .gone))
        case .silenced(let wait, let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            try await finish(poll, self.failure(poll, problem), silencedFor: wait)
        case .failed(let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            try await finish(poll, self.failure(poll, problem))
        case .abandoned: throw Abandoned()
        }
    }

    /// Parses a body and takes its entries in; validators are kept only once all of it is.
    private func keep(_ fetched: FetchedFeed, of poll: Poll) async throws {
        let claim = poll.claim
        let hash = BodyHash(of: fetched.body).description
        guard hash != claim.bodyHash else {
            return try await finish(
                poll,
                success(poll, wish: fetched.freshFor, from: fetched, hash: hash)
            )
        }
        let parsed: ParsedFeed
        do {
            parsed = try FeedParser().parse(
                fetched.body,
                contentType: fetched.contentType,
                baseURL: fetched.address
            )
        } catch {
            let problem = FeedProblem(code: "not_a_feed", sentence: "\(error)")
            return try await finish(poll, failure(poll, problem))
        }
        let wish = [parsed.hints.interval, fetched.freshFor].compactMap(\.self).max()
        let isUntitled = claim.feed.isUntitled && !parsed.title.isEmpty
        let record = success(
            poll,
            wish: wish,
            from: fetched,
            hash: hash,
            title: isUntitled ? parsed.title : nil
        )
        try await intake.receive(parsed.entries, from: claim.feed, site: claim.site) { tx in
            try write(record, of: poll, silencedFor: nil, in: tx)
        }
    }

    private func finish(
        _ poll: Poll,
        _ record: @escaping @Sendable (Instant) -> PollRecord,
        silencedFor wait: Duration? = nil
    ) async throws {
        try await store.join(by: .engine("poller")) { tx in
            try write(record, of: poll, silencedFor: wait, in: tx)
        }
    }

    private func write(
        _ record: @Sendable (Instant) -> PollRecord,
        of poll: Poll,
        silencedFor wait: Duration?,
        in tx: WriteTransaction
    ) throws {
        guard try tx.feeds.finish(record(tx.now), for: poll.claim) else { throw LostClaim() }
        try release(poll, silencedFor: wait, in: tx)
    }

    /// Lets the site rest; other polls under way on a site that bears several go on.
    private func release(
        _ poll: Poll,
        silencedFor wait: Duration?,
        in tx: WriteTransaction
    ) throws {
        let next = tx.now + poll.spacing
        if poll.givesBackSite || wait != nil {
            try tx.sites.release(poll.claim, next: next, silencedUntil: wait.map { tx.now + $0 })
        } else if poll.spacing > .zero {
            try tx.sites.space(poll.claim, next: next)
        }
    }

    private func success(
        _ poll: Poll,
        wish: Duration?,
        from fetched: FetchedFeed? = nil,
        hash: String? = nil,
        title: String? = nil
    ) -> @Sendable (Instant) -> PollRecord {
        let (claim, schedule) = (poll.claim, poll.plan.schedule)
        let validators = fetched.map {
            FeedValidators(etag: $0.etag, lastModified: $0.lastModified)
        }
        return { now in
            PollRecord(
                state: .ok,
                validators: validators ?? claim.validators,
                bodyHash: hash ?? claim.bodyHash,
                nextPollAt: schedule.next(afterSuccessAt: now, feed: claim.feed.id, wish: wish),
                address: fetched?.permanentAddress,
                title: title
            )
        }
    }

    /// After a failure the next request is unconditional, because nobody knows what we have.
    private func failure(_ poll: Poll, _ problem: FeedProblem, state: FeedState = .error)
        -> @Sendable (Instant) -> PollRecord
    {
        let (claim, schedule) = (poll.claim, poll.plan.schedule)
        return { now in
            PollRecord(
                state: state,
                validators: FeedValidators(),
                bodyHash: nil,
                nextPollAt: schedule.next(
                    afterFailureAt: now,
                    feed: claim.feed.id,
                    failures: claim.failures + 1
                ),
                problem: problem
            )
        }
    }
}

/// A fingerprint of a body, to skip parsing what was parsed before: FNV-1a over eight-byte words.
struct BodyHash: CustomStringConvertible {
    let description: String

    init(of body: [UInt8]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        body.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                hash =
                    (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                    &* 0x0000_0100_0000_01B3
                hash ^= hash >> 29
                offset += 8
            }
            for byte in bytes[offset...] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        description = String(hash, radix: 16) + "-\(body.count)"
    }
}
