import Testing
import TrendAnalysis

@Suite struct SparklineTests {
    @Test func `the least value is the lowest sign and the greatest the highest`() {
        #expect(Sparkline([0, 1, 2, 3, 4, 5, 6, 7]).description == "▁▂▃▄▅▆▇█")
    }

    @Test func `a plain terminal gets eight ASCII signs`() {
        let line = Sparkline([0, 1, 2, 3, 4, 5, 6, 7], alphabet: .ascii)
        #expect(line.description == "_.:-=+*#")
    }

    @Test func `positive values are drawn from zero, so that little change looks little`() {
        #expect(Sparkline([98, 100]).description == "██")
    }

    @Test func `negative values are drawn from the least one`() {
        #expect(Sparkline([-1, 0, 1]).description == "▁▅█")
    }

    @Test func `a value that is missing or no number leaves a gap`() {
        #expect(Sparkline([1, nil, .nan, .infinity, 1]).description == "█   █")
    }

    @Test func `values that are all zero are all low`() {
        #expect(Sparkline([0, 0]).description == "▁▁")
    }

    @Test func `nothing is drawn of nothing`() {
        #expect(Sparkline([]).description.isEmpty)
    }

    @Test func `a fixed scale holds for every row, and what lies beyond is drawn at its edge`() {
        #expect(Sparkline([-5, 0, 0.5, 9], scale: -1...1).description == "▁▅▆█")
    }

    @Test func `the greatest numbers there are can be drawn`() {
        let most = Double.greatestFiniteMagnitude
        #expect(Sparkline([-most, 0, most]).description == "▁▅█")
    }
}
