import CCurl

/// One transfer while libcurl works on it: what its callbacks gather and decide.
///
/// Only the loop's thread touches it.
final class RunningTransfer {
    typealias Outcome = Result<TransferResponse, TransferError>

    let number: UInt64
    let easy: EasyHandle
    let limits: TransferLimits
    let addressGuard: AddressGuard
    let usesUnixSocket: Bool
    let host: String
    private let isMail: Bool
    /// Lists that libcurl reads while it works.
    var lists: [StringList] = []
    private let continuation: CheckedContinuation<Outcome, Never>
    private let deadline: ContinuousClock.Instant

    private var headers = HeaderFields()
    private var headerBytes = 0
    private var headerState = HeaderState.beforeStatus
    private var body: [UInt8] = []
    private let largeBodies: LargeBodies?
    private var permit: LargeBodyPermit?
    private var upload: ArraySlice<UInt8>
    /// What a callback decided; it explains why libcurl then reports a failure.
    private var verdict: TransferError?

    /// Where in the answer the headers are.
    private enum HeaderState {
        case beforeStatus, inHeaders, afterHeaders
    }

    /// Takes an order on; the handle is the transfer's alone until it ends.
    init(_ order: TransferOrder, on easy: EasyHandle) {
        number = order.number
        self.easy = easy
        continuation = order.continuation
        switch order.work {
        case .web(let request):
            limits = request.limits
            addressGuard = request.addressGuard
            usesUnixSocket = request.unixSocketPath != nil
            host = request.address.host
            isMail = false
            upload = []
            largeBodies = request.largeBodies
            permit = request.permit
        case .mail(let mail):
            limits = mail.limits
            addressGuard = mail.addressGuard
            usesUnixSocket = false
            host = mail.server
            isMail = true
            upload = mail.message[...]
            largeBodies = nil
        }
        deadline = .now + limits.timeout
    }

    /// The transfer that a handle works for; `nil` for a handle of nobody.
    static func of(_ easy: UnsafeMutableRawPointer) -> RunningTransfer? {
        var this: UnsafeMutableRawPointer?
        guard earshot_curl_get_pointer(easy, CURLINFO_PRIVATE, &this) == CURLE_OK, let this else {
            return nil
        }
        return Unmanaged<RunningTransfer>.fromOpaque(this).takeUnretainedValue()
    }

    /// Gives the waiting task its answer; called exactly once.
    func finish(_ outcome: Outcome) {
        // The answer has its own reference; without one the permit is free before anybody hears.
        permit = nil
        continuation.resume(returning: outcome)
    }

    /// Gives the waiting task what came of the transfer.
    func finish(_ code: CURLcode) {
        if let verdict {
            finish(.failure(verdict))
        } else if code == CURLE_OK {
            finish(.success(response))
        } else {
            finish(
                .failure(
                    isMail ? TransferError(mail: code, of: self) : TransferError(code, of: self)
                )
            )
        }
    }

    private var response: TransferResponse {
        TransferResponse(
            status: easy.number(CURLINFO_RESPONSE_CODE),
            headers: headers,
            body: body,
            remoteAddress: usesUnixSocket ? nil : easy.text(CURLINFO_PRIMARY_IP),
            permit: permit
        )
    }

    // MARK: - What the callbacks ask; `false` makes libcurl give up

    /// Takes one line of the headers.
    func take(header line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= limits.maximumHeaderBytes else {
            return refuse(.headersTooLarge(limit: limits.maximumHeaderBytes))
        }
        let isEnd = line.allSatisfy { $0 == 0x0d || $0 == 0x0a }
        switch headerState {
        case .beforeStatus where !isEnd, .afterHeaders where line.starts(with: "HTTP/".utf8):
            headers.removeAll()
            headerState = .inHeaders
        case .inHeaders where isEnd:
            headerState = .afterHeaders
            return hasPlainEncoding
        case .inHeaders:
            headers.append(line: line)
        case .beforeStatus, .afterHeaders:
            // An empty line before an answer, or a trailer, which no reader of ours asks for.
            break
        }
        return true
    }

    /// Takes a piece of the decoded body.
    ///
    /// The limits are kept here because libcurl's own count bytes on the wire, and its clock does
    /// not strike while the decoder is busy.
    func take(body piece: UnsafeRawBufferPointer) -> Bool {
        guard piece.count <= limits.maximumBytes - body.count else {
            return refuse(.tooLarge(limit: limits.maximumBytes))
        }
        guard ContinuousClock.now < deadline else { return refuse(.timedOut) }
        let announced = body.isEmpty ? easy.announcedLength ?? 0 : 0
        guard hasRoom(for: max(announced, body.count + piece.count)) else {
            return refuse(.crowded)
        }
        if announced > 0 {
            body.reserveCapacity(min(announced, limits.maximumBytes, Self.largestReservation))
        }
        body.append(contentsOf: piece)
        return true
    }

    /// Fills a piece of what is sent; the number of bytes, 0 at the end.
    func fill(_ piece: UnsafeMutableRawBufferPointer) -> Int {
        let next = upload.prefix(piece.count)
        piece.copyBytes(from: next)
        upload = upload.dropFirst(next.count)
        return next.count
    }

    /// Whether a connection to the address may be made or used.
    func mayUse(_ address: IPAddress?) -> Bool {
        guard let address else {
            return usesUnixSocket || refuse(.badAnswer("the host has no internet address"))
        }
        guard let objection = addressGuard.objection(to: address) else { return true }
        return refuse(.refusedAddress(address.description, because: objection))
    }

    /// Forgets an objection to one of a host's addresses once another of them was connected to.
    func forgetObjection() {
        if case .refusedAddress = verdict { verdict = nil }
    }

    /// Whether the body may become so large; takes a permit where it needs one.
    private func hasRoom(for bytes: Int) -> Bool {
        guard bytes > LargeBodies.freeBytes, permit == nil, let largeBodies else { return true }
        permit = largeBodies.take()
        return permit != nil
    }

    private func refuse(_ error: TransferError) -> Bool {
        verdict = error
        return false
    }

    /// Servers encode once; a chain of encodings can unfold a thousandfold at every link, out of
    /// sight of the limit on the decoded body.
    private var hasPlainEncoding: Bool {
        let encodings = headers.all("Content-Encoding")
        guard encodings.count > 1 || encodings.contains(where: { $0.utf8.contains(0x2c) }) else {
            return true
        }
        return refuse(.badAnswer("its body is encoded more than once"))
    }

    /// A server may announce much and send little.
    private static let largestReservation = 1 << 20
}
