import EarshotModel
import Testing

@testable import RecordLinkage

@Suite struct LinkThresholdsTests {
    @Test(arguments: [
        (1.0, LinkDecision.linked), (0.97, .linked), (0.9699, .suggested), (0.3, .suggested),
        (0.2999, .none), (0, .none),
    ])
    func `a threshold includes its own value`(probability: Double, decision: LinkDecision) {
        #expect(LinkThresholds.standard.decision(on: probability, hasKey: true) == decision)
    }

    @Test func `without a key the surest is suggested`() {
        #expect(LinkThresholds.standard.decision(on: 1, hasKey: false) == .suggested)
    }

    @Test func `a link never needs less than a suggestion`() {
        let thresholds = LinkThresholds(linked: 0.2, suggested: 0.8)
        #expect(thresholds.linked == 0.8)
        #expect(thresholds.decision(on: 0.5, hasKey: true) == .none)
    }
}
