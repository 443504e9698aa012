import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct TallyTests {
    private func side(_ values: [Int], _ label: SentimentLabel = .mixed) throws -> SentimentLabel {
        var tally = Tally()
        for value in values { tally.add(value) }
        let weights = try SmallRules.rules().book.weights
        return tally.side(of: label, weights)
    }

    @Test func `both sides are summed apart, and what is worth nothing is not counted`() {
        var tally = Tally()
        for value in [2000, 0, -500, -700] { tally.add(value) }
        #expect(tally.points == 800 && tally.praise == 2000 && tally.blame == 1200)
        #expect(tally.count == 3)
    }

    @Test func `a mixed text takes its stronger side, however close, where opinions are few`()
        throws
    {
        #expect(try side([2000, -1990]) == .positive)
        #expect(try side([2000, -2010]) == .negative)
        #expect(try side([2000, -2000]) == .neutral)
    }

    @Test func `many even opinions take no side`() throws {
        let even = [1000, -1000, 1000, -1000, 1000, -1000, 1200]
        #expect(try side(even) == .neutral)
        #expect(try side(even + [3000]) == .positive)
    }

    @Test(arguments: SentimentLabel.allCases)
    func `other labels are their own side, and none is neutral`(label: SentimentLabel) throws {
        guard label != .mixed else { return }
        #expect(try side([-5000], label) == (label == .abstain ? .neutral : label))
    }
}
