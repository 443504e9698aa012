/// An encoding that feeds name, and how it is decoded.
///
/// Only known names reach the C library, which loads code by name.
enum Charset: Hashable {
    case utf8
    /// Windows-1252, which also ISO 8859-1 and US-ASCII mean on the web.
    case windows1252
    /// An encoding that the C library converts, by the library's name.
    case iconv(String)

    /// The name that people know it by.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .windows1252: "windows-1252"
        case .iconv(let name): name
        }
    }

    /// Reads the `charset` of a Content-Type header; `nil` when there is none or it is unknown.
    init?(contentType: String) {
        guard
            let parameter = contentType.lowercased().split(separator: ";").dropFirst().first(
                where: { $0.drop { $0 == " " }.hasPrefix("charset") }
            )
        else { return nil }
        guard let label = parameter.split(separator: "=").dropFirst().first else { return nil }
        self.init(label: String(label))
    }

    /// Reads the encoding of an XML declaration within the first bytes of a document.
    init?(declarationIn bytes: [UInt8]) {
        let head = Array(bytes.prefix(1024))
        guard let start = head.end(of: "<?xml", from: 0), let end = head.end(of: "?>", from: start),
            let name = head.end(of: "encoding", from: start), name < end
        else { return nil }
        let value = head[name..<(end - 2)].drop { $0.isASCIISpace }.drop { $0 == 0x3D }
        let quotes: Set<UInt8> = [0x20, 0x22, 0x27]
        let label = value.drop { quotes.contains($0) }.prefix { !quotes.contains($0) }
        self.init(label: String(decoding: label, as: UTF8.self))
    }

    /// Reads a name as documents spell it; `nil` for one that is unknown.
    init?(label: String) {
        let bytes = label.lowercased().utf8.filter {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A
        }
        let name = String(decoding: bytes.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
        if let known = Self.aliases[name] {
            self = known
        } else if let number = Self.pageNumber(of: name), Self.pages.contains(number) {
            self = .iconv("CP\(number)")
        } else if let part = Self.isoPart(of: name) {
            self = .iconv("ISO-8859-\(part)")
        } else {
            return nil
        }
    }

    /// The code page in `windows-1250`, `cp1250`, `ibm850`, `csibm855`, `x-cp1251` and `850`.
    private static func pageNumber(of name: String) -> Int? {
        let families = ["windows-", "x-cp", "cp", "csibm", "ibm", "ms", ""]
        for family in families where name.hasPrefix(family) {
            if let number = Int(name.dropFirst(family.count)) { return number }
        }
        return nil
    }

    private static func isoPart(of name: String) -> Int? {
        let families = ["iso-8859-", "iso8859-", "iso-ir-8859-"]
        for family in families where name.hasPrefix(family) {
            if let part = Int(name.dropFirst(family.count)), (2...16).contains(part) { return part }
        }
        return nil
    }

    private static let pages: Set<Int> = [
        37, 273, 437, 500, 737, 775, 850, 852, 855, 856, 857, 858, 860, 861, 862, 863, 864, 865,
        866, 869, 874, 932, 936, 949, 950, 1026, 1140, 1250, 1251, 1253, 1254, 1255, 1256, 1257,
        1258,
    ]

    private static let aliases: [String: Charset] = {
        let names: [(Charset, String)] = [
            (.utf8, "utf-8 utf8 u8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8"),
            (
                .windows1252,
                "windows-1252 cp1252 x-cp1252 1252 iso-8859-1 iso8859-1 iso88591 latin1 latin-1 l1"
                    + " us-ascii ascii ansi ansi-x3.4-1968 iso-646-us us cp819 ibm819 csisolatin1"
            ),
            (.iconv("CP932"), "shift-jis shiftjis sjis x-sjis ms-kanji csshiftjis windows-31j"),
            (.iconv("EUC-JP-MS"), "euc-jp eucjp x-euc-jp"),
            (.iconv("ISO-2022-JP"), "iso-2022-jp csiso2022jp"),
            (.iconv("GB18030"), "gb18030 gb2312 gbk gb-2312-80 euc-cn x-gbk csgb2312 chinese"),
            (.iconv("BIG5-HKSCS"), "big5 big-5 big5-hkscs cn-big5 x-x-big5 csbig5"),
            (.iconv("CP949"), "euc-kr euckr ks-c-5601-1987 ksc5601 korean uhc cseuckr"),
            (.iconv("ISO-2022-KR"), "iso-2022-kr"),
            (.iconv("KOI8-R"), "koi8-r koi8r koi8 koi cskoi8r"),
            (.iconv("KOI8-U"), "koi8-u koi8u koi8-ru"),
            (.iconv("MACINTOSH"), "macintosh mac macroman x-mac-roman csmacintosh"),
            (.iconv("MAC-CYRILLIC"), "x-mac-cyrillic x-mac-ukrainian"),
            (.iconv("CP874"), "tis-620 windows-874 dos-874 iso-8859-11 iso8859-11"),
            (.iconv("CP1253"), "ms-greek"),
            (.iconv("CP1251"), "ms-cyrl"),
            (.iconv("CP1250"), "ms-ee"),
            (.iconv("CP1254"), "ms-turk latin5"),
            (.iconv("ISO-8859-2"), "latin2 latin-2 l2 csisolatin2"),
            (.iconv("ISO-8859-15"), "latin9 latin-9 l9"),
            (.iconv("UTF-16LE"), "utf-16le utf-16 utf16 ucs-2 iso-10646-ucs-2 unicode"),
            (.iconv("UTF-16BE"), "utf-16be"),
            (.iconv("UTF-32LE"), "utf-32 utf-32le"),
            (.iconv("UTF-32BE"), "utf-32be"),
        ]
        var table: [String: Charset] = [:]
        for (charset, labels) in names {
            for label in labels.split(separator: " ") { table[String(label)] = charset }
        }
        return table
    }()
}
