import CCurl
import Synchronization

/// What is to be transferred.
enum TransferWork: Sendable {
    case web(TransferRequest)
    case mail(MailTransfer)
}

/// A piece of work, its number and the task that waits for it.
struct TransferOrder: Sendable {
    let number: UInt64
    let work: TransferWork
    let continuation: CheckedContinuation<RunningTransfer.Outcome, Never>
}

/// libcurl's handle for many transfers at once.
///
/// Sendable because the loop's thread alone uses it, but for `wake`, which libcurl allows from any
/// thread (`curl_multi_wakeup`) and which the inbox calls under its lock while the loop lives.
final class MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
    }

    func wake() {
        curl_multi_wakeup(pointer)
    }

    deinit {
        curl_multi_cleanup(pointer)
    }
}

/// Where tasks leave work for the loop's thread.
final class TransferInbox: Sendable {
    /// What the loop finds when it looks.
    struct Mail: Sendable {
        var orders: [TransferOrder] = []
        /// Numbers of orders whose tasks were cancelled; some may be done already.
        var cancelled: [UInt64] = []
        var isClosed = false

        var isEmpty: Bool { orders.isEmpty && cancelled.isEmpty && !isClosed }
    }

    private struct State: Sendable {
        /// Closed until the loop has started.
        var mail = Mail(isClosed: true)
        var multi: MultiHandle?
        /// Whether the loop waits for its sockets and would not look by itself.
        var isAsleep = false

        mutating func wakeLoop() {
            guard isAsleep else { return }
            isAsleep = false
            multi?.wake()
        }
    }

    private let state = Mutex(State())
    private let lastNumber = Atomic<UInt64>(0)

    /// A number that no other order of this inbox has.
    func nextNumber() -> UInt64 {
        lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Takes orders from now on.
    func open(for multi: MultiHandle) {
        state.withLock { state in
            state.multi = multi
            state.mail.isClosed = false
        }
    }

    /// Leaves an order; where the inbox is closed or the task cancelled, it is answered at once.
    func submit(_ order: TransferOrder) {
        let objection: TransferError? = state.withLock { state in
            guard !state.mail.isClosed else { return .shutDown }
            // A later cancellation finds the order: its handler needs the lock that we hold.
            guard !Task.isCancelled else { return .cancelled }
            state.mail.orders.append(order)
            state.wakeLoop()
            return nil
        }
        if let objection { order.continuation.resume(returning: .failure(objection)) }
    }

    /// Asks the loop to break off an order, if it has it.
    func cancel(_ number: UInt64) {
        state.withLock { state in
            guard !state.mail.isClosed else { return }
            state.mail.cancelled.append(number)
            state.wakeLoop()
        }
    }

    /// Takes no more orders and tells the loop to end.
    func close() {
        state.withLock { state in
            state.mail.isClosed = true
            state.wakeLoop()
        }
    }

    /// Everything that was left since the last look.
    func collect() -> Mail {
        state.withLock { state in
            let mail = state.mail
            state.mail = Mail(isClosed: mail.isClosed)
            return mail
        }
    }

    /// Whether the loop may wait for its sockets; then whoever leaves something wakes it.
    func mayRest() -> Bool {
        state.withLock { state in
            state.isAsleep = state.mail.isEmpty
            return state.isAsleep
        }
    }

    /// Notes that the loop looks by itself again.
    func noteAwake() {
        state.withLock { $0.isAsleep = false }
    }

    /// Lets go of the handle; from now on nobody wakes the loop.
    func detach() {
        state.withLock { state in
            state.isAsleep = false
            state.multi = nil
        }
    }
}
