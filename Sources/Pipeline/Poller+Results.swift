import CurlTransfer
import EarshotModel
import FeedFetching
import FeedParsing
import Logging
import MentionIntake
import RecordStorage

extension Poller {
    /// What became of a poll.
    enum End: Sendable {
        /// The store has its result.
        case kept
        /// Nothing was learnt, and the claim goes back as it was: the feed's turn is still to come.
        case putOff
        /// The store kept nothing, or the program stops.
        case unkept
    }

    /// Polls one feed; whatever happens to it is a result that the store keeps, never a thrown
    /// error.
    @discardableResult
    func poll(_ claim: FeedClaim) async -> End {
        let poll = Poll(claim: claim, plan: plan())
        do {
            // The body is let go of here; what waits for the store is only what came of it.
            let news = try news(from: try await fetch(poll), of: poll)
            // The permit counts until all of it is stored, whatever comes of that.
            defer { news.permit?.giveBack() }
            try await keep(news, of: poll)
            slots.free(claim, releasedSite: poll.givesBackSite)
        } catch is LostClaim {
            return await end(poll)
        } catch is Crowded {
            logger.notice(
                "a large feed is put off, because enough of them are under way",
                metadata: ["feed.id": "\(claim.feed.id)"]
            )
            slots.orphan(claim)
            return .putOff
        } catch is Abandoned {
            slots.orphan(claim)
            return .unkept
        } catch let error as StoreError where error.isOutage {
            logger.error(
                "the store was out of reach for a poll",
                metadata: ["feed.id": "\(claim.feed.id)", "error": "\(error)"]
            )
            // Not the feed's fault: its turn is still to come.
            slots.orphan(claim)
            return .unkept
        } catch let error as IntakeError {
            logger.error(
                "the rules or settings cannot be used for a poll",
                metadata: ["feed.id": "\(claim.feed.id)", "error": "\(error)"]
            )
            // Its server is not asked again and again while somebody mends them.
            _ = await keepFailure(of: poll, Self.unusableRules)
            return .unkept
        } catch {
            logger.error(
                "a poll could not be stored",
                metadata: ["feed.id": "\(claim.feed.id)", "error": "\(error)"]
            )
            return await keepFailure(of: poll, Self.notStored)
        }
        return .kept
    }

    // MARK: -

    /// The claim is somebody else's now, or the feed is gone; nothing of the poll was kept.
    private struct LostClaim: Error {}
    /// The body is a large one, and no permit came free in time.
    private struct Crowded: Error {}
    /// The poll was broken off because the program stops; the claim goes back as it was.
    private struct Abandoned: Error {}

    private static let notStored = FeedProblem(
        code: "not_stored",
        sentence: "what the feed holds could not be stored; the log says why"
    )
    private static let unusableRules = FeedProblem(
        code: "unusable_rules",
        sentence: "what the feed holds could not be judged by the rules; the log says why"
    )

    /// One poll and the plan that it began with.
    private struct Poll: Sendable {
        let claim: FeedClaim
        let plan: PollPlan
        private let pace: SitePace

        init(claim: FeedClaim, plan: PollPlan) {
            self.claim = claim
            self.plan = plan
            pace = plan.networks.pace(of: claim.site)
        }

        var request: FeedRequest {
            FeedRequest(
                address: claim.feed.address,
                etag: claim.validators.etag,
                lastModified: claim.validators.lastModified,
                staysPut: claim.settings.moves == .stay,
                authority: claim.settings.authority
            )
        }

        /// Whether the site's lease ends with this poll, because it bears no other beside it.
        var givesBackSite: Bool { pace.parallel <= 1 }

        var spacing: Duration { pace.spacing }
    }

    /// What a poll found, and what is to be stored of it.
    private struct News: Sendable {
        let record: @Sendable (Instant) -> PollRecord
        /// What the feed lists; `nil` where nothing was parsed.
        var entries: [Entry]?
        /// How long the site wants to be left alone.
        var silence: Duration?
        /// The permit of a large body.
        var permit: LargeBodyPermit?
    }

    /// Asks for the feed, and once more with a permit where its body is a large one too many.
    ///
    /// It waits with neither a body nor a slot, so that it costs nobody anything but its own site.
    /// The lease is counted for one poll, and so begins anew before the wait and after it.
    private func fetch(_ poll: Poll) async throws -> FetchOutcome {
        let outcome = await poll.plan.source.fetch(poll.request)
        guard case .crowded(let largeBodies) = outcome else { return outcome }
        slots.stepAside()
        defer { slots.stepBack() }
        try await renewLease(of: poll)
        // Both together last as long as a poll may, for the lease counts on it.
        let end = ContinuousClock.now + poll.plan.longestPoll
        // A cancelled rest is followed by a cancelled wait.
        try? await Task.sleep(for: poll.spacing)
        guard let permit = await largeBodies.wait(atMost: max(.zero, end - .now)) else {
            return outcome
        }
        try await renewLease(of: poll)
        var request = poll.request
        request.permit = permit
        return await poll.plan.source.fetch(request)
    }

    private func renewLease(of poll: Poll) async throws {
        let time = poll.plan.longestPoll * Poller.leasedPolls
        let isOurs = try await store.join(by: .engine("poller")) { tx in
            try tx.sites.renew(poll.claim, for: time)
        }
        guard isOurs else { throw LostClaim() }
    }

    /// Ends the lease of a poll whose claim was lost, as far as it is still ours.
    private func end(_ poll: Poll) async -> End {
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
        return .kept
    }

    /// Notes that nothing of a poll could be stored, so that its feed is asked again later and not
    /// at once.
    private func keepFailure(of poll: Poll, _ problem: FeedProblem) async -> End {
        do {
            try await finish(poll, failure(poll, problem))
            slots.free(poll.claim, releasedSite: poll.givesBackSite)
            return .kept
        } catch is LostClaim {
            return await end(poll)
        } catch {
            logger.error(
                "the store refused that a poll failed",
                metadata: ["feed.id": "\(poll.claim.feed.id)", "error": "\(error)"]
            )
            slots.orphan(poll.claim)
            return .unkept
        }
    }

    /// What an answer comes to, without its bytes.
    private func news(from outcome: FetchOutcome, of poll: Poll) throws -> News {
        // A poll that was broken off says nothing about its feed.
        guard !Task.isCancelled else { throw Abandoned() }
        switch outcome {
        case .fetched(let fetched): return news(from: fetched, of: poll)
        case .notModified(let freshness): return News(record: success(poll, freshFor: freshness))
        case .noNews: return News(record: success(poll, freshFor: nil))
        case .gone:
            let problem = FeedProblem(code: "gone", sentence: "the server says that it is gone")
            return News(record: failure(poll, problem, state: .gone))
        case .silenced(let wait, let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            return News(record: self.failure(poll, problem, silence: wait), silence: wait)
        case .failed(let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            return News(record: self.failure(poll, problem))
        case .crowded: throw Crowded()
        case .abandoned: throw Abandoned()
        }
    }

    /// Parses a body, unless it is the one that was parsed before.
    private func news(from fetched: FetchedFeed, of poll: Poll) -> News {
        let claim = poll.claim
        let hash = BodyHash(of: fetched.body).description
        guard hash != claim.bodyHash else {
            let record = success(poll, freshFor: fetched.freshFor, found: found(fetched, hash))
            return News(record: record, permit: fetched.permit)
        }
        do {
            let parsed = try FeedParser(identity: claim.settings.identity).parse(
                fetched.body,
                contentType: fetched.contentType,
                baseURL: fetched.address
            )
            let record = success(
                poll,
                freshFor: fetched.freshFor,
                // Nobody knows what is missing of a document that ends too early.
                found: parsed.warnings.contains(.unclosed)
                    ? Found(move: found(fetched, hash).move) : found(fetched, hash),
                parsed: Parsed(parsed, before: claim)
            )
            return News(record: record, entries: parsed.entries, permit: fetched.permit)
        } catch {
            let problem = FeedProblem(code: "not_a_feed", sentence: "\(error)")
            return News(record: failure(poll, problem), permit: fetched.permit)
        }
    }

    /// Takes a feed's entries in; validators are kept only once all of them are.
    private func keep(_ news: News, of poll: Poll) async throws {
        guard let entries = news.entries else {
            return try await finish(poll, news.record, silencedFor: news.silence)
        }
        try await intake.receive(entries, from: poll.claim.feed, site: poll.claim.site) { tx in
            try write(news.record, of: poll, silencedFor: nil, in: tx)
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

    /// What is kept of an answer; the record must not hold the whole body until it is stored.
    private struct Found: Sendable {
        var validators = FeedValidators()
        var hash: String?
        var move: FeedMove?
    }

    private func found(_ fetched: FetchedFeed, _ hash: String) -> Found {
        Found(
            validators: FeedValidators(etag: fetched.etag, lastModified: fetched.lastModified),
            hash: hash,
            move: fetched.permanentAddress.flatMap { address in
                sites.site(of: address).map { FeedMove(address: address, site: $0) }
            }
        )
    }

    private func success(
        _ poll: Poll,
        freshFor freshness: Duration?,
        found: Found? = nil,
        parsed: Parsed? = nil
    ) -> @Sendable (Instant) -> PollRecord {
        let (claim, schedule) = (poll.claim, poll.plan.schedule)
        return { now in
            let reading = parsed?.reading(at: now)
            return PollRecord(
                state: .ok,
                validators: found?.validators ?? claim.validators,
                bodyHash: found.map(\.hash) ?? claim.bodyHash,
                nextPollAt: schedule.next(
                    afterSuccessAt: now,
                    feed: claim.feed.id,
                    habits: reading?.habits ?? claim.habits,
                    freshFor: freshness
                ),
                reading: reading,
                move: claim.settings.moves == .stay ? nil : found?.move,
                title: parsed?.title.flatMap { claim.feed.isUntitled ? $0 : nil }
            )
        }
    }

    /// After a failure the next request is unconditional, because nobody knows what we have.
    private func failure(
        _ poll: Poll,
        _ problem: FeedProblem,
        state: FeedState = .error,
        silence: Duration? = nil
    ) -> @Sendable (Instant) -> PollRecord {
        let (claim, schedule) = (poll.claim, poll.plan.schedule)
        return { now in
            PollRecord(
                state: state,
                validators: FeedValidators(),
                bodyHash: nil,
                nextPollAt: max(
                    schedule.next(
                        afterFailureAt: now,
                        feed: claim.feed.id,
                        failures: claim.failures + 1
                    ),
                    now + (silence ?? .zero)
                ),
                problem: problem
            )
        }
    }
}
