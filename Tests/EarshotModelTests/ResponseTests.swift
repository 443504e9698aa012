import EarshotModel
import Testing

@Suite struct ContactTests {
    private func contact(_ direction: Direction, isSolicited: Bool) -> Contact {
        Contact(
            id: Contact.ID(rawValue: 5),
            at: Instant(seconds: 1_764_000_000),
            direction: direction,
            channel: .email,
            visibility: .private,
            isSolicited: isSolicited
        )
    }

    @Test func `an answer that was asked for is another contact than one that was not`() {
        #expect(contact(.outbound, isSolicited: true) != contact(.outbound, isSolicited: false))
        #expect(contact(.outbound, isSolicited: true) != contact(.inbound, isSolicited: true))
        #expect(contact(.inbound, isSolicited: true) == contact(.inbound, isSolicited: true))
    }
}
