public import CaseRules
public import EarshotModel
public import RecordStorage

/// What a correction would change, before anything is written.
public struct CorrectionPreview: Hashable, Sendable {
    /// How many mentions go from one label to another, or keep theirs and get another nature.
    public struct Move: Hashable, Sendable {
        /// The label as it stands.
        public let before: SentimentLabel
        /// The label by the new words.
        public let after: SentimentLabel
        /// How many.
        public internal(set) var count: Int

        /// Creates a move.
        public init(before: SentimentLabel, after: SentimentLabel, count: Int) {
            self.before = before
            self.after = after
            self.count = count
        }
    }

    /// A mention that gets another label or another nature.
    public struct Flip: Hashable, Sendable {
        /// The mention as it is stored.
        public let file: MentionFile
        /// What the rules with the new words say of it.
        public let after: Judgement
    }

    /// The mention that is corrected, as it is stored.
    public let mention: MentionFile
    /// What the person says that it is.
    public let judgement: Judgement
    /// What Earshot would say of it with the new words; `nil` without any, or without a text.
    public let byRules: Judgement?
    /// What the mention would ask for beyond what it does; `nil` where it stays where it is.
    public let destination: TriageDecision.Action?
    /// What becomes of the other mentions, the largest number first.
    public internal(set) var moves: [Move] = []
    /// The newest of those that change.
    public internal(set) var first: [Flip] = []
    /// How many other mentions that hold the words were looked at.
    public internal(set) var seen = 0
    /// How many of them stay as a person judged them.
    public internal(set) var byPeople = 0
    /// Whether there are more that hold the words, which were not looked at and do not change.
    public internal(set) var isCut = false
    /// The language whose words these are.
    public let language: String

    /// How many other mentions change.
    public var others: Int { moves.reduce(0) { $0 + $1.count } }

    /// The most changes that are shown.
    static let mostShown = 10

    /// Takes in what the rules say of one mention that holds the words.
    mutating func look(at mention: JudgedMention, judgedAs judgement: Judgement?) {
        seen += 1
        guard !mention.isByPerson else {
            byPeople += 1
            return
        }
        let before = mention.file.judgement
        guard let judgement,
            before.label != judgement.label || before.nature != judgement.nature
        else { return }
        if let place = moves.firstIndex(where: {
            $0.before == before.label && $0.after == judgement.label
        }) {
            moves[place].count += 1
        } else {
            moves.append(Move(before: before.label, after: judgement.label, count: 1))
        }
        if first.count < Self.mostShown {
            first.append(Flip(file: mention.file, after: judgement))
        }
    }
}
