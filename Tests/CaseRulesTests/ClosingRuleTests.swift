import CaseRules
import EarshotModel
import Testing

@Suite struct ClosingRuleTests {
    private func line(
        _ id: Int64?,
        _ direction: Direction = .outbound,
        _ visibility: Visibility? = .public,
        nature: Nature? = .complaint,
        outcome: ContactOutcome? = .resolved
    ) -> ClosingForm.Line {
        ClosingForm.Line(
            contact: id.map { Contact.ID(rawValue: $0) },
            direction: direction,
            visibility: visibility,
            nature: nature,
            outcome: outcome
        )
    }

    private func problems(
        _ lines: [ClosingForm.Line],
        nature: Nature? = nil,
        outcome: ContactOutcome? = nil,
        reason: String? = nil
    ) -> [ClosingProblem] {
        ClosingRule.problems(
            with: ClosingForm(
                lines: lines,
                nature: nature,
                outcome: outcome,
                noAnswerReason: reason
            )
        )
    }

    private func missing(_ field: ClosingProblem.Field, _ id: Int64?) -> ClosingProblem {
        ClosingProblem(
            code: .missing,
            field: field,
            contact: id.map { Contact.ID(rawValue: $0) }
        )
    }

    @Test func `a case whose contacts are complete and answered can be closed`() {
        #expect(problems([line(1, .inbound), line(2)]).isEmpty)
    }

    @Test func `every contact that lacks something is named with the field`() {
        let lines = [
            line(1, .inbound, nature: nil), line(2, outcome: nil), line(nil, .outbound, nil),
        ]
        #expect(
            problems(lines) == [
                missing(.nature, 1), missing(.outcome, 2), missing(.visibility, nil),
            ]
        )
    }

    @Test func `one nature and one outcome on the form serve every contact without its own`() {
        let lines = [line(1, .inbound, nature: nil, outcome: nil), line(2, nature: nil)]
        #expect(problems(lines, nature: .question, outcome: .resolved).isEmpty)
        #expect(
            problems(lines, nature: .question) == [missing(.outcome, 1)]
        )
    }

    @Test func `nothing on the form stands in for a visibility`() {
        let open = line(nil, .outbound, nil)
        #expect(
            problems([open], nature: .praise, outcome: .resolved) == [missing(.visibility, nil)]
        )
    }

    private let noAnswer = ClosingProblem(code: .noAnswer, field: .noAnswerReason, contact: nil)

    @Test(arguments: [nil, "", "  \n\t"])
    func `a case without an answer needs a reason`(reason: String?) {
        #expect(problems([line(1, .inbound)], reason: reason) == [noAnswer])
        #expect(problems([line(1, .inbound)], reason: "answered by telephone before").isEmpty)
    }

    @Test func `a case without any contact still needs a nature, an outcome and a reason`() {
        #expect(problems([]) == [missing(.nature, nil), missing(.outcome, nil), noAnswer])
        let complete = problems([], nature: .other, outcome: .noneNeeded, reason: "a test post")
        #expect(complete.isEmpty)
    }

    @Test func `a complete case never has a contact without the three`() {
        let natures: [Nature?] = [nil, .praise]
        let outcomes: [ContactOutcome?] = [nil, .promised]
        let visibilities: [Visibility?] = [nil, .private]
        for nature in natures {
            for outcome in outcomes {
                for visibility in visibilities {
                    let found = problems([
                        line(1, .outbound, visibility, nature: nature, outcome: outcome)
                    ])
                    let isComplete = nature != nil && outcome != nil && visibility != nil
                    #expect(found.isEmpty == isComplete)
                }
            }
        }
    }
}
