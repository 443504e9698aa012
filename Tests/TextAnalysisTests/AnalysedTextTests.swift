import Testing
import TextAnalysis

@Suite struct AnalysedTextTests {
    /// The words of a text as they are written.
    private func words(_ text: String) -> [String] {
        let analysed = AnalysedText(text)
        return analysed.words.map { analysed.text(of: $0) }
    }

    /// The folded words of a text.
    private func folded(_ text: String) -> [String] {
        let analysed = AnalysedText(text)
        return analysed.words.map { analysed.foldedText(of: $0) }
    }

    @Test(arguments: [
        ("I don't like it", ["I", "don't", "like", "it"]),
        ("J’adore L'Oravelle", ["J’adore", "L'Oravelle"]),
        ("'quoted' rock'n'roll'", ["quoted", "rock'n'roll"]),
        ("well-known, half–baked", ["well", "known", "half", "baked"]),
        ("kundtjänst är åäö", ["kundtjänst", "är", "åäö"]),
        ("col·lecció", ["col·lecció"]),
        ("1,000.50 or 3.", ["1,000.50", "or", "3"]),
        ("iPhone15 4you", ["iPhone15", "4you"]),
        ("snake_case a/b AT&T", ["snake", "case", "a", "b", "AT", "T"]),
        ("fo\u{AD}rest", ["fo\u{AD}rest"]),
    ])
    func `a text is cut into words`(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(arguments: [
        "ஸ்ரீ", "வாடிக்கையாளர்", "क्षमा", "हिन्दी", "ক্ষমা",
    ])
    func `vowel signs and viramas stay in their word`(word: String) {
        #expect(words("\(word) \(word)") == [word, word])
        #expect(folded(word) == [Folding.folded(word)])
    }

    @Test func `a run of letters without spaces is one word beside Latin ones`() {
        #expect(words("我喜欢Brontavia的。ราคาดี") == ["我喜欢", "Brontavia", "的", "ราคาดี"])
    }

    @Test(arguments: [
        ("DON'T", "don't"), ("J’ADORE", "j'adore"), ("Ånglådal", "angladal"),
        ("MÜSSLICH", "musslich"), ("Straße", "strasse"), ("ＡＢＣ", "abc"), ("İstanbul", "istanbul"),
        ("🤦🏽‍♀️", "🤦"), ("❤️", "❤"), (":-)))", ":-)"), (":D", ":d"),
    ])
    func `the folded form is what words are compared by`(text: String, expected: String) {
        #expect(folded(text) == [expected])
    }

    @Test(arguments: [
        ("word", Word.Kind.word), ("2026", .number), ("3.5", .number), ("5G", .word),
        ("@wistaquay", .handle), ("@ada@example.org", .handle), ("#fail", .handle),
        ("#இந்தியா", .handle), ("https://example.org/a?b=(c)", .address),
        ("www.example.org", .address), ("max.muster+x@example.co.uk", .address),
        ("👍🏽", .emoji), ("👩‍💻", .emoji), ("🇸🇪", .emoji), (":-(", .emoji), (":'(", .emoji),
        (";)", .emoji), ("<3", .emoji), ("</3", .emoji), ("^^", .emoji), (">:(", .emoji),
        ("=P", .emoji), ("❤️‍🔥", .emoji), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", .emoji), ("☹", .emoji),
    ])
    func `each kind of word is one word`(text: String, kind: Word.Kind) {
        for sentence in [text, "so \(text)", "\(text) so", "so – \(text), so"] {
            let analysed = AnalysedText(sentence)
            let found = analysed.words.filter { analysed.text(of: $0) != "so" }
            #expect(found.map(\.kind) == [kind], "\(sentence)")
            #expect(found.map { analysed.text(of: $0) } == [text], "\(sentence)")
        }
    }

    @Test(arguments: [
        ("see https://example.org/x).", "https://example.org/x"),
        ("(https://example.org/x_(y))", "https://example.org/x_(y)"),
        ("\"http://example.org\"", "http://example.org"),
        ("<a.b@example.org>", "a.b@example.org"),
        ("mail ada@example.org.", "ada@example.org"),
    ])
    func `an address ends before the punctuation around it`(text: String, address: String) {
        let analysed = AnalysedText(text)
        let found = analysed.words.filter { $0.kind == .address }
        #expect(found.map { analysed.text(of: $0) } == [address])
    }

    @Test(arguments: ["a@b", "@ alone", "#1", "note:Done", "10:30", "http:/x", "x<3y", "a:b"])
    func `what only looks like a sign is none`(text: String) {
        #expect(AnalysedText(text).words.allSatisfy { $0.kind == .word || $0.kind == .number })
    }

    @Test func `pictures in a row are words of their own`() {
        #expect(words("😂😂👍🏽👍🇸🇪🇳🇴") == ["😂", "😂", "👍🏽", "👍", "🇸🇪", "🇳🇴"])
    }

    @Test(arguments: [
        ("good", Word.Shape.lower), ("Good", .capitalised), ("GOOD", .upper), ("I", .capitalised),
        ("iPhone", .other), ("McDonald", .other), ("2026", .other), ("தமிழ்", .other),
        ("Ångest", .capitalised), ("ÄR", .upper), ("don't", .lower), ("DON'T", .upper),
        ("straße", .lower), ("5G", .other),
    ])
    func `the shape tells how capitals are spread`(text: String, shape: Word.Shape) {
        #expect(AnalysedText(text).words.map(\.shape) == [shape])
    }

    @Test(arguments: [
        ("a b", Word.Gap.space), ("a\tb", .space), ("a\u{A0}b", .space), ("a-b", .none),
        ("a/b", .none), ("a, b", .comma), ("a (b", .comma), ("a – b", .comma), ("a - b", .comma),
        ("a \"b", .comma), ("aa: b", .comma), ("aa. b", .sentence), ("a! b", .sentence),
        ("a? b", .sentence), ("a… b", .sentence), ("a\nb", .sentence), ("aa.B", .sentence),
        ("क।ख", .sentence), ("aa.com", .none), ("e.g. this", .none), ("J. Smith", .space),
        ("a «b", .comma), ("a، b", .comma),
    ])
    func `the gap tells what stands before a word`(text: String, gap: Word.Gap) throws {
        let words = AnalysedText(text).words
        #expect(words.first?.gap == .sentence)
        #expect(try #require(words.dropFirst().first).gap == gap)
    }

    @Test func `exclamation and question marks are counted on the word before them`() {
        let words = AnalysedText("!Oh no!!! Why?! Yes ¡hola！").words
        #expect(words.map(\.exclamations) == [0, 3, 1, 0, 1])
        #expect(words.map(\.questions) == [0, 0, 1, 0, 0])
    }

    @Test func `more marks than can be counted are counted as 255`() {
        let words = AnalysedText("a" + String(repeating: "!?", count: 300)).words
        #expect(words.map(\.exclamations) == [255])
        #expect(words.map(\.questions) == [255])
    }

    @Test(arguments: [
        "", " ", "\u{0}", "\u{300}", "\u{200D}", "...", "\u{FFFD}", "''", "@@", "---",
    ])
    func `a text without words has none`(text: String) {
        #expect(AnalysedText(text).words.isEmpty)
    }

    @Test(arguments: 0..<40)
    func `a text read in the place of others is cut as it is alone`(seed: UInt64) {
        var used = AnalysedText()
        for part in 0..<5 {
            let text = RandomText(seed: seed &+ UInt64(part)).text(scalars: 80 * (5 - part))
            used.read(text)
            let fresh = AnalysedText(text)
            #expect(used.words == fresh.words && used.bytes == fresh.bytes)
            #expect(used.traits == fresh.traits && used.innerPoints == fresh.innerPoints)
            #expect(used.words.map(used.foldedText) == fresh.words.map(fresh.foldedText))
        }
    }

    @Test(arguments: 0..<40)
    func `words of any text lie on scalars, in order, and fold to their folded form`(seed: UInt64) {
        let text = RandomText(seed: seed).text(scalars: 400)
        let analysed = AnalysedText(text)
        var end = 0
        for word in analysed.words {
            #expect(word.start >= end && word.end > word.start)
            #expect(word.foldedEnd + AnalysedText.padding <= analysed.folded.count)
            let bytes = Array(text.utf8)[word.start..<word.end]
            #expect(String(validating: bytes, as: UTF8.self) != nil)
            if word.kind != .emoji {
                #expect(analysed.foldedText(of: word) == Folding.folded(analysed.text(of: word)))
            }
            end = word.end
        }
        #expect(end <= analysed.bytes.count)
    }
}

@Suite struct LongTextTests {
    /// Repetitions that would take hours if any of the scanner's looks ahead or back were
    /// unbounded.
    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "a", "@", "a@", "a.b@", "a@b", "#", "(", "http://", "http://(", "www.", ":", ":-", "<3",
            "'", "a'", "1,", "\u{AD}", "a\u{AD}", "\u{301}", "👍\u{200D}", "\u{1F3FD}", "🇸", "漢",
            "-", "!",
        ]
    )
    func `a long text of one piece repeated is cut in linear time`(piece: String) {
        let analysed = AnalysedText(String(repeating: piece, count: 50_000))
        #expect(analysed.words.allSatisfy { $0.end <= analysed.bytes.count })
    }
}
