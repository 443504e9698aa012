import Testing

@testable import MessageDelivery

@Suite struct MailboxTests {
    @Test func `a mailbox without a name is its address`() {
        #expect(Mailbox("ada@example.org").headerText(column: 6) == "ada@example.org")
        #expect(Mailbox("ada@example.org", name: "").headerText(column: 6) == "ada@example.org")
    }

    @Test func `a name stands before the address, which has a line of its own`() {
        let text = Mailbox("ada@example.org", name: "Ada").headerText(column: 6)
        #expect(text == "=?utf-8?B?QWRh?=\r\n <ada@example.org>")
    }

    @Test func `a name of control characters alone is none`() {
        let text = Mailbox("ada@example.org", name: "\r\n").headerText(column: 6)
        #expect(text == "ada@example.org")
    }
}
