import FeedParsing

/// Measures how fast feeds are parsed: in memory, on one thread, again and again.
struct ParsingBench {
    let parser: FeedParser

    /// Millions of bytes a second, over all documents until so many millions have been read.
    ///
    /// A document that is no feed counts as read.
    func megabytesPerSecond(_ documents: [[UInt8]], until megabytes: Double) -> Double {
        var bytes = 0
        var entries = 0
        let wanted = Int(megabytes * 1e6)
        let time = ContinuousClock().measure {
            while bytes < wanted {
                let before = bytes
                for document in documents where bytes < wanted {
                    entries += (try? parser.parse(document))?.entries.count ?? 0
                    bytes += document.count
                }
                if bytes == before { return }
            }
        }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        return seconds > 0 ? Double(bytes) / 1e6 / seconds : 0
    }
}
