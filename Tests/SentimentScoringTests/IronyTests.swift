import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct IronyTests {
    @Test(arguments: [
        ("good 🙄", -2500), ("good. 🙄", -2500), ("good.\n🙄", -2500), ("bad 🙄", -2500),
        ("🙄. good", 1500), ("😍 🙄", -3500),
    ])
    func `beside a sign of irony praise is blame`(text: String, points: Int) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test(arguments: [
        ("good, you lost my parcel", -1000), ("you lost my parcel, good", 0),
        ("it is so very good that you lost my parcel", 1000),
        ("good but you lost my parcel", -2000),
    ])
    func `praise that opens a complaint counts in part`(text: String, points: Int) throws {
        #expect(try SmallRules.judge(text).evidence.points == points)
    }

    @Test func `the evidence says what sort of sign each part is`() throws {
        let parts = try SmallRules.judge("good, you lost my parcel 🙄 😡").evidence.parts
        #expect(parts.map(\.kind) == [.word, .event, .irony, .picture])
        #expect(parts[0].changes.map(\.rule) == ["irony"])
    }
}
