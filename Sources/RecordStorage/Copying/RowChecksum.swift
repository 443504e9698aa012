/// A checksum over rows in any order, the same whichever engine answered them.
///
/// Each row's bytes are hashed with FNV-1a in 64 bits and stirred; the sums are added. It finds
/// losses, repetitions and changes; it is no defence against somebody who means harm.
struct RowChecksum: Hashable, Sendable {
    /// How many rows were added.
    private(set) var rows = 0
    private var sum: UInt64 = 0

    mutating func add(_ row: [SQLValue]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in row { Self.mix(value, into: &hash) }
        // The finaliser of MurmurHash3, so that sums of near rows differ.
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        sum &+= hash ^ (hash >> 33)
        rows += 1
    }

    private static func mix(_ value: SQLValue, into hash: inout UInt64) {
        switch value {
        case .null: mix(byte: 0, into: &hash)
        case .bool(let value): mix(value ? 1 : 0, into: &hash)
        case .int(let value): mix(value, into: &hash)
        case .text(var text):
            mix(byte: 2, into: &hash)
            text.withUTF8 { for byte in $0 { mix(byte: byte, into: &hash) } }
        case .bytes(let bytes):
            mix(byte: 3, into: &hash)
            for byte in bytes { mix(byte: byte, into: &hash) }
        }
        // Ends the value, so that no two rows give the same bytes.
        mix(byte: 0xFF, into: &hash)
    }

    /// Numbers and Booleans alike, because SQLite keeps a Boolean as a number.
    private static func mix(_ number: Int64, into hash: inout UInt64) {
        mix(byte: 1, into: &hash)
        for shift in stride(from: 0, to: 64, by: 8) {
            mix(byte: UInt8(truncatingIfNeeded: number >> Int64(shift)), into: &hash)
        }
    }

    private static func mix(byte: UInt8, into hash: inout UInt64) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}
