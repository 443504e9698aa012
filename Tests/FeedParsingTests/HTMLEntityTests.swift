import Testing

@testable import FeedParsing

@Suite struct HTMLEntityTests {
    @Test(arguments: [
        ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{A0}"),
        ("euro", "€"), ("hellip", "…"), ("Aring", "Å"), ("aring", "å"), ("szlig", "ß"),
        ("Tab", "\t"),
        ("zwj", "\u{200D}"), ("thetasym", "ϑ"), ("check", "✓"), ("uring", "ů"), ("Prime", "″"),
        ("prime", "′"), ("dagger", "†"), ("Dagger", "‡"), ("frac12", "½"), ("there4", "∴"),
    ])
    func `a name of HTML has its character`(name: String, scalar: Unicode.Scalar) {
        #expect(HTMLEntity.scalar(named: key(name)) == scalar)
    }

    @Test(arguments: ["", "x", "AMp", "eAcute", "nbs", "nbspx", "unknown"])
    func `any other name has none`(name: String) {
        #expect(HTMLEntity.scalar(named: key(name)) == nil)
    }

    private func key(_ name: String) -> UInt64 {
        name.utf8.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
