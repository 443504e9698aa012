import EarshotModel
import Synchronization

/// Makes ids that grow: 41 bits of milliseconds since 2025, 10 bits of node, 12 bits of counter.
///
/// A clock that steps back, or more than 4,096 ids in one millisecond, moves an inner clock ahead
/// instead of repeating an id.
final class IDGenerator: Sendable {
    /// 2025-01-01T00:00:00Z in milliseconds since 1970.
    static let epoch: Int64 = 1_735_689_600_000
    private static let counterBits: Int64 = 12
    private static let nodeBits: Int64 = 10

    private let node: Int64
    private let clock: @Sendable () -> Instant
    private let last: Mutex<Int64>

    /// Creates a generator whose ids are all above `floor`, the highest id in use.
    init(node: Int64, floor: Int64, clock: @escaping @Sendable () -> Instant) {
        self.node = node & ((1 << Self.nodeBits) - 1)
        self.clock = clock
        last = Mutex(((floor >> (Self.counterBits + Self.nodeBits)) << Self.counterBits) | 0xFFF)
    }

    /// A new id, greater than every earlier one of this generator.
    func next<Record>() -> RecordID<Record> {
        let now = max(0, clock().rawValue - Self.epoch) << Self.counterBits
        let tick = last.withLock { last in
            last = max(last + 1, now)
            return last
        }
        let time = tick >> Self.counterBits
        let counter = tick & 0xFFF
        return RecordID(
            rawValue: (time << (Self.counterBits + Self.nodeBits)) | (node << Self.counterBits)
                | counter
        )
    }
}
