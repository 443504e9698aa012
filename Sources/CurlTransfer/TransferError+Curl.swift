import CCurl

extension TransferError {
    /// What libcurl's code means for a transfer whose own callbacks raised no objection.
    init(_ code: CURLcode, of transfer: RunningTransfer) {
        let detail = transfer.easy.detail(of: code)
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self = .cannotResolve(host: transfer.host)
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
            self = .cannotConnect(detail)
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut
        case CURLE_FILESIZE_EXCEEDED:
            self = .tooLarge(limit: transfer.limits.maximumBytes)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            self = .cutShort
        case CURLE_LOGIN_DENIED:
            self = .loginRefused
        case CURLE_OUT_OF_MEMORY:
            self = .outOfMemory
        case CURLE_URL_MALFORMAT:
            self = .badAddress(detail)
        case CURLE_UNSUPPORTED_PROTOCOL:
            // The address's scheme was judged before; this is an answer without a status line.
            self = .badAnswer("it is not HTTP")
        default:
            self = Self.isAboutTLS(code) ? .notSecure(detail) : .badAnswer(detail)
        }
    }

    /// What the code means for a message that a mail server did not take.
    init(mail code: CURLcode, of transfer: RunningTransfer) {
        guard code != CURLE_UNSUPPORTED_PROTOCOL else {
            self = .badAddress("that of a mail server begins with smtp: or smtps:")
            return
        }
        self.init(code, of: transfer)
        let refusals = [
            CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY,
            CURLE_REMOTE_ACCESS_DENIED, CURLE_QUOTE_ERROR,
        ]
        let answer = transfer.easy.number(CURLINFO_RESPONSE_CODE)
        if refusals.contains(code), answer >= 400 { self = .mailRefused(code: answer) }
    }

    private static func isAboutTLS(_ code: CURLcode) -> Bool {
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_USE_SSL_FAILED,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
        ].contains(code)
    }
}
