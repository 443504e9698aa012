import EarshotModel
import Testing

@testable import MentionDetection

@Suite struct NameHitTests {
    private func hit(_ range: Range<Int>, length: Int? = nil) -> NameHit {
        NameHit(range: range, length: length ?? range.count, spelling: "x")
    }

    private func kept(_ ranges: [Range<Int>]) -> [Range<Int>] {
        NameHit.longestFirst(ranges.map { hit($0) }).map(\.range)
    }

    @Test func `of names that overlap the longest is kept, and all stand in order`() {
        #expect(kept([]) == [])
        #expect(kept([4..<5]) == [4..<5])
        #expect(kept([5..<8, 0..<4, 4..<5]) == [0..<4, 4..<5, 5..<8])
        #expect(kept([0..<3, 0..<9, 4..<6]) == [0..<9])
        #expect(kept([0..<3, 2..<6, 5..<9]) == [2..<6])
        #expect(kept([0..<2, 1..<3, 2..<4]) == [0..<2, 2..<4])
    }

    @Test func `a long name in the middle takes both its neighbours away`() {
        #expect(kept([0..<3, 2..<9, 8..<11, 11..<12]) == [2..<9, 11..<12])
    }

    @Test func `length is that of the name, not of how it is written`() {
        let hits = [hit(0..<9, length: 3), hit(8..<12, length: 4)]
        #expect(NameHit.longestFirst(hits).map(\.range) == [8..<12])
    }

    @Test func `a hit is a span of its field`() {
        #expect(hit(3..<7).span(in: .title) == TextSpan(field: .title, start: 3, end: 7))
    }
}
