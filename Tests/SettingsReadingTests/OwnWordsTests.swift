import EarshotModel
import Foundation
import SentimentScoring
import Testing

@testable import SettingsReading

@Suite struct OwnWordsTests {
    private static let shipped = TextFolder.checkout.appendingPathComponent("Rules")

    @Test func `words outside the package join the shipped ones and the fingerprint`() throws {
        let folder = try TextFolder()
        let own = OwnWords(folder: folder.url.appendingPathComponent("words"))
        let before = try ShippedRules(rules: Self.shipped, zone: "UTC", own: own)
        try own.write("blorp\t-2.5\n", to: own.own("en"))
        try own.write("fribble\t1\n", to: try own.imported("a-list", "en"))
        let after = try ShippedRules(rules: Self.shipped, zone: "UTC", own: own)
        #expect(before.fingerprint != after.fingerprint)
        let text = ScorableText(text: "blorp and fribble", language: "en")
        #expect(before.scorer.judge(text).evidence.points == 0)
        #expect(after.scorer.judge(text).evidence.points == -1500)
        #expect(try own.texts(of: "en").keys.sorted() == ["imported-a-list.tsv", "own.tsv"])
    }

    @Test func `a folder that is not there holds no words, and other files are left alone`() throws
    {
        let folder = try TextFolder()
        let own = OwnWords(folder: folder.url)
        #expect(try own.texts(of: "en").isEmpty)
        try folder.write("x", to: "en/lexicon.tsv")
        #expect(try own.texts(of: "en").isEmpty)
    }

    @Test func `a folder that cannot be read is told with its path`() throws {
        let folder = try TextFolder()
        try folder.write("no folder", to: "words/en")
        let own = OwnWords(folder: folder.url.appendingPathComponent("words"))
        let error = #expect(throws: SettingsError.self) { try own.texts(of: "en") }
        #expect(error?.description.contains("words/en: the folder of words") == true)
        let deeper = OwnWords(folder: own.own("en"))
        #expect(throws: SettingsError.self) { try deeper.texts(of: "en") }
    }

    @Test func `a list is read with or without its mark, and refused in another encoding`() throws {
        let folder = try TextFolder()
        let file = folder.url.appendingPathComponent("list.txt")
        try Data([0xEF, 0xBB, 0xBF, 0x61]).write(to: file)
        #expect(try OwnWords.text(of: file) == "a")
        try Data([0x61, 0xE9]).write(to: file)
        #expect(throws: SettingsError.self) { try OwnWords.text(of: file) }
    }

    @Test(arguments: ["", "../x", "a/b", "ä", "a b"])
    func `a list is named so that it can be a file`(name: String) {
        #expect(throws: SettingsError.self) {
            try OwnWords(folder: URL(fileURLWithPath: "/x")).imported(name, "en")
        }
    }
}
