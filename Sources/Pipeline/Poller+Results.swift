import EarshotModel
import FeedFetching
import FeedParsing
import Logging
import MentionIntake
import RecordStorage

extension Poller {
    /// Polls one feed; whatever happens to it is a result that the store keeps, never a thrown
    /// error.
    func poll(_ claim: FeedClaim) async {
        let outcome = await source.fetch(
            FeedRequest(
                address: claim.feed.address,
                etag: claim.validators.etag,
                lastModified: claim.validators.lastModified
            )
        )
        let gives = networks.pace(of: claim.site).parallel == 1
        do {
            try await keep(outcome, of: claim, releasing: gives)
            slots.free(claim, releasedSite: gives)
        } catch is LostClaim {
            logger.warning("a claim was lost", metadata: ["feed.id": "\(claim.feed.id)"])
            slots.free(claim, releasedSite: true)
        } catch is Abandoned {
            slots.orphan(claim)
        } catch {
            logger.error(
                "a poll could not be stored",
                metadata: ["feed.id": "\(claim.feed.id)", "error": "\(error)"]
            )
            slots.orphan(claim)
        }
    }

    // MARK: -

    /// The claim is somebody else's now; nothing of the poll was kept.
    private struct LostClaim: Error {}
    /// The poll was broken off because the program stops; the claim goes back as it was.
    private struct Abandoned: Error {}

    private func keep(_ outcome: FetchOutcome, of claim: FeedClaim, releasing: Bool) async throws {
        switch outcome {
        case .fetched(let fetched):
            try await keep(fetched, of: claim, releasing: releasing)
        case .notModified(let freshness):
            try await finish(claim, success(claim, wish: freshness), releasing)
        case .noNews:
            try await finish(claim, success(claim, wish: nil), releasing)
        case .gone:
            let problem = FeedProblem(code: "gone", sentence: "the server says that it is gone")
            try await finish(claim, failure(claim, problem, state: .gone), releasing)
        case .silenced(let wait, let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            try await finish(claim, self.failure(claim, problem), releasing, silencedFor: wait)
        case .failed(let failure):
            let problem = FeedProblem(code: failure.code, sentence: failure.description)
            try await finish(claim, self.failure(claim, problem), releasing)
        case .abandoned: throw Abandoned()
        }
    }

    /// Parses a body and takes its entries in; validators are kept only once all of it is.
    private func keep(_ fetched: FetchedFeed, of claim: FeedClaim, releasing: Bool) async throws {
        let hash = BodyHash(of: fetched.body).description
        guard hash != claim.bodyHash else {
            return try await finish(
                claim,
                success(claim, wish: fetched.freshFor, from: fetched, hash: hash),
                releasing
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
            return try await finish(claim, failure(claim, problem), releasing)
        }
        let wish = [parsed.hints.interval, fetched.freshFor].compactMap(\.self).max()
        let isUntitled = claim.feed.title == claim.feed.configuredAddress && !parsed.title.isEmpty
        let record = success(
            claim,
            wish: wish,
            from: fetched,
            hash: hash,
            title: isUntitled ? parsed.title : nil
        )
        try await intake.receive(parsed.entries, from: claim.feed, site: claim.site) { tx in
            try write(record, of: claim, releasing, silencedFor: nil, in: tx)
        }
    }

    private func finish(
        _ claim: FeedClaim,
        _ record: @escaping @Sendable (Instant) -> PollRecord,
        _ releasing: Bool,
        silencedFor wait: Duration? = nil
    ) async throws {
        try await store.join(by: .engine("poller")) { tx in
            try write(record, of: claim, releasing, silencedFor: wait, in: tx)
        }
    }

    private func write(
        _ record: @Sendable (Instant) -> PollRecord,
        of claim: FeedClaim,
        _ releasing: Bool,
        silencedFor wait: Duration?,
        in tx: WriteTransaction
    ) throws {
        guard try tx.feeds.finish(record(tx.now), for: claim) else { throw LostClaim() }
        guard releasing || wait != nil else { return }
        let spacing = networks.pace(of: claim.site).spacing
        try tx.sites.release(
            claim,
            next: tx.now + spacing,
            silencedUntil: wait.map { tx.now + $0 }
        )
    }

    private func success(
        _ claim: FeedClaim,
        wish: Duration?,
        from fetched: FetchedFeed? = nil,
        hash: String? = nil,
        title: String? = nil
    ) -> @Sendable (Instant) -> PollRecord {
        let schedule = schedule
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
    private func failure(_ claim: FeedClaim, _ problem: FeedProblem, state: FeedState = .error)
        -> @Sendable (Instant) -> PollRecord
    {
        let schedule = schedule
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
