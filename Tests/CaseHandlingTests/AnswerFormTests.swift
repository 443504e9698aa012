import CaseRules
import EarshotModel
import Testing

@testable import CaseHandling

@Suite struct AnswerFormTests {
    @Test(
        arguments: [
            (Visibility.public, Channel.publicReply, "https://forum.example/t/1"),
            (.public, .publicReply, "http://forum.example/t/1"),
            (.private, .email, nil),
            (.private, .phone, ""),
        ] as [(Visibility, Channel, String?)]
    )
    func `a form with all that an answer needs is taken`(
        visibility: Visibility,
        channel: Channel,
        address: String?
    ) throws {
        let form = AnswerForm(
            body: "Sorry.",
            visibility: visibility,
            channel: channel,
            threadAddress: address,
            nature: nil,
            outcome: nil
        )
        let checked = try form.checked()
        #expect(checked.form == form && checked.visibility == visibility)
    }

    @Test(
        arguments: [
            ("", Visibility.private, Channel.email, nil, "body", "missing"),
            ("\u{00A0}\n\t", .private, .email, nil, "body", "missing"),
            ("a", nil, .email, nil, "visibility", "missing"),
            ("a", .private, .publicReply, nil, "channel", "not_private"),
            ("a", .public, .email, "https://a.example", "channel", "not_public"),
            ("a", .public, .publicReply, nil, "thread_address", "missing"),
            ("a", .public, .publicReply, "", "thread_address", "missing"),
            ("a", .public, .publicReply, "javascript:alert(1)", "thread_address", "not_an_address"),
            ("a", .public, .publicReply, " https://a.example", "thread_address", "not_an_address"),
        ] as [(String, Visibility?, Channel, String?, String, String)]
    )
    func `what is missing or wrong is named, and how`(
        body: String,
        visibility: Visibility?,
        channel: Channel,
        address: String?,
        field: String,
        code: String
    ) {
        let form = AnswerForm(
            body: body,
            visibility: visibility,
            channel: channel,
            threadAddress: address,
            nature: .complaint,
            outcome: .resolved
        )
        #expect(throws: DeskError.invalid(field: field, code: code)) { try form.checked() }
    }
}
