/// Tells addresses that can be shown as links from those that would run something.
enum LinkSchemes {
    /// Whether an address is relative, or its scheme only fetches or names something.
    ///
    /// Blanks and control characters are looked through, as browsers do.
    static func isHarmless(_ address: String) -> Bool {
        if URIReference.hasCommonScheme(address) { return true }
        let bytes = address.utf8.filter { $0 > 0x20 && $0 != 0x7F }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let before = bytes[..<colon]
        if before.contains(where: { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }) { return true }
        return schemes.contains(String(decoding: before.map(\.asciiLowercased), as: UTF8.self))
    }

    private static let schemes: Set<String> = [
        "http", "https", "ftp", "ftps", "sftp", "mailto", "news", "nntp", "tel", "sms", "magnet",
        "geo", "irc", "ircs", "xmpp", "gopher", "gemini", "urn", "tag", "ed2k", "webcal", "rtsp",
        "callto", "aim", "telnet", "ssh", "svn",
    ]
}
