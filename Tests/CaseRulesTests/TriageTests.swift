import CaseRules
import EarshotModel
import Testing

@Suite struct TriageTests {
    private func facts(
        _ nature: Nature,
        _ label: SentimentLabel,
        _ kind: FeedKind = .forum,
        isOwn: Bool = true
    ) -> MentionFacts {
        MentionFacts(isOwnBrand: isOwn, nature: nature, label: label, feedKind: kind)
    }

    private func decision(
        _ action: TriageDecision.Action,
        _ reason: TriageDecision.Reason
    ) -> TriageDecision {
        TriageDecision(action: action, reason: reason)
    }

    @Test(arguments: [
        (Nature.complaint, SentimentLabel.negative, TriageDecision.Action.openCase, "complaint"),
        (.complaint, .mixed, .openCase, "complaint"),
        (.complaint, .abstain, .openCase, "complaint"),
        (.question, .neutral, .openCase, "question"),
        (.praise, .positive, .queue, "praise"),
        (.suggestion, .neutral, .queue, "suggestion"),
        (.sales, .neutral, .queue, "sales"),
        (.other, .neutral, .note, "neutral"),
        (.other, .positive, .queue, "feeling"),
        (.other, .mixed, .queue, "feeling"),
        (.other, .abstain, .queue, "uncertain"),
        (.news, .negative, .queue, "coverage"),
        (.news, .neutral, .note, "neutral_coverage"),
    ])
    func `what a mention is about decides what becomes of it`(
        nature: Nature,
        label: SentimentLabel,
        action: TriageDecision.Action,
        reason: String
    ) {
        let decision = Triage.decide(for: facts(nature, label))
        #expect(decision.action == action)
        #expect(decision.reason.rawValue == reason)
    }

    @Test(arguments: [
        (Nature.other, SentimentLabel.neutral, Nature.complaint, SentimentLabel.negative, true),
        (.other, .neutral, .praise, .positive, true),
        (.praise, .positive, .complaint, .negative, true),
        (.praise, .positive, .question, .neutral, true),
        (.complaint, .negative, .complaint, .negative, false),
        (.complaint, .negative, .question, .neutral, false),
        (.complaint, .negative, .praise, .positive, false),
        (.praise, .positive, .sales, .neutral, false),
        (.praise, .positive, .other, .neutral, false),
    ])
    func `only an edit that asks for eyes or an answer where less would do asks for more`(
        before: Nature,
        felt: SentimentLabel,
        after: Nature,
        feels: SentimentLabel,
        asksForMore: Bool
    ) {
        let (old, new) = (facts(before, felt), facts(after, feels))
        #expect(Triage.asksForMore(new, than: old) == asksForMore)
    }

    @Test func `an edit of what is history, or a rival's, asks for nothing`() {
        var old = facts(.complaint, .negative)
        old.isHistory = true
        #expect(!Triage.asksForMore(old, than: facts(.other, .neutral)))
        let rival = facts(.complaint, .negative, isOwn: false)
        #expect(!Triage.asksForMore(rival, than: facts(.other, .neutral, isOwn: false)))
    }

    @Test(arguments: Nature.allCases)
    func `a rival's mention is kept and never work`(nature: Nature) {
        for label in SentimentLabel.allCases {
            let decision = Triage.decide(for: facts(nature, label, isOwn: false))
            #expect(decision == self.decision(.note, .rival))
        }
    }

    @Test(arguments: Nature.allCases)
    func `history and noise are kept, and a copy follows its story`(nature: Nature) {
        var old = facts(nature, .negative)
        old.isHistory = true
        old.isUncertain = true
        #expect(Triage.decide(for: old) == decision(.note, .history))
        var noise = facts(nature, .negative)
        noise.isNoise = true
        #expect(Triage.decide(for: noise) == decision(.note, .noise))
        var copy = facts(nature, .negative)
        copy.isCopy = true
        #expect(Triage.decide(for: copy) == decision(.cluster, .copy))
        copy.isHistory = true
        #expect(Triage.decide(for: copy) == decision(.note, .history))
    }

    @Test(arguments: Nature.allCases)
    func `whatever a newspaper prints opens no case by itself`(nature: Nature) {
        for label in SentimentLabel.allCases {
            let decision = Triage.decide(for: facts(nature, label, .news))
            #expect(decision.action == (label == .neutral ? .note : .queue))
        }
    }

    @Test func `what is doubtful waits for eyes and opens no case`() {
        for nature in Nature.allCases where nature != .news {
            var doubtful = facts(nature, .neutral)
            doubtful.isUncertain = true
            #expect(Triage.decide(for: doubtful) == decision(.queue, .uncertain))
        }
        var coverage = facts(.news, .neutral)
        coverage.isUncertain = true
        #expect(Triage.decide(for: coverage) == decision(.queue, .coverage))
        var headline = facts(.complaint, .negative)
        headline.isHeadlineOnly = true
        #expect(Triage.decide(for: headline) == decision(.queue, .headlineOnly))
        headline.nature = .praise
        #expect(Triage.decide(for: headline) == decision(.queue, .praise))
    }

    /// Every combination of facts that there is.
    private static let everything: [MentionFacts] = {
        let flags = [false, true]
        var all: [MentionFacts] = []
        for nature in Nature.allCases {
            for label in SentimentLabel.allCases {
                for kind in FeedKind.allCases {
                    for bits in 0..<64 {
                        func flag(_ position: Int) -> Bool { flags[bits >> position & 1] }
                        all.append(
                            MentionFacts(
                                isOwnBrand: flag(0),
                                nature: nature,
                                label: label,
                                feedKind: kind,
                                isHistory: flag(1),
                                isCopy: flag(2),
                                isNoise: flag(3),
                                isUncertain: flag(4),
                                isHeadlineOnly: flag(5)
                            )
                        )
                    }
                }
            }
        }
        return all
    }()

    @Test func `a case is opened only for what can be answered, and never for praise`() {
        for facts in Self.everything where Triage.decide(for: facts).action == .openCase {
            #expect(facts.isAnswerable)
            #expect(facts.nature == .complaint || facts.nature == .question)
            #expect(!facts.isUncertain && !facts.isHeadlineOnly)
        }
    }

    @Test func `every answerable mention of the day reaches somebody`() {
        for facts in Self.everything where facts.isAnswerable {
            let action = Triage.decide(for: facts).action
            let isSeen = action == .openCase || action == .queue
            #expect(isSeen || facts.isCoverage)
        }
    }

    @Test func `what staff take back goes where triage would put it, and never a rival to work`() {
        for facts in Self.everything {
            let needsEyes = [.queue, .openCase].contains(Triage.decide(for: facts).action)
            let dismissed = Triage.restoring(facts, from: .dismissed)
            #expect(dismissed == (needsEyes ? .restore : .restoreAside))
            let noted = Triage.restoring(facts, from: .noted)
            #expect(noted == (facts.isOwnBrand ? .restore : .restoreAside))
        }
    }

    @Test func `every decision can be carried out by the engine on a new mention`() {
        var reasons: Set<TriageDecision.Reason> = []
        for facts in Self.everything {
            let decision = Triage.decide(for: facts)
            reasons.insert(decision.reason)
            let move = MentionLifecycle.move(decision.action.event, from: .new, by: .engine)
            guard case .allowed = move else {
                Issue.record("\(decision) is refused")
                continue
            }
        }
        #expect(reasons == Set(TriageDecision.Reason.allCases))
    }
}
