import Testing

@testable import FeedParsing

@Suite struct NameCacheTests {
    @Test func `a name means the same however often it is asked for`() {
        withNames(["title", "item", "creator"]) { names in
            var cache = NameCache()
            cache.vocabulary = RSSFeed.vocabulary
            for _ in 0..<3 {
                for (index, local) in names.enumerated() {
                    let raw = RawName(local: local, prefix: nil, namespace: nil)
                    let expected = RSSFeed.vocabulary.meanings(of: raw.name)
                    for place in Place.allCases {
                        let meaning = cache.meaning(of: raw, at: place)
                        #expect("\(meaning)" == "\(expected[place.rawValue])", "\(index)")
                    }
                }
            }
        }
    }

    @Test func `a prefix tells names apart`() {
        withNames(["creator", "dc"]) { names in
            var cache = NameCache()
            cache.vocabulary = RSSFeed.vocabulary
            let bare = RawName(local: names[0], prefix: nil, namespace: nil)
            let core = RawName(local: names[0], prefix: names[1], namespace: nil)
            if case .skip = cache.meaning(of: bare, at: .entry) {} else { Issue.record("bare") }
            if case .person = cache.meaning(of: core, at: .entry) {} else { Issue.record("dc") }
            if case .skip = cache.meaning(of: bare, at: .entry) {} else { Issue.record("again") }
        }
    }

    @Test func `without a vocabulary nothing means anything`() {
        withNames(["item"]) { names in
            var cache = NameCache()
            let raw = RawName(local: names[0], prefix: nil, namespace: nil)
            if case .skip = cache.meaning(of: raw, at: .feed) {} else { Issue.record("a meaning") }
        }
    }

    /// Lends names with a zero at their end, as libxml2 does.
    private func withNames(
        _ names: [String],
        _ body: ([UnsafePointer<UInt8>]) -> Void
    ) {
        let buffers = names.map { name in
            let bytes = Array(name.utf8) + [0]
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
            _ = buffer.initialize(from: bytes)
            return buffer
        }
        defer { buffers.forEach { $0.deallocate() } }
        body(buffers.compactMap { $0.baseAddress.map { UnsafePointer($0) } })
    }
}
