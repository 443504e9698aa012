public import EarshotModel

/// What becomes of a mention, and why.
public struct TriageDecision: Hashable, Sendable {
    /// What becomes of it.
    public enum Action: String, CaseIterable, Sendable {
        /// It joins the person's live case, or opens one; `MentionReception` says which.
        case openCase = "open_case"
        /// It waits for eyes, without a case and without a clock.
        case queue
        /// It is kept and needs no answer.
        case note
        /// It follows the first telling of its story.
        case cluster

        /// How much of us it asks for; more is more.
        fileprivate var effort: Int {
            switch self {
            case .note, .cluster: 0
            case .queue: 1
            case .openCase: 2
            }
        }

        /// The event that carries the action out.
        public var event: MentionEvent {
            switch self {
            case .openCase: .attach
            case .queue: .queue
            case .note: .note
            case .cluster: .cluster
            }
        }
    }

    /// Why, as a code; the phrase file has its words.
    public enum Reason: String, CaseIterable, Sendable {
        /// The brand is a rival's.
        case rival
        /// It was published too long ago.
        case history
        /// It repeats a story that is known already.
        case copy
        /// It is an advertisement, a ticker, our own publication or the like.
        case noise
        /// A publication reports, with praise or blame.
        case coverage
        /// A publication reports, without either.
        case neutralCoverage = "neutral_coverage"
        /// Somebody is dissatisfied and can be answered.
        case complaint
        /// Somebody asks and can be answered.
        case question
        /// Somebody is pleased.
        case praise
        /// Somebody proposes something.
        case suggestion
        /// Somebody wants to buy.
        case sales
        /// Only a headline was judged, and a person must decide.
        case headlineOnly = "headline_only"
        /// It is doubtful that the brand is meant, or what is felt.
        case uncertain
        /// It is about nothing we know, but not without feeling.
        case feeling
        /// It is about nothing we know, and surely without feeling.
        case neutral
    }

    /// What becomes of it.
    public let action: Action
    /// Why.
    public let reason: Reason

    /// Creates a decision.
    public init(action: Action, reason: Reason) {
        self.action = action
        self.reason = reason
    }
}

/// Decides what becomes of a freshly judged mention: DOMAIN section 0 and section 4.
public enum Triage {
    /// What becomes of a mention with these facts; the first rule that fits decides.
    public static func decide(for facts: MentionFacts) -> TriageDecision {
        if let decision = notWork(facts) ?? coverage(facts) ?? doubtful(facts) { return decision }
        switch facts.nature {
        case .complaint: return TriageDecision(action: .openCase, reason: .complaint)
        case .question: return TriageDecision(action: .openCase, reason: .question)
        case .praise: return TriageDecision(action: .queue, reason: .praise)
        case .suggestion: return TriageDecision(action: .queue, reason: .suggestion)
        case .sales: return TriageDecision(action: .queue, reason: .sales)
        case .news, .other:
            return facts.label == .neutral
                ? TriageDecision(action: .note, reason: .neutral)
                : TriageDecision(action: .queue, reason: .feeling)
        }
    }

    /// Whether an edit asks for more than the text before it did: eyes where none were needed, or
    /// an answer where eyes would do.
    ///
    /// Only then is what became of the mention decided anew; what staff decided about a text that
    /// asks for no more than before stays decided.
    public static func asksForMore(_ edited: MentionFacts, than before: MentionFacts) -> Bool {
        decide(for: edited).action.effort > decide(for: before).action.effort
    }

    /// How a mention that staff take back is moved: to where triage would put it.
    ///
    /// What somebody put aside comes back to the queue if it needs eyes, else among what needs no
    /// answer. What needs no answer comes to the queue, because somebody asks for it; a rival's
    /// mention never does.
    public static func restoring(_ facts: MentionFacts, from state: TriageState) -> MentionEvent {
        let isWork = decide(for: facts).action.effort > 0
        return isWork || state == .noted && facts.isOwnBrand ? .restore : .restoreAside
    }

    // MARK: -

    private static func notWork(_ facts: MentionFacts) -> TriageDecision? {
        if !facts.isOwnBrand { return TriageDecision(action: .note, reason: .rival) }
        if facts.isHistory { return TriageDecision(action: .note, reason: .history) }
        if facts.isNoise { return TriageDecision(action: .note, reason: .noise) }
        if facts.isCopy { return TriageDecision(action: .cluster, reason: .copy) }
        return nil
    }

    /// Coverage waits to be seen or acted on; it opens no case by itself.
    private static func coverage(_ facts: MentionFacts) -> TriageDecision? {
        guard facts.isCoverage else { return nil }
        return facts.label == .neutral && !facts.isUncertain
            ? TriageDecision(action: .note, reason: .neutralCoverage)
            : TriageDecision(action: .queue, reason: .coverage)
    }

    /// What is not sure opens no case; a complaint or a question stays one, whatever the label.
    private static func doubtful(_ facts: MentionFacts) -> TriageDecision? {
        if facts.isUncertain { return TriageDecision(action: .queue, reason: .uncertain) }
        switch facts.nature {
        case .complaint, .question:
            return facts.isHeadlineOnly
                ? TriageDecision(action: .queue, reason: .headlineOnly) : nil
        case .praise, .suggestion, .sales:
            return nil
        case .news, .other:
            return facts.label == .abstain
                ? TriageDecision(action: .queue, reason: .uncertain) : nil
        }
    }
}
