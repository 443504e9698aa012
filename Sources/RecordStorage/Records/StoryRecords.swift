public import EarshotModel

/// The stories that are told of brands, each with the mention by which the desk has it.
///
/// Whoever tells one takes its row first, so that two feeds polled at one time never both bring it
/// to the desk.
public struct StoryRecords {
    let session: Session

    /// Tells stories, each by a mention; the mentions by which the desk has them, which are those
    /// given where nobody told them before.
    ///
    /// The mentions may be added later in the same transaction. A story is under lock until then.
    /// Poll results that share a transaction tell theirs one after the other, each in its order, so
    /// that two such transactions may still wait for each other: the engine then runs one again.
    public func tell(_ stories: [ToldStory: Mention.ID]) throws -> [ToldStory: Mention.ID] {
        // In one order, or two pollers wait for each other's rows.
        let order = stories.keys.sorted { ($0.story, $0.brand) < ($1.story, $1.brand) }
        return try order.reduce(into: [:]) { known, story in
            known[story] = try session.row(
                StoryStatement.tell,
                story.story,
                story.brand,
                stories[story]
            ) { row in try row.id() }
        }
    }

    /// The mention that tells a story, under lock from the telling of the others on; `nil` where
    /// nobody told it.
    public func teller(of story: ToldStory) throws -> Mention.ID? {
        try session.row(StoryStatement.teller, story.story, story.brand) { row in try row.id() }
    }

    /// Lets a mention tell a story anew where the one that tells it was published before a moment;
    /// whether that was so.
    public func renew(_ story: ToldStory, by mention: Mention.ID, before moment: Instant) throws
        -> Bool
    {
        let count = try session.execute(
            StoryStatement.renew,
            story.story,
            story.brand,
            mention,
            moment
        )
        return count > 0
    }

    /// Forgets one story.
    public func forget(_ story: ToldStory) throws {
        try session.execute(StoryStatement.forgetOne, story.story, story.brand)
    }

    /// The story's mention behind each of these: what a copy follows, as long as that one tells a
    /// story, and any other one itself.
    public func tellers(of mentions: [Mention.ID]) throws -> [Mention.ID: Mention.ID] {
        let list = JSONText.array(of: mentions.map(\.rawValue))
        let rows = try session.rows(StoryStatement.tellers, list) { row in
            (try row.id() as Mention.ID, try row.id() as Mention.ID)
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The oldest copy that follows a mention and is none of some others; the mention's stories are
    /// under lock from now on.
    public func nextTelling(after mention: Mention.ID, outside others: [Mention.ID] = []) throws
        -> Mention.ID?
    {
        try session.execute(StoryStatement.lock, mention)
        let list = JSONText.array(of: others.map(\.rawValue))
        return try session.row(StoryStatement.nextTelling, mention, list) { row in try row.id() }
    }

    /// Lets another mention tell the stories of one; whatever follows it follows the other, and so
    /// does the one itself where it is a copy.
    public func handOver(from mention: Mention.ID, to next: Mention.ID) throws {
        try session.execute(StoryStatement.handOver, mention, next)
        try session.execute(StoryStatement.follow, mention, next)
    }

    /// Lets a mention follow no other one.
    public func part(_ mention: Mention.ID) throws {
        try session.execute(StoryStatement.part, mention)
    }

    /// Lets the oldest copy that stays take the place of each mention that is about to be erased,
    /// and forgets the stories of one without.
    ///
    /// A copy of what waited or stood in a case is `new` then, for the desk to receive. What staff
    /// put aside stays aside, with its copies.
    func passOn(_ erased: [Mention.ID]) throws {
        for mention in erased {
            if let next = try nextTelling(after: mention, outside: erased) {
                try handOver(from: mention, to: next)
                try session.execute(StoryStatement.inherit, mention, next)
                session.changed(.mention, next)
            } else {
                try forget(mention)
                try session.execute(StoryStatement.release, mention)
            }
        }
    }

    /// Forgets the stories of a mention, so that whoever tells them next brings them to the desk.
    public func forget(_ mention: Mention.ID) throws {
        try session.execute(StoryStatement.forget, mention)
    }
}

extension WriteTransaction {
    /// The stories.
    public var stories: StoryRecords { StoryRecords(session: session) }
}

/// A story that is told of a brand.
public struct ToldStory: Hashable, Sendable {
    /// What is the same wherever the story is told.
    public let story: String
    /// The brand that is mentioned in it.
    public let brand: Brand.ID

    /// Creates a story that is told of a brand.
    public init(story: String, brand: Brand.ID) {
        self.story = story
        self.brand = brand
    }
}

/// The statements on stories.
enum StoryStatement: String, StatementSet {
    /// The update that changes nothing waits for whoever tells the story at the same time, and
    /// answers with the row that is there.
    case tell = """
        INSERT INTO stories (story, brand_id, mention_id) VALUES (?1, ?2, ?3)
        ON CONFLICT (story, brand_id) DO UPDATE SET mention_id = stories.mention_id
        RETURNING mention_id
        """
    case teller = "SELECT mention_id FROM stories WHERE story = ?1 AND brand_id = ?2"
    case renew = """
        UPDATE stories SET mention_id = ?3
        WHERE story = ?1 AND brand_id = ?2 AND mention_id <> ?3 AND EXISTS (
            SELECT 1 FROM mentions AS m WHERE m.id = stories.mention_id AND m.published_at < ?4)
        """
    case forgetOne = "DELETE FROM stories WHERE story = ?1 AND brand_id = ?2"
    case tellers = """
        SELECT m.id, CASE WHEN m.triage = 'clustered' AND EXISTS (
                SELECT 1 FROM stories AS s WHERE s.mention_id = m.first_telling_id)
            THEN m.first_telling_id ELSE m.id END
        FROM mentions AS m WHERE m.id IN ({ints:?1})
        """
    case lock = "UPDATE stories SET mention_id = mention_id WHERE mention_id = ?1"
    case nextTelling = """
        SELECT id FROM mentions WHERE first_telling_id = ?1 AND triage = 'clustered'
            AND id NOT IN ({ints:?2})
        ORDER BY id LIMIT 1
        """
    case handOver = "UPDATE stories SET mention_id = ?2 WHERE mention_id = ?1"
    case follow = """
        UPDATE mentions SET first_telling_id = CASE WHEN id = ?2 THEN NULL ELSE ?2 END
        WHERE first_telling_id = ?1 OR (id = ?2 AND first_telling_id IS NOT NULL)
            OR (id = ?1 AND triage = 'clustered')
        """
    case inherit = """
        UPDATE mentions SET version = version + 1, triage = (
            SELECT CASE WHEN m.triage = 'noted' THEN m.triage ELSE 'new' END
            FROM mentions AS m WHERE m.id = ?1)
        WHERE id = ?2 AND EXISTS (SELECT 1 FROM mentions AS m
            WHERE m.id = ?1 AND m.triage IN ('new', 'queued', 'in_case', 'noted'))
        """
    case release = "UPDATE mentions SET first_telling_id = NULL WHERE first_telling_id = ?1"
    case part = """
        UPDATE mentions SET first_telling_id = NULL WHERE id = ?1 AND first_telling_id IS NOT NULL
        """
    case forget = "DELETE FROM stories WHERE mention_id = ?1"
}
