import EarshotModel
import Testing

/// The raw values are columns, JSON and command-line words: changing one breaks stored data.
@Suite struct WireValuesTests {
    private func values<Value>(_ type: Value.Type) -> String
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        Value.allCases.map(\.rawValue).joined(separator: " ")
    }

    @Test func `the states of a mention, a case and a response are those of the domain`() {
        #expect(
            values(TriageState.self) == "new queued in_case noted dismissed clustered withdrawn"
        )
        #expect(
            values(CaseState.self)
                == "new open waiting_customer waiting_internal snoozed resolved closed merged"
        )
        #expect(
            values(ResponseState.self) == "draft submitted rejected approved scheduled sending "
                + "sent verified posted_by_hand uncertain failed recalled discarded"
        )
    }

    @Test func `five states of a case are live`() {
        let live = CaseState.allCases.filter(\.isLive)
        #expect(live == [.new, .open, .waitingCustomer, .waitingInternal, .snoozed])
    }

    @Test func `judgements and links have these words`() {
        #expect(values(SentimentLabel.self) == "positive negative neutral mixed abstain")
        #expect(
            values(Nature.self) == "complaint question praise suggestion sales news other"
        )
        #expect(values(LinkDecision.self) == "linked suggested none")
        #expect(values(IdentifierKind.self) == "email handle order")
        #expect(values(DismissalReason.self) == "not_ours spam own_content duplicate")
        #expect(values(EntryField.self) == "title text")
    }

    @Test func `contacts and clocks have these words`() {
        #expect(
            values(Channel.self) == "public_reply email phone letter visit chat video other"
        )
        #expect(values(Direction.self) == "in out")
        #expect(values(Visibility.self) == "public private")
        #expect(
            values(ContactOutcome.self)
                == "resolved promised no_answer escalated refused none_needed"
        )
        #expect(values(ClockMetric.self) == "first_response follow_up resolution")
    }

    @Test func `feeds, staff and days have these words`() {
        #expect(values(FeedKind.self) == "blog review forum news social own")
        #expect(values(FeedState.self) == "new ok error gone paused")
        #expect(values(Role.self) == "viewer agent lead analyst admin auditor")
        #expect(
            values(Weekday.self)
                == "monday tuesday wednesday thursday friday saturday sunday"
        )
    }
}
