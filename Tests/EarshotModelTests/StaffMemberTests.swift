import EarshotModel
import Testing

@Suite struct StaffMemberTests {
    private let now = Instant(seconds: 1_764_000_000)

    private func member(isActive: Bool = true, awayUntil: Instant? = nil) -> StaffMember {
        StaffMember(
            id: StaffMember.ID(rawValue: 1),
            name: "Ada",
            email: "ada@example.org",
            role: .agent,
            isActive: isActive,
            awayUntil: awayUntil
        )
    }

    @Test func `somebody is present unless away or deactivated`() {
        #expect(member().isPresent(at: now))
        #expect(!member(isActive: false).isPresent(at: now))
        #expect(!member(awayUntil: now + .milliseconds(1)).isPresent(at: now))
        #expect(member(awayUntil: now).isPresent(at: now))
        #expect(!member(isActive: false, awayUntil: now).isPresent(at: now))
    }
}
