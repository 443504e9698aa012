import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct ScoreScaleTests {
    private let scale = ScoreScale(calm: 4000, calmPerWord: 100)

    @Test(arguments: [(4000, 0, 500), (-4000, 0, -500), (0, 9, 0), (4000, 40, 333), (1, 1000, 1)])
    func `points over points, calm and words`(points: Int, words: Int, score: Int) {
        #expect(scale.score(points: points, words: words) == score)
    }

    @Test func `more points never score less, more words never more`() {
        for words in [0, 1, 20, 500] {
            let scores = (-50...50).map { scale.score(points: $0 * 700, words: words) }
            #expect(scores == scores.sorted())
            #expect(zip(-50...50, scores).allSatisfy { $0.signum() == $1.signum() })
        }
        let longer = (0...100).map { scale.score(points: 9000, words: $0 * 10) }
        #expect(longer == longer.sorted(by: >))
    }

    @Test(arguments: [Int.max, Int.min, Int.max - 1])
    func `no sum is too large`(points: Int) {
        #expect(abs(scale.score(points: points, words: Int.max)) <= 1000)
        #expect(abs(scale.score(points: points, words: 0)) == 1000)
    }
}

@Suite struct LabelChoiceTests {
    private let choice = LabelChoice(neutralBand: 50, mixedLeast: 2000, mixedShare: 500)

    private func label(_ values: [Int], score: Int) -> SentimentLabel {
        var tally = Tally()
        for value in values { tally.add(value) }
        return choice.label(
            praise: tally.praise,
            blame: tally.blame,
            score: score,
            isReadable: true
        )
    }

    @Test func `the band around zero is neutral, its borders included`() {
        #expect(
            [-51, -50, 0, 50, 51].map { label([], score: $0) } == [
                .negative, .neutral, .neutral, .neutral, .positive,
            ]
        )
    }

    @Test func `both sides strong is mixed, whatever the score`() {
        #expect(label([3000, -2000], score: 100) == .mixed)
        #expect(label([3000, -3000], score: 0) == .mixed)
        #expect(label([3000, -1999], score: 100) == .positive)
        #expect(label([6000, -2500], score: 300) == .positive)
    }

    @Test func `nothing to read is no label`() {
        #expect(choice.label(praise: 0, blame: 0, score: 0, isReadable: false) == .abstain)
    }
}
