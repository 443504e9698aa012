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

    private struct State {
        var node: Int64
        /// The last time and counter given out.
        var last: Int64
    }

    private let clock: @Sendable () -> Instant
    private let state: Mutex<State>

    /// Creates a generator whose ids are all above `floor`, the highest id in use.
    init(node: Int64, floor: Int64, clock: @escaping @Sendable () -> Instant) {
        self.clock = clock
        let last = ((floor >> (Self.counterBits + Self.nodeBits)) << Self.counterBits) | 0xFFF
        state = Mutex(State(node: node & (Self.nodes - 1), last: last))
    }

    /// How many nodes can make ids at one time.
    static let nodes: Int64 = 1 << nodeBits

    /// A number that no id made before the moment is below, unless the clock stepped back.
    static func floor(at moment: Instant) -> Int64 {
        max(0, moment.rawValue - epoch) << (counterBits + nodeBits)
    }

    /// Goes on as another node, when the one so far is somebody else's.
    func become(node: Int64) {
        state.withLock { $0.node = node & (Self.nodes - 1) }
    }

    /// A new id, greater than every earlier one of this generator.
    func next<Record>() -> RecordID<Record> {
        let now = max(0, clock().rawValue - Self.epoch) << Self.counterBits
        let (tick, node) = state.withLock { state in
            state.last = max(state.last + 1, now)
            return (state.last, state.node)
        }
        let time = tick >> Self.counterBits
        let counter = tick & 0xFFF
        return RecordID(
            rawValue: (time << (Self.counterBits + Self.nodeBits)) | (node << Self.counterBits)
                | counter
        )
    }
}
