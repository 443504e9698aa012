import CaseRules
import EarshotModel
import Testing

@Suite struct DoerTests {
    @Test func `a deputy acts for the owner, a lead for anybody, a colleague for nobody`() {
        let owner = Mover.owner(holding: .claim)
        #expect(owner.includes(.staff(.agent, ties: [.owner])))
        #expect(owner.includes(.staff(.agent, ties: [.deputy])))
        #expect(owner.includes(.staff(.lead)))
        #expect(!owner.includes(.staff(.agent)))
        #expect(!owner.includes(.staff(.agent, ties: [.author])))
        #expect(!owner.includes(.staff(.viewer, ties: [.owner])))
    }

    @Test func `nobody approves what they wrote`() {
        let second = Mover.secondPerson(holding: .approve)
        #expect(second.includes(.staff(.lead)))
        #expect(second.includes(.staff(.lead, ties: [.owner])))
        #expect(!second.includes(.staff(.lead, ties: [.author])))
        #expect(!second.includes(.staff(.agent)))
    }

    @Test(arguments: [
        Mover.holder(of: .triage), .owner(holding: .claim), .author(holding: .draft),
        .secondPerson(holding: .approve),
    ])
    func `the engine and people never stand in for one another`(mover: Mover) {
        #expect(!mover.includes(.engine))
        #expect(Mover.engine.includes(.engine))
        #expect(!Mover.engine.includes(.staff(.lead, ties: Set(Tie.allCases))))
    }
}
