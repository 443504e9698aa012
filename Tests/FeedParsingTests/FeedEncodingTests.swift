import Testing

@testable import FeedParsing

@Suite struct FeedEncodingTests {
    @Test(arguments: [
        (FeedBytes.utf8("é年"), nil, nil), (.utf8("é年"), "text/xml; charset=utf-8", nil),
        (.utf8("é年", declared: "utf-8"), nil, nil), (.marked(.utf8("é年")), nil, nil),
        (.marked(.utf8("é年", declared: "iso-8859-1")), nil, nil),
        (.utf8("é年", declared: "utf-16"), nil, "UTF-8"),
        (.utf8("é年", declared: "iso-8859-1"), nil, "UTF-8"),
        (.utf8("é年", declared: "no-such"), nil, nil),
        (.utf8("é年"), "text/xml; charset=iso-8859-1", "UTF-8"),
        (.utf8("é年"), "text/xml; charset=us-ascii", "UTF-8"),
        (.utf8("é年"), "text/xml; charset=utf-16", "UTF-8"),
        (.utf16("é年", isBig: false, isMarked: true), nil, nil),
        (.utf16("é年", isBig: true, isMarked: true), nil, nil),
        (.utf16("é年", isBig: false, isMarked: false), nil, nil),
        (.utf16("é年", isBig: true, isMarked: false), nil, nil),
        (.utf16("é年", isBig: true, isMarked: true), "text/xml; charset=utf-8", nil),
    ])
    func `the bytes decide where they contradict what is declared`(
        document: FeedBytes,
        contentType: String?,
        guessed: String?
    ) {
        let encoding = FeedEncoding(document.bytes, contentType: contentType)
        #expect(String(decoding: encoding.bytes, as: UTF8.self).contains("é年"))
        #expect(encoding.guessed == guessed)
    }

    @Test(arguments: [
        ("windows-1251", [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0], "Москва"),
        ("koi8-r", [0xED, 0xCF, 0xD3, 0xCB, 0xD7, 0xC1], "Москва"),
        ("iso-8859-7", [0xC5, 0xEB, 0xEB, 0xDC, 0xE4, 0xE1], "Ελλάδα"),
        ("shift_jis", [0x93, 0x8C, 0x8B, 0x9E], "東京"), ("euc-jp", [0xC5, 0xEC, 0xB5, 0xFE], "東京"),
        ("gb2312", [0xB1, 0xB1, 0xBE, 0xA9], "北京"), ("big5", [0xA5, 0x78, 0xA5, 0x5F], "台北"),
        ("euc-kr", [0xBC, 0xAD, 0xBF, 0xEF], "서울"), ("iso-8859-1", [0x80, 0x93, 0x94], "€“”"),
        ("iso-8859-15", [0xA4], "€"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x45, 0x6C, 0x1B, 0x28, 0x42], "東"),
    ])
    func `a declared encoding is decoded, from the header and from the declaration`(
        label: String,
        bytes: [UInt8],
        text: String
    ) {
        let declared = Array("<?xml version=\"1.0\" encoding=\"\(label)\"?><rss>".utf8) + bytes
        let plain = Array("<rss>".utf8) + bytes
        for encoding in [
            FeedEncoding(declared, contentType: nil),
            FeedEncoding(plain, contentType: "text/xml; charset=\(label)"),
            FeedEncoding(declared, contentType: "text/xml; charset=no-such"),
        ] {
            #expect(String(decoding: encoding.bytes, as: UTF8.self).hasSuffix("<rss>\(text)"))
            #expect(encoding.guessed == nil)
        }
    }

    @Test func `where the server lies, the document's own declaration counts`() {
        let bytes =
            Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss>".utf8)
            + [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0]
        let encoding = FeedEncoding(bytes, contentType: "text/xml; charset=utf-8")
        #expect(String(decoding: encoding.bytes, as: UTF8.self).hasSuffix("Москва"))
    }

    @Test func `undeclared western text is windows-1252`() {
        let encoding = FeedEncoding(Array("<rss>caf".utf8) + [0xE9, 0x20, 0x93], contentType: nil)
        #expect(String(decoding: encoding.bytes, as: UTF8.self) == "<rss>café “")
        #expect(encoding.guessed == "windows-1252")
    }

    @Test(arguments: [nil, "utf-8"] as [String?], 0..<40)
    func `one bad byte changes nothing but itself`(declared: String?, position: Int) {
        let text = "<rss>é年 наш café — “quoted” 😀"
        let good = Array((declared.map { "<?xml version='1.0' encoding='\($0)'?>" } ?? "").utf8)
        var bytes = good + Array(text.utf8)
        bytes.insert(0xFF, at: good.count + position)
        let read = String(decoding: FeedEncoding(bytes, contentType: nil).bytes, as: UTF8.self)
        let intact = text.unicodeScalars.filter { read.unicodeScalars.contains($0) }
        #expect(intact.count >= text.unicodeScalars.count - 1)
    }

    @Test func `what an encoding does not have becomes a replacement and nothing else`() {
        let bytes =
            Array("<?xml version='1.0' encoding='shift_jis'?><rss>".utf8) + [
                0x93, 0x8C, 0xFF, 0x41,
            ]
        let read = String(decoding: FeedEncoding(bytes, contentType: nil).bytes, as: UTF8.self)
        #expect(read.hasSuffix("東\u{FFFD}A"))
    }

    @Test func `any bytes become well-formed UTF-8`() {
        var generator = SeededGenerator(seed: 11)
        let labels = [
            "utf-8", "utf-16", "utf-32", "shift_jis", "gb18030", "iso-2022-jp", "big5", "cp037",
            "iso-2022-kr",
        ]
        for _ in 0..<400 {
            let length = Int.random(in: 0..<200, using: &generator)
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let label = labels.randomElement(using: &generator)
            let type = label.map { "text/xml; charset=\($0)" }
            #expect(UTF8Survey(FeedEncoding(bytes, contentType: type).bytes).invalid == 0)
        }
    }
}

/// A document in some encoding.
struct FeedBytes: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let testDescription: String

    static func utf8(_ text: String, declared: String? = nil) -> FeedBytes {
        let head = declared.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? ""
        return FeedBytes(
            bytes: Array("\(head)<rss>\(text)".utf8),
            testDescription: "UTF-8, \(declared ?? "bare")"
        )
    }

    static func marked(_ document: FeedBytes) -> FeedBytes {
        FeedBytes(
            bytes: [0xEF, 0xBB, 0xBF] + document.bytes,
            testDescription: "marked \(document.testDescription)"
        )
    }

    static func utf16(_ text: String, isBig: Bool, isMarked: Bool) -> FeedBytes {
        let units = (isMarked ? [0xFEFF] : []) + Array("<rss>\(text)".utf16)
        let bytes = units.flatMap { unit in
            isBig
                ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        return FeedBytes(bytes: bytes, testDescription: "UTF-16, big \(isBig), marked \(isMarked)")
    }
}
