import Testing

@testable import SentimentScoring

@Suite struct WordTableTests {
    private func keys(_ word: String, in table: WordTable) -> WordTable.Keys {
        let bytes = Array(word.utf8)
        return table.keys(of: bytes.span, from: 0, to: bytes.count)
    }

    @Test func `a word and a stem of the same letters are two things`() {
        var table = WordTable()
        let word = table.number(of: Array("care".utf8), isStem: false)
        let stem = table.number(of: Array("care".utf8), isStem: true)
        #expect(word != stem)
        #expect(keys("care", in: table).exact == word)
        #expect(keys("care", in: table).stem == stem)
        #expect(keys("careful", in: table).exact == 0)
        #expect(keys("careful", in: table).stem == stem)
        #expect(keys("car", in: table).isEmpty)
    }

    @Test func `the three longest stems are found, the longest first`() {
        var table = WordTable()
        let numbers = ["abc", "abcd", "abcde", "abcdef"].map {
            table.number(of: Array($0.utf8), isStem: true)
        }
        let keys = keys("abcdefg", in: table)
        #expect(
            [keys.stem, keys.shorterStem, keys.shortestStem] == [
                numbers[3], numbers[2], numbers[1],
            ]
        )
    }

    @Test func `ten thousand words keep their numbers while the table grows`() {
        var table = WordTable()
        let words = (0..<10_000).map { "word\($0)" }
        let numbers = words.map { table.number(of: Array($0.utf8), isStem: false) }
        #expect(Set(numbers).count == words.count)
        #expect(zip(words, numbers).allSatisfy { keys($0, in: table).exact == $1 })
        #expect(keys("word", in: table).isEmpty)
    }

    @Test func `stems longer than sixty-three bytes are found too`() {
        var table = WordTable()
        let long = String(repeating: "ab", count: 40)
        let number = table.number(of: Array(long.utf8), isStem: true)
        #expect(keys(long + "c", in: table).stem == number)
    }

    @Test func `another spelling stands for a word unless it is a word`() {
        var table = WordTable()
        let dont = table.number(of: Array("don't".utf8), isStem: false)
        let ill = table.number(of: Array("ill".utf8), isStem: false)
        let iwill = table.number(of: Array("i'll".utf8), isStem: false)
        table.alias(Array("dont".utf8), for: dont)
        table.alias(Array("ill".utf8), for: iwill)
        #expect(keys("dont", in: table).exact == dont)
        #expect(keys("ill", in: table).exact == ill)
    }
}
