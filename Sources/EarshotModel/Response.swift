/// What we answer to a mention.
public enum Response {
    /// The identity of a stored response.
    public typealias ID = RecordID<Response>
}

/// Where a response stands.
public enum ResponseState: String, CaseIterable, Codable, Sendable {
    /// Being written.
    case draft
    /// Waiting for approval.
    case submitted
    /// Approval refused, with a note.
    case rejected
    /// Ready to go.
    case approved
    /// Leaves when the time to undo is over.
    case scheduled
    /// On its way.
    case sending
    /// Gone.
    case sent
    /// Seen where it belongs; on the screen "Seen online".
    case verified
    /// Posted by a person on the site itself.
    case postedByHand = "posted_by_hand"
    /// Sent and the answer lost; never repeated blindly.
    case uncertain
    /// The send failed.
    case failed
    /// Taken back before it left.
    case recalled
    /// Thrown away.
    case discarded
}

/// Who can read an answer or a contact.
public enum Visibility: String, CaseIterable, Codable, Sendable {
    /// Everybody.
    case `public`
    /// The person alone.
    case `private`
}

/// The way a contact takes.
public enum Channel: String, CaseIterable, Codable, Sendable {
    /// An answer where the mention stands.
    case publicReply = "public_reply"
    /// Electronic mail.
    case email
    /// A telephone call.
    case phone
    /// A letter on paper.
    case letter
    /// A visit.
    case visit
    /// A text chat.
    case chat
    /// A video call.
    case video
    /// Anything else.
    case other
}

/// Which way a contact went.
public enum Direction: String, CaseIterable, Codable, Sendable {
    /// From the person to us.
    case inbound = "in"
    /// From us to the person.
    case outbound = "out"
}

/// One occasion on which a person and the company met; the ledger only grows.
public struct Contact: Hashable, Sendable {
    /// The identity of a stored contact.
    public typealias ID = RecordID<Contact>

    /// The contact's identity.
    public let id: ID
    /// When it took place.
    public let at: Instant
    /// Which way it went.
    public let direction: Direction
    /// The way it took.
    public let channel: Channel
    /// Who could read it.
    public let visibility: Visibility
    /// Whether the person had asked for it by writing to us last.
    public let isSolicited: Bool

    /// Creates a contact.
    public init(
        id: ID,
        at: Instant,
        direction: Direction,
        channel: Channel,
        visibility: Visibility,
        isSolicited: Bool
    ) {
        self.id = id
        self.at = at
        self.direction = direction
        self.channel = channel
        self.visibility = visibility
        self.isSolicited = isSolicited
    }
}
