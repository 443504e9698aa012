public import EarshotModel

/// Everything that belongs to one case, as a page or a command shows it.
public struct CaseFile: Sendable {
    /// The case itself.
    public let matter: CaseRecord
    /// Its mentions, newest first.
    public let mentions: [MentionFile]
    /// Its contacts, oldest first.
    public let contacts: [ContactRecord]
    /// Its responses, oldest first.
    public let responses: [ResponseRecord]
    /// Its internal notes, oldest first.
    public let notes: [NoteRecord]
    /// What was done to it, oldest first.
    public let history: [AuditRecord]
}

/// A case as it is stored, with the names that people read.
public struct CaseRecord: Hashable, Sendable {
    /// The case's identity.
    public let id: Case.ID
    /// The number that people say.
    public let number: Int
    /// Whom it is about.
    public let party: Party
    /// The customer's name, else the author's; `nil` when unknown or out of scope.
    public let partyName: String?
    /// Where it stands.
    public let state: CaseState
    /// Who owns it.
    public let owner: StaffMember.ID?
    /// The owner's name.
    public let ownerName: String?
    /// What it is about.
    public let nature: Nature
    /// When it was opened.
    public let openedAt: Instant
    /// When the first answer is due; `nil` when no promise applies.
    public let dueAt: Instant?
    /// When the first answer went out.
    public let respondedAt: Instant?
    /// When it was resolved.
    public let resolvedAt: Instant?
    /// How it ended.
    public let outcome: ContactOutcome?
    /// What puts it before others that are due in the same minute.
    public let rank: QueueRank
    /// Grows with every change; the basis of `ETag` and `If-Match`.
    public let version: Int
}

/// A mention with the entry, the judgement and the link that belong to it.
public struct MentionFile: Hashable, Sendable {
    /// The mention's identity.
    public let id: Mention.ID
    /// The brand.
    public let brand: Brand.ID
    /// The brand's name.
    public let brandName: String
    /// Whether the brand is ours.
    public let isOwnBrand: Bool
    /// The entry it stands in.
    public let entry: EntryID
    /// The entry's address.
    public let link: String?
    /// The entry's title in the judged revision.
    public let title: String
    /// The entry's text in the judged revision.
    public let text: String
    /// Where the brand's names stand.
    public let spans: [TextSpan]
    /// Why it is a mention.
    public let reason: String
    /// The author as the feed says; `nil` when unknown or out of scope.
    public let author: EntryAuthor?
    /// The stored author, when there is one.
    public let authorID: Author.ID?
    /// The feed.
    public let feed: Feed.ID
    /// The feed's title.
    public let feedTitle: String
    /// The kind of place.
    public let feedKind: FeedKind
    /// The weight that the operator gave the feed; 0 when the feed is gone.
    public let feedWeight: Int
    /// Where it stands in triage.
    public let triage: TriageState
    /// Why it was dismissed.
    public let dismissal: DismissalReason?
    /// Whether it was old when it was first seen.
    public let isHistory: Bool
    /// Why nobody behind it expects anything of us; `nil` for what is no noise.
    public let noise: Noise?
    /// When it was published, never later than first seen.
    public let publishedAt: Instant
    /// When it was first seen.
    public let firstSeenAt: Instant
    /// The effective judgement.
    public let judgement: Judgement
    /// The effective link; `nobody` without a candidate.
    public let customerLink: CustomerLink
    /// The linked customer's name; `nil` when none or out of scope.
    public let customerName: String?
    /// The case it belongs to, with its number.
    public let matter: Case.ID?
    /// The number of that case.
    public let caseNumber: Int?
    /// Grows with every change.
    public let version: Int
    /// Why the text is gone; `nil` while it is there.
    public let textRemoval: TextRemoval?
    /// Who says what the mention is, in place of Earshot; `nil` where Earshot does.
    public let correction: MentionCorrection?

    /// How sure the judgement is; what a person says is as sure as it gets.
    public var confidence: Confidence {
        correction == nil ? Confidence(of: judgement) : .certain
    }
}

/// That a person judged a mention, and what Earshot said before.
public struct MentionCorrection: Hashable, Sendable {
    /// Who judged.
    public let by: String
    /// When.
    public let at: Instant
    /// The label that Earshot gave.
    public let label: SentimentLabel
    /// The score that Earshot gave, in thousandths.
    public let score: Int
    /// The nature that Earshot gave.
    public let nature: Nature
}

/// A contact as it is stored.
public struct ContactRecord: Hashable, Sendable {
    /// The contact itself.
    public let contact: Contact
    /// What it was about; `nil` until somebody said.
    public let nature: Nature?
    /// How it ended; `nil` until somebody said.
    public let outcome: ContactOutcome?
    /// The mention behind it, for one that came in.
    public let mention: Mention.ID?
    /// The response behind it, for one that went out.
    public let response: Response.ID?
    /// Who of the staff had it.
    public let staffName: String?
}

/// A response as it is stored.
public struct ResponseRecord: Hashable, Sendable {
    /// The response's identity.
    public let id: Response.ID
    /// The mention it answers.
    public let mention: Mention.ID?
    /// Where it stands.
    public let state: ResponseState
    /// Who can read it.
    public let visibility: Visibility
    /// The way it takes.
    public let channel: Channel
    /// What it says.
    public let body: String
    /// The address of the thread where it was posted by hand.
    public let threadAddress: String?
    /// Who wrote it.
    public let authorName: String?
    /// When it was recorded.
    public let createdAt: Instant
}

/// An internal note; no path leads from here to the customer.
public struct NoteRecord: Hashable, Sendable {
    /// What it says.
    public let text: String
    /// Who wrote it.
    public let authorName: String?
    /// When.
    public let at: Instant
}

/// One line of the audit.
public struct AuditRecord: Hashable, Sendable {
    /// When it was done.
    public let at: Instant
    /// Who did it: `engine`, `staff` or `local`.
    public let actorKind: String
    /// The member of staff's name, the engine's part, or the system account.
    public let actorName: String
    /// The code of the act, such as `case.claimed`; the phrase file has its words.
    public let act: String
    /// The facts that belong to it, as key and value.
    public let facts: [String: String]
}
