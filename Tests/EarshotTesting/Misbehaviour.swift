/// What servers of the web do wrong, one path each: `/cut_short` is cut short.
///
/// Every case is deterministic; those that wait do so until the client leaves.
public enum Misbehaviour: String, CaseIterable, Sendable {
    // Connections and lengths.
    case neverAnswers = "never_answers"
    case stallsMidway = "stalls_midway"
    case dripsForever = "drips_forever"
    case endlessBody = "endless_body"
    case endlessHeaders = "endless_headers"
    case announcesTooMuch = "announces_too_much"
    case resetsAtOnce = "resets_at_once"
    case resetsMidway = "resets_midway"
    case cutShort = "cut_short"
    case saysTooLittle = "says_too_little"
    case brokenChunks = "broken_chunks"
    case anotherProtocol = "another_protocol"
    case twoLengths = "two_lengths"
    // Encodings of the body.
    case gzipBomb = "gzip_bomb"
    case noGzip = "no_gzip"
    case cutGzip = "cut_gzip"
    case gzipTwice = "gzip_twice"
    case unknownEncoding = "unknown_encoding"
    // Redirects.
    case loops = "loops"
    case tooManyHops = "too_many_hops"
    case leadsNowhere = "leads_nowhere"
    case leadsToFile = "leads_to_file"
    case leadsInside = "leads_inside"
    case leadsToMetadata = "leads_to_metadata"
    // Statuses, with a feed in the body that must not be read.
    case needsLogin = "needs_login"
    case forbids = "forbids"
    case missing
    case gone
    case asksForPatience = "asks_for_patience"
    case isDown = "is_down"
    case fails
    case uninvited304 = "uninvited_304"
    case oddStatus = "odd_status"
    // Bodies that are no feed.
    case emptyBody = "empty_body"
    case blankBody = "blank_body"
    case webPage = "web_page"
    case loginPage = "login_page"
    case softMissing = "soft_missing"
    case picture
    case captivePortal = "captive_portal"

    /// The path at which a server does it.
    public var path: String { "/" + rawValue }

    /// A feed with an entry, as healthy servers give it.
    public static let feed = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Forum</title>
        <item><guid>1</guid><title>Broken</title>
        <description>Brontavia is terrible, and nobody answers.</description></item>
        </channel></rss>
        """

    /// What the server does.
    public var answer: Answer { Self.answers[self] ?? Answer(500) }

    private static let bytes = Array(feed.utf8)
    private static let half = Array(bytes.prefix(bytes.count / 2))

    private static let answers: [Misbehaviour: Answer] = connections.merging(encodings) { $1 }
        .merging(redirects) { $1 }.merging(statuses) { $1 }.merging(bodies) { $1 }

    private static let connections: [Misbehaviour: Answer] = [
        .neverAnswers: .silence,
        .stallsMidway: .stalled(half, announcing: bytes.count),
        .dripsForever: .dripping([UInt8](repeating: 0x20, count: 6_000), every: .milliseconds(50)),
        .endlessBody: .endless([UInt8](repeating: 0x20, count: 65_536), startingWith: half),
        .endlessHeaders: .raw(
            Array("HTTP/1.1 200 OK\r\n".utf8)
                + Array(repeatElement(Array("X-More: more of it\r\n".utf8), count: 20_000).joined())
        ),
        .announcesTooMuch: .cutShort(half, announcing: 10 << 30),
        .resetsAtOnce: .reset,
        .resetsMidway: .resetting(after: half, announcing: bytes.count),
        .cutShort: .cutShort(half, announcing: bytes.count),
        .saysTooLittle: .raw(
            Array("HTTP/1.1 200 OK\r\nContent-Length: \(half.count)\r\n\r\n".utf8) + bytes
        ),
        .brokenChunks: .raw(
            Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".utf8) + bytes
        ),
        .anotherProtocol: .raw(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8)),
        .twoLengths: .raw(
            Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\n".utf8)
                + bytes
        ),
    ]

    private static let encodings: [Misbehaviour: Answer] = [
        .gzipBomb: .endless(Gzip.bombPiece, startingWith: Gzip.bombStart, headers: gzip),
        .noGzip: Answer(headers: gzip, body: bytes),
        .cutGzip: Answer(headers: gzip, body: Array(Gzip.stored(bytes).dropLast(40))),
        .gzipTwice: Answer(
            headers: [("Content-Encoding", "gzip, gzip")],
            body: Gzip.stored(Gzip.stored(bytes))
        ),
        .unknownEncoding: Answer(headers: [("Content-Encoding", "rot13")], body: bytes),
    ]

    private static let gzip = [(name: "Content-Encoding", value: "gzip")]

    private static let redirects: [Misbehaviour: Answer] = [
        .loops: .redirect(302, to: Misbehaviour.loops.path),
        // Each hop adds a letter, so that no address comes twice; the server knows all of them.
        .tooManyHops: .redirect(302, to: "too_many_hops/"),
        .leadsNowhere: Answer(301),
        .leadsToFile: .redirect(301, to: "file:///etc/passwd"),
        .leadsInside: .redirect(302, to: "http://127.0.0.2:9/"),
        .leadsToMetadata: .redirect(302, to: "http://169.254.169.254/latest/meta-data/"),
    ]

    private static let statuses: [Misbehaviour: Answer] = [
        .needsLogin: .text(
            feed,
            status: 401,
            headers: [("WWW-Authenticate", "Basic realm=\"subscribers\"")]
        ),
        .forbids: .text(feed, status: 403),
        .missing: .text(feed, status: 404),
        .gone: .text(feed, status: 410),
        .asksForPatience: .text(feed, status: 429, headers: [("Retry-After", "7200")]),
        .isDown: .text(feed, status: 503),
        .fails: .text(feed, status: 500),
        .uninvited304: Answer(304),
        .oddStatus: .text(feed, status: 299),
    ]

    private static let bodies: [Misbehaviour: Answer] = [
        .emptyBody: .text("", headers: xml),
        .blankBody: .text(" \n\t \n", headers: xml),
        .webPage: .text(
            "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" "
                + "href=\"/real.xml\"><title>Our news</title></head><body>News</body></html>",
            headers: xml
        ),
        .loginPage: .text(
            "<html><body><form action=/login><input type=password></form></body></html>",
            headers: xml
        ),
        .softMissing: .text(
            "<html><title>404</title><body>There is no such page</body></html>",
            headers: xml
        ),
        .picture: Answer(headers: xml, body: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
        .captivePortal: .redirect(302, to: Misbehaviour.loginPage.path),
    ]

    private static let xml = [(name: "Content-Type", value: "application/rss+xml")]
}

extension ScriptedServer {
    /// A server that does all of them, and gives a healthy feed at every other path of these.
    public static func misbehaving(healthy paths: [String] = []) throws -> ScriptedServer {
        let server = try ScriptedServer()
        for behaviour in Misbehaviour.allCases {
            server.answer(behaviour.path, with: behaviour.answer)
        }
        for hops in 1...12 {
            let path = "/too_many_hops/" + String(repeating: "a/", count: hops - 1)
            server.answer(path, with: .redirect(302, to: "a/"))
        }
        for path in paths { server.answer(path, with: .text(Misbehaviour.feed)) }
        return server
    }
}
