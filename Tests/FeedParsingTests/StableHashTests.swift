import Testing

@testable import FeedParsing

@Suite struct StableHashTests {
    /// The values of the published implementation of MurmurHash3_x64_128 with seed 0.
    @Test(arguments: [
        ("", "00000000000000000000000000000000"),
        ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
        ("hello, world", "342fac623a5ebc8e4cdcbc079642414d"),
        ("The quick brown fox jumps over the lazy dog.", "cd99481f9ee902c9695da1a38987b6e7"),
    ])
    func `the hash is the same on every machine`(text: String, hash: String) {
        #expect(StableHash.hex(of: Array(text.utf8)) == hash)
    }

    @Test func `texts of every length and of one changed byte differ`() {
        var seen: Set<String> = []
        for length in 0..<70 {
            seen.insert(StableHash.hex(of: [UInt8](repeating: 7, count: length)))
            var changed = [UInt8](repeating: 7, count: length)
            guard length > 0 else { continue }
            changed[length / 2] = 8
            seen.insert(StableHash.hex(of: changed))
        }
        #expect(seen.count == 139)
        #expect(seen.allSatisfy { $0.utf8.count == 32 })
    }
}
