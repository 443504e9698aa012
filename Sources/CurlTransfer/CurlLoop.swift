import CCurl
import Foundation

/// libcurl as one loop on one thread of its own: many transfers at once, every limit enforced.
///
/// Connections to one host are kept and used again. Requests beyond the most in flight wait in
/// the order they came. The loop ends with `shutDown` or with its last reference.
public final class CurlLoop: Sendable {
    private let inbox: TransferInbox

    /// Starts a loop that works on at most so many transfers at once.
    ///
    /// Where libcurl cannot start, every transfer fails as shut down.
    public init(maximumInFlight: Int = 200) {
        inbox = TransferInbox()
        guard libcurlIsReady, let multi = MultiHandle() else { return }
        inbox.open(for: multi)
        let thread = Thread { [inbox] in
            CurlLoop.blockSignals()
            TransferDriver(inbox: inbox, multi: multi, maximumInFlight: max(1, maximumInFlight))
                .run()
        }
        thread.name = "earshot-curl"
        thread.start()
    }

    deinit {
        inbox.close()
    }

    /// Carries out one request; any status is an answer, only its absence is an error.
    ///
    /// When the task is cancelled the transfer is broken off and `cancelled` thrown.
    public func perform(
        _ request: TransferRequest
    ) async throws(TransferError) -> TransferResponse {
        try await carryOut(.web(request)).get()
    }

    /// Hands one message to a mail server; returns once the server has taken it for all recipients.
    public func send(_ mail: MailTransfer) async throws(TransferError) {
        _ = try await carryOut(.mail(mail)).get()
    }

    /// Breaks off all transfers, which fail with `shutDown`, and takes no more.
    ///
    /// Returns at once; the thread ends by itself.
    public func shutDown() {
        inbox.close()
    }

    // MARK: -

    private func carryOut(_ work: TransferWork) async -> RunningTransfer.Outcome {
        let number = inbox.nextNumber()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.submit(
                    TransferOrder(number: number, work: work, continuation: continuation)
                )
            }
        } onCancel: {
            inbox.cancel(number)
        }
    }

    /// Signals belong to the program's own handlers; a broken pipe ends no loop.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }
}

/// libcurl's own start, once for the whole program.
private let libcurlIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
