import EarshotModel
import FeedParsing

/// Reads one input of libFuzzer as a feed: its first byte says how, the others are the document.
///
/// What must hold for any bytes: no trap, an identity for every entry, text without U+0000, and a
/// document that can be printed and is read again as a feed with as many entries.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let way = bytes.first else { return 0 }
    let types = [
        nil, "text/xml; charset=utf-8", "text/xml; charset=windows-1251",
        "text/xml; charset=utf-16",
    ]
    let limits = ParsingLimits(entries: 50, fieldBytes: 4096, tagBytes: 1024, depth: 32)
    let parser = FeedParser(
        limits: way & 1 == 0 ? limits : .standard,
        keepsMarkup: way & 2 == 0,
        readsMarkup: way & 0x70 != 0x70
    )
    let feed = try? parser.parse(
        Array(bytes.dropFirst()),
        contentType: types[Int(way >> 2 & 3)],
        baseURL: way & 0x80 == 0 ? "https://a.example/b/c" : nil
    )
    guard let feed else { return 0 }
    for entry in feed.entries {
        precondition(!entry.identity.isEmpty, "an entry has no identity")
        precondition(
            !entry.title.utf8.contains(0) && !entry.text.utf8.contains(0),
            "U+0000 in a text"
        )
    }
    guard let printed = try? FeedDocument(feed).json(),
        let again = try? FeedParser().parse([UInt8](printed))
    else { preconditionFailure("a feed cannot be printed and read again") }
    precondition(again.entries.count == feed.entries.count, "an entry was lost in print")
    return 0
}
