import CCurl

/// The loop's own side: starts, drives and ends transfers; all of it on the loop's thread.
final class TransferDriver {
    private let inbox: TransferInbox
    private let multi: MultiHandle
    private let maximumInFlight: Int
    private var waiting: [TransferOrder] = []
    /// How many at the front of `waiting` were started.
    private var started = 0
    private var running: [UInt64: RunningTransfer] = [:]
    private var idle: [EasyHandle] = []

    /// The longest rest in milliseconds; libcurl shortens it to its own next deadline.
    private static let longestRest: Int32 = 60_000

    init(inbox: TransferInbox, multi: MultiHandle, maximumInFlight: Int) {
        self.inbox = inbox
        self.multi = multi
        self.maximumInFlight = maximumInFlight
        // As many connections as transfers: with fewer, a host that has all of them in flight
        // would lose each when its transfer ends; more would make libcurl's searches long.
        earshot_curl_multi_set_long(multi.pointer, CURLMOPT_MAXCONNECTS, maximumInFlight)
    }

    /// Works until the inbox is closed, then answers whatever is left.
    func run() {
        while step() {}
        inbox.detach()
        let left = running.values.map(\.number)
        left.forEach { breakOff($0, with: .shutDown) }
        waiting[started...].forEach { $0.continuation.resume(returning: .failure(.shutDown)) }
        waiting = []
        inbox.collect().orders.forEach {
            $0.continuation.resume(returning: .failure(.shutDown))
        }
    }

    // MARK: -

    /// One round; `false` once the inbox is closed.
    private func step() -> Bool {
        let mail = inbox.collect()
        waiting += mail.orders
        mail.cancelled.forEach(cancel)
        guard !mail.isClosed else { return false }
        startWaiting()
        var count: Int32 = 0
        curl_multi_perform(multi.pointer, &count)
        let hasEnded = collectEnded()
        guard !hasEnded || started == waiting.count else { return true }
        if inbox.mayRest() {
            curl_multi_poll(multi.pointer, nil, 0, Self.longestRest, nil)
            inbox.noteAwake()
        }
        return true
    }

    private func startWaiting() {
        while running.count < maximumInFlight, started < waiting.count {
            start(waiting[started])
            started += 1
        }
        guard started == waiting.count || started > maximumInFlight else { return }
        waiting.removeFirst(started)
        started = 0
    }

    private func start(_ order: TransferOrder) {
        guard let easy = idle.popLast() ?? EasyHandle() else {
            return order.continuation.resume(returning: .failure(.outOfMemory))
        }
        let transfer = RunningTransfer(order, on: easy)
        do throws(TransferError) {
            switch order.work {
            case .web(let request): try transfer.prepare(request)
            case .mail(let mail): try transfer.prepare(mail)
            }
        } catch {
            idle.append(easy)
            return transfer.finish(.failure(error))
        }
        guard curl_multi_add_handle(multi.pointer, easy.pointer) == CURLM_OK else {
            return transfer.finish(.failure(.outOfMemory))
        }
        running[order.number] = transfer
    }

    /// Answers the tasks whose transfers ended; whether there were any.
    private func collectEnded() -> Bool {
        var left: Int32 = 0
        var hasEnded = false
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = RunningTransfer.of(easy)
            else { continue }
            // The message dies with the handle's removal.
            let code = message.pointee.data.result
            remove(transfer)
            transfer.finish(code)
            hasEnded = true
        }
        return hasEnded
    }

    private func cancel(_ number: UInt64) {
        if running[number] != nil { return breakOff(number, with: .cancelled) }
        guard let index = waiting[started...].firstIndex(where: { $0.number == number }) else {
            return
        }
        waiting.remove(at: index).continuation.resume(returning: .failure(.cancelled))
    }

    private func breakOff(_ number: UInt64, with error: TransferError) {
        guard let transfer = running[number] else { return }
        remove(transfer)
        transfer.finish(.failure(error))
    }

    private func remove(_ transfer: RunningTransfer) {
        curl_multi_remove_handle(multi.pointer, transfer.easy.pointer)
        running[transfer.number] = nil
        idle.append(transfer.easy)
    }
}
