import Testing

@testable import FeedParsing

@Suite struct CharsetTests {
    @Test(arguments: [
        ("utf-8", Charset.utf8), ("UTF8", .utf8), (" \"utf-8\" ", .utf8),
        ("iso-8859-1", .windows1252),
        ("ISO_8859-1", .windows1252), ("us-ascii", .windows1252), ("latin1", .windows1252),
        ("cp1252", .windows1252), ("iso-8859-15", .iconv("ISO-8859-15")),
        ("iso-8859-2", .iconv("ISO-8859-2")),
        ("windows-1251", .iconv("CP1251")), ("cp1251", .iconv("CP1251")),
        ("x-cp1251", .iconv("CP1251")),
        ("koi8-r", .iconv("KOI8-R")), ("shift_jis", .iconv("CP932")), ("x-sjis", .iconv("CP932")),
        ("euc-jp", .iconv("EUC-JP-MS")), ("gb2312", .iconv("GB18030")), ("gbk", .iconv("GB18030")),
        ("big5", .iconv("BIG5-HKSCS")), ("euc-kr", .iconv("CP949")), ("utf-16", .iconv("UTF-16LE")),
        ("ibm850", .iconv("CP850")), ("tis-620", .iconv("CP874")),
        ("macintosh", .iconv("MACINTOSH")),
    ])
    func `an encoding is known by all its names`(label: String, charset: Charset) {
        #expect(Charset(label: label) == charset)
    }

    @Test(arguments: [
        "", "x", "utf-9", "../../etc/passwd", "iso-8859-99", "cp99999999999999999999", "utf-7",
        "//IGNORE",
    ])
    func `a name that is unknown reaches no library`(label: String) {
        #expect(Charset(label: label) == nil)
    }

    @Test(arguments: [
        ("text/xml; charset=utf-8", Charset.utf8), ("text/xml;charset=\"UTF-8\"", .utf8),
        ("text/xml; CHARSET=koi8-r", .iconv("KOI8-R")),
        ("a/b; x=y; charset=latin1; z", .windows1252),
    ])
    func `the server's header names a charset`(header: String, charset: Charset) {
        #expect(Charset(contentType: header) == charset)
    }

    @Test(arguments: [
        "", "text/xml", "text/xml; charset", "text/xml; charset=", "charset=utf-8", ";;;",
        "text/xml; charset=x",
    ])
    func `a header without a charset names none`(header: String) {
        #expect(Charset(contentType: header) == nil)
    }

    @Test(arguments: [
        ("<?xml version=\"1.0\" encoding=\"koi8-r\"?>", Charset.iconv("KOI8-R")),
        ("<?xml version='1.0' encoding = 'latin1' standalone='yes'?>", .windows1252),
        ("junk<?xml encoding=utf-8?>", .utf8),
    ])
    func `the declaration of a document names one`(document: String, charset: Charset) {
        #expect(Charset(declarationIn: Array(document.utf8)) == charset)
    }

    @Test(arguments: [
        "", "<rss/>", "<?xml version=\"1.0\"?><a encoding=\"koi8-r\"/>",
        "<?xml encoding=\"koi8-r\"", "<?xml encoding=?>",
    ])
    func `a document without a declaration names none`(document: String) {
        #expect(Charset(declarationIn: Array(document.utf8)) == nil)
    }
}
