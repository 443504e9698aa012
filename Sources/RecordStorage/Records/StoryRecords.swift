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

    /// The story's mention behind each of these: what a copy follows, and any other one itself.
    public func tellers(of mentions: [Mention.ID]) throws -> [Mention.ID: Mention.ID] {
        let list = JSONText.array(of: mentions.map(\.rawValue))
        let rows = try session.rows(StoryStatement.tellers, list) { row in
            (try row.id() as Mention.ID, try row.id() as Mention.ID)
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The oldest copy that follows a mention, whose stories are under lock from now on.
    public func nextTelling(after mention: Mention.ID) throws -> Mention.ID? {
        try session.execute(StoryStatement.lock, mention)
        return try session.row(StoryStatement.nextTelling, mention) { row in try row.id() }
    }

    /// Lets another mention tell the stories of one, with whatever follows it.
    public func handOver(from mention: Mention.ID, to next: Mention.ID) throws {
        try session.execute(StoryStatement.handOver, mention, next)
        try session.execute(StoryStatement.follow, mention, next)
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
    case tellers = """
        SELECT id, CASE WHEN triage = 'clustered' THEN COALESCE(first_telling_id, id) ELSE id END
        FROM mentions WHERE id IN ({ints:?1})
        """
    case lock = "UPDATE stories SET mention_id = mention_id WHERE mention_id = ?1"
    case nextTelling = """
        SELECT id FROM mentions WHERE first_telling_id = ?1 AND triage = 'clustered'
        ORDER BY id LIMIT 1
        """
    case handOver = "UPDATE stories SET mention_id = ?2 WHERE mention_id = ?1"
    case follow = """
        UPDATE mentions SET first_telling_id = CASE WHEN id = ?2 THEN NULL ELSE ?2 END
        WHERE first_telling_id = ?1 OR id = ?2
        """
    case forget = "DELETE FROM stories WHERE mention_id = ?1"
}
