import EarshotModel
import MentionDetection
import Testing

@Suite struct MentionDetectorTests {
    private static let brontavia = Brand(
        id: RecordID(rawValue: 3),
        name: "Brontavia",
        aliases: ["Brontavia AB", "Brontavia Air Lines"]
    )
    private static let fjordwen = Brand(
        id: RecordID(rawValue: 1),
        name: "Fjordwen Bank",
        aliases: ["Fjordwen", "@fjordwen", "F&B"]
    )
    private static let anglada = Brand(
        id: RecordID(rawValue: 2),
        name: "Ånglådal",
        aliases: [" ", ""]
    )
    private let detector = MentionDetector(brands: [Self.brontavia, Self.fjordwen, Self.anglada])

    /// What stands at the spans of a text's mentions.
    private func named(_ text: String, by detector: MentionDetector? = nil) -> [String] {
        let bytes = Array(text.utf8)
        return (detector ?? self.detector).mentions(title: "", text: text).flatMap(\.spans).map {
            String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
        }
    }

    @Test func `an entry names brands in its title and its text`() {
        let entry = Entry(
            identity: "guid:1",
            title: "FJORDWEN: sold",
            text: "Fjordwen Bank sells brontavia ab, says Fjordwen."
        )
        #expect(
            detector.mentions(in: entry, of: nil) == [
                Mention(
                    brand: Self.fjordwen.id,
                    spans: [
                        TextSpan(field: .title, start: 0, end: 8),
                        TextSpan(field: .text, start: 0, end: 13),
                        TextSpan(field: .text, start: 39, end: 47),
                    ],
                    reason: "named \"Fjordwen\", \"Fjordwen Bank\""
                ),
                Mention(
                    brand: Self.brontavia.id,
                    spans: [TextSpan(field: .text, start: 20, end: 32)],
                    reason: "named \"Brontavia AB\""
                ),
            ]
        )
    }

    @Test(arguments: [
        ("Brontavia's", "Brontavia"), ("Brontavia’s", "Brontavia"), ("d'Brontavia", "Brontavia"),
        ("anti-Brontavia", "Brontavia"), ("(brontavia)", "brontavia"), ("#BRONTAVIA", "BRONTAVIA"),
        ("_Brontavia_", "Brontavia"), ("Brontavia™", "Brontavia"), ("Brontavia²", "Brontavia"),
        ("brontavia.example", "brontavia"), ("Brontavia…", "Brontavia"),
        ("我Brontavia的", "Brontavia"),
        ("𝐁𝐫𝐨𝐧𝐭𝐚𝐯𝐢𝐚", "𝐁𝐫𝐨𝐧𝐭𝐚𝐯𝐢𝐚"), ("Ｂrontavia", "Ｂrontavia"),
        ("Bron\u{AD}tavia", "Bron\u{AD}tavia"),
        ("❤️Brontavia❤️", "Brontavia"), ("\u{200E}Brontavia\u{200F}", "Brontavia"),
        ("Brontavi\u{E1}", "Brontavi\u{E1}"), ("Brontavia\u{301}!", "Brontavia\u{301}"),
        ("@fjordwen", "@fjordwen"), ("@FJORDWEN:", "@FJORDWEN"), ("f&b", "f&b"),
        ("Fjordwen \n\t Bank", "Fjordwen \n\t Bank"), ("Fjordwen\u{A0}Bank", "Fjordwen\u{A0}Bank"),
        ("ÅNGLÅDAL", "ÅNGLÅDAL"), ("Anglådal", "Anglådal"),
        ("A\u{30A}ngla\u{30A}dal", "A\u{30A}ngla\u{30A}dal"),
        ("Brontavia air", "Brontavia"), ("Brontavia Air  Lines", "Brontavia Air  Lines"),
    ])
    func `a name counts at word boundaries, however it is written`(text: String, name: String) {
        for sentence in [text, "İ \(text)", "\(text) ŉ", "ﷺ \(text) ß", "😂\(text)😂"] {
            #expect(named(sentence) == [name], "\(sentence)")
        }
    }

    @Test(arguments: [
        "Brontavian", "Brontavias", "xBrontavia", "Brontavia5", "5Brontavia", "Brontaviaé",
        "éBrontavia",
        "e\u{301}Brontavia", "old_Brontavia", "Brontavia_1", "Brontaviaத", "Brontavia\u{AD}n",
        "n\u{200D}Brontavia", "Bron tavia", "Bron-tavia", "Brontavia\u{94D}", "F & B",
        "",
        "FjordwenBank", "Brontavi", "БBrontavia",
    ])
    func `a name within a longer word does not count`(text: String) {
        #expect(named(text) == [])
    }

    @Test func `a handle's name is not found within an address, a plain name is`() {
        let id = RecordID<Brand>(rawValue: 1)
        let handle = MentionDetector(brands: [Brand(id: id, name: "@fjordwen")])
        #expect(named("ada@fjordwen", by: handle) == [])
        #expect(named("by @fjordwen", by: handle) == ["@fjordwen"])
        #expect(named("ada@fjordwen") == ["fjordwen"])
    }

    @Test func `a name that starts or ends within a folded letter does not count`() {
        let detector = MentionDetector(brands: [
            Brand(id: RecordID(rawValue: 1), name: "s", aliases: ["i", "a l"])
        ])
        #expect(named("ß ﬁ ﷺ Æ l", by: detector) == [])
        #expect(named("ß s ſ", by: detector) == ["s", "ſ"])
    }

    @Test(arguments: [
        ("北京", "我在北京工作", "北京"), ("ไทย", "การบินไทยดี", "ไทย"), ("ソニー", "新ソニー製", "ソニー"),
        ("தமிழ்", "(தமிழ்)", "தமிழ்"), ("Müsslich", "MÜSSLICH", "MÜSSLICH"),
        ("Müsslich", "Müßlich", "Müßlich"),
        ("İstanbul", "ISTANBUL", "ISTANBUL"), ("L'Oravelle", "l’oravelle", "l’oravelle"),
        ("C++", "c++ and", "c++"), ("Ёлка", "елка", "елка"), ("ΟΔΟΣ", "οδός", "οδός"),
        ("삼성", "삼성 전자", "삼성"),
    ])
    func `names of every script are found`(name: String, text: String, expected: String) {
        let detector = MentionDetector(brands: [Brand(id: RecordID(rawValue: 1), name: name)])
        #expect(named(text, by: detector) == [expected])
    }

    @Test(arguments: [("தமிழ", "தமிழ்"), ("क", "कि"), ("ไท", "ไท\u{E34}")])
    func `a vowel sign behind a name makes it another word`(name: String, text: String) {
        let detector = MentionDetector(brands: [Brand(id: RecordID(rawValue: 1), name: name)])
        #expect(named(text, by: detector) == [])
    }

    @Test func `brands that share a name or overlap keep their own spans`() {
        let detector = MentionDetector(brands: [
            Brand(id: RecordID(rawValue: 1), name: "Ostrellan Air"),
            Brand(id: RecordID(rawValue: 2), name: "Air Freight", aliases: ["OSTRELLAN AIR"]),
        ])
        let mentions = detector.mentions(title: "", text: "Ostrellan Air Freight")
        #expect(mentions.map { $0.spans.map { [$0.start, $0.end] } } == [[[0, 13]], [[0, 13]]])
        #expect(mentions.map(\.reason) == ["named \"Ostrellan Air\"", "named \"OSTRELLAN AIR\""])
    }

    @Test func `a feed about a brand mentions it unnamed, and with spans when named`() {
        let unnamed = detector.mentions(title: "Great", text: "Fjordwen", about: Self.anglada.id)
        #expect(unnamed.map(\.brand) == [Self.fjordwen.id, Self.anglada.id])
        #expect(unnamed.last?.spans == [])
        #expect(unnamed.last?.reason == "feed is about Ånglådal")
        let named = detector.mentions(title: "", text: "ånglådal", about: Self.anglada.id)
        #expect(named.map(\.reason) == ["named \"Ånglådal\""])
        #expect(named.map(\.spans.count) == [1])
    }

    @Test func `a feed about a brand that is not known still mentions it`() {
        let mentions = MentionDetector(brands: []).mentions(
            title: "",
            text: "x",
            about: RecordID(rawValue: 9)
        )
        #expect(mentions.map(\.reason) == ["feed is about brand 9"])
    }

    @Test func `without brands or with empty names nothing is mentioned`() {
        let empty = Brand(id: RecordID(rawValue: 1), name: "", aliases: [" \n", "\u{AD}"])
        #expect(MentionDetector(brands: []).mentions(title: "a", text: "b").isEmpty)
        #expect(MentionDetector(brands: [empty]).mentions(title: " ", text: "\u{AD} b").isEmpty)
    }

    @Test func `brands of one id are one brand`() {
        let id = Brand.ID(rawValue: 1)
        let detector = MentionDetector(brands: [
            Brand(id: id, name: "aa"), Brand(id: id, name: "bb"),
        ])
        let mentions = detector.mentions(title: "", text: "aa bb")
        #expect(mentions.map(\.spans.count) == [2])
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "a", "a ", "aa ", "_", "a_", "\u{301}", "\u{AD}", " ", "a\u{301}", "漢", "a\u{A0}",
        ]
    )
    func `a long text of one piece repeated is searched in linear time`(piece: String) {
        let names = ["a", "a a", "a a a", "aa", "漢漢", "a_a"]
        let detector = MentionDetector(brands: [
            Brand(id: RecordID(rawValue: 1), name: "_", aliases: names)
        ])
        let text = String(repeating: piece, count: 50_000)
        let spans = detector.mentions(title: "", text: text).flatMap(\.spans)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
}
