import EarshotModel
import Testing

@Suite struct LaneTests {
    @Test(arguments: [
        (Nature.complaint, Lane.complaints), (.question, .questions), (.suggestion, .questions),
        (.sales, .questions), (.praise, .praise), (.news, .coverage), (.other, .review),
    ])
    func `a case lies in the lane of what it is about`(nature: Nature, lane: Lane) {
        #expect(Lane(ofCaseAbout: nature) == lane)
    }
}
