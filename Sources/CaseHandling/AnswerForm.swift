public import EarshotModel

/// What somebody filled in to record an answer and to close the case or wait, in one action.
public struct AnswerForm: Hashable, Sendable {
    /// What follows the answer.
    public enum Next: String, CaseIterable, Decodable, Sendable {
        /// The matter is settled.
        case resolve
        /// We asked, and the customer is to write.
        case wait
    }

    /// What was answered.
    public var body: String
    /// Who can read it; there is no default.
    public var visibility: Visibility?
    /// The way it took.
    public var channel: Channel
    /// The address of the thread, for a public answer that was posted by hand.
    public var threadAddress: String?
    /// What the matter is about.
    public var nature: Nature?
    /// How it ended.
    public var outcome: ContactOutcome?
    /// What follows.
    public var next: Next

    /// Creates a form.
    public init(
        body: String,
        visibility: Visibility?,
        channel: Channel,
        threadAddress: String? = nil,
        nature: Nature?,
        outcome: ContactOutcome?,
        next: Next = .resolve
    ) {
        self.body = body
        self.visibility = visibility
        self.channel = channel
        self.threadAddress = threadAddress
        self.nature = nature
        self.outcome = outcome
        self.next = next
    }

    /// The form when what every answer needs is filled in: the text, who can read it, and for a
    /// public answer the web address where it stands.
    func checked() throws(DeskError) -> (form: AnswerForm, visibility: Visibility) {
        guard !body.allSatisfy(\.isWhitespace) else {
            throw .invalid(field: "body", code: "missing")
        }
        guard let visibility else { throw .invalid(field: "visibility", code: "missing") }
        guard visibility == .public else {
            guard channel != .publicReply else {
                throw .invalid(field: "channel", code: "not_private")
            }
            return (self, visibility)
        }
        guard channel == .publicReply else { throw .invalid(field: "channel", code: "not_public") }
        guard let threadAddress, !threadAddress.isEmpty else {
            throw .invalid(field: "thread_address", code: "missing")
        }
        guard threadAddress.hasPrefix("https://") || threadAddress.hasPrefix("http://") else {
            throw .invalid(field: "thread_address", code: "not_an_address")
        }
        return (self, visibility)
    }
}
