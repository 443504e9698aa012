import CaseHandling
import CaseRules
import EarshotModel
import Testing

@Suite struct DeskErrorTests {
    private static let moment = Instant(seconds: 1_772_442_000)

    @Test(arguments: [
        (DeskError.notFound, "there is no such case or mention"),
        (
            .stale(current: 3, changedBy: "Anna", at: nil),
            "it was changed meanwhile by Anna and has version 3 now"
        ),
        (
            .stale(current: 3, changedBy: nil, at: nil),
            "it was changed meanwhile and has version 3 now"
        ),
        (.owned(by: "Anna"), "Anna owns this case"),
        (.notAllowed(.sendPublic), "your role does not include send_public"),
        (.noSuchMove(event: "claim", from: "open"), "claim is not possible while it is open"),
        (
            .incomplete([ClosingProblem(code: .missing, field: .outcome, contact: nil)]),
            "the form lacks outcome"
        ),
        (.invalid(field: "body", code: "missing"), "body is missing"),
        (.guarded(.allowed), "the contact is allowed"),
        (
            .guarded(.deferred(until: moment, because: [])),
            "this person may hear from us again at 2026-03-02T09:00:00.000Z"
        ),
        (
            .guarded(.blocked(because: .silenceWanted)),
            "this person must not hear from us: silence_wanted"
        ),
        (.unusablePolicy("x"), "the company's settings cannot be used: x"),
    ])
    func `an error is a sentence for whoever must mend it`(error: DeskError, sentence: String) {
        #expect("\(error)" == sentence)
    }
}
