import EarshotModel
import Testing

@Suite struct ActorTests {
    @Test(arguments: [
        (Actor.engine("intake"), "engine", "intake"),
        (.staff(StaffMember.ID(rawValue: 12)), "staff", "12"),
        (.local("root"), "local", "root"),
    ])
    func `the audit keeps an actor's kind and name`(actor: Actor, kind: String, name: String) {
        #expect(actor.kind == kind)
        #expect(actor.name == name)
    }

    @Test func `the whole scope hides nothing`() {
        #expect(Scope.everything.brands == nil)
        #expect(Scope.everything.includesPersonalData)
        #expect(Scope(brands: [], includesPersonalData: false) != .everything)
    }
}
