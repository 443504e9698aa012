import Testing

@testable import SentimentScoring

@Suite struct AffixesTests {
    /// The form of a word that is in a list of known ones.
    private func form(of word: String, _ lines: String, known: Set<String>) throws -> String? {
        let affixes = try Affixes(parsing: lines, file: "xx/affixes.tsv")
        let form = affixes.known(Array(word.utf8)[...]) { form in
            (known.contains(String(decoding: form.bytes, as: UTF8.self)), false)
        }
        return form.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: [
        ("suffix\tnya\t3", "bagusnya", "bagus"), ("prefix\tmem\t3", "membantu", "bantu"),
        ("prefix\tmeny\t3\ts", "menyesal", "sesal"), ("suffix\tach\t3\ta", "ladach", "lada"),
        ("infix\tum\t3", "gumanda", "ganda"), ("reduplication\t\t3", "gaganda", "ganda"),
        ("compound\t\t5", "riesenproblem", "problem"),
        ("prefix\tdi\t3\nsuffix\tkan\t3", "dibantukan", "bantu"),
        ("spelling\taa\t0\ta\nspelling\tth\t0\tt", "nallaathu", "nallatu"),
        ("prefix\tl'\t2", "l'attente", "attente"), ("suffix\tx\t3", "soooo", "so"),
        ("suffix\tx\t3", "goooodx", "good"),
    ])
    func `what may be taken off is taken off`(lines: String, word: String, base: String) throws {
        #expect(try form(of: word, lines, known: [base]) == base)
    }

    @Test func `enough letters must remain`() throws {
        #expect(try form(of: "anya", "suffix\tnya\t3", known: ["a"]) == nil)
        #expect(try form(of: "நல்லது", "suffix\tது\t5", known: ["நல்ல"]) == nil)
        #expect(try form(of: "நல்லது", "suffix\tது\t4", known: ["நல்ல"]) == "நல்ல")
    }

    @Test func `the shortest way wins, and no more than three affixes are lost`() throws {
        let lines = "suffix\ta\t2\nprefix\ta\t2"
        #expect(try form(of: "axxa", lines, known: ["xx", "axx"]) == "axx")
        #expect(try form(of: "xxabab", "suffix\tb\t2\nsuffix\ta\t2", known: ["xx"]) == nil)
    }

    @Test func `a word of any length ends`() throws {
        let word = String(repeating: "ab", count: 5000)
        #expect(try form(of: word, "suffix\tb\t1\nsuffix\ta\t1", known: []) == nil)
    }

    @Test(arguments: [
        ("sufix\tx\t3", "xx/affixes.tsv:1: \"sufix\" is none of "),
        ("suffix\tx", "xx/affixes.tsv:1: a line needs a kind, an affix"),
        ("suffix\tx\t99", "xx/affixes.tsv:1: the weight 99 lies outside 0.0…20.0"),
        ("booster\tx\t3\t9", "xx/affixes.tsv:1: the weight 9 lies outside"),
    ])
    func `a mistake is told with its line`(lines: String, message: String) {
        let error = #expect(throws: RuleFileError.self) {
            try Affixes(parsing: lines, file: "xx/affixes.tsv")
        }
        #expect(error?.description.hasPrefix(message) == true)
    }
}
