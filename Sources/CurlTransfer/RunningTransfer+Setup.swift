import CCurl

extension RunningTransfer {
    /// Makes the handle ready for a request over HTTP.
    func prepare(_ request: TransferRequest) throws(TransferError) {
        prepare(schemes: "http,https")
        easy.set(CURLOPT_URL, request.address.text)
        // Every encoding that libcurl can undo.
        easy.set(CURLOPT_ACCEPT_ENCODING, "")
        if let userAgent = request.userAgent {
            try Self.require(userAgent.isOneLine, "the user agent holds control characters")
            easy.set(CURLOPT_USERAGENT, userAgent)
        }
        if let path = request.unixSocketPath { easy.set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if let file = request.caFile { easy.set(CURLOPT_CAINFO, file) }
        switch request.method {
        case .get: easy.set(CURLOPT_HTTPGET, 1)
        case .head: easy.set(CURLOPT_NOBODY, 1)
        case .post, .put, .patch, .delete: easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        if let body = try body(of: request) { easy.set(body: body) }
        try setHeaders(request.headers)
        try checkOptions()
    }

    /// Makes the handle ready to hand over a message.
    func prepare(_ mail: MailTransfer) throws(TransferError) {
        prepare(schemes: "smtp,smtps")
        try Self.require(!mail.recipients.isEmpty, "the message has no recipient")
        try Self.require(
            (mail.recipients + [mail.sender]).allSatisfy(\.isMailbox),
            "a mailbox holds spaces, angle brackets or control characters"
        )
        easy.set(CURLOPT_URL, mail.server)
        easy.set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        let recipients = StringList()
        for recipient in mail.recipients where !recipients.append("<\(recipient)>") {
            throw .outOfMemory
        }
        lists.append(recipients)
        easy.set(CURLOPT_MAIL_RCPT, recipients)
        if let name = mail.username { easy.set(CURLOPT_USERNAME, name) }
        if let password = mail.password { easy.set(CURLOPT_PASSWORD, password) }
        if let file = mail.caFile { easy.set(CURLOPT_CAINFO, file) }
        let level = mail.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
        easy.set(CURLOPT_USE_SSL, Int(level.rawValue))
        easy.set(CURLOPT_UPLOAD, 1)
        easy.note(earshot_curl_set_read_function(easy.pointer, TransferCallbacks.read))
        easy.set(CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque())
        try checkOptions()
    }

    // MARK: -

    /// Sets what every transfer has in common.
    private func prepare(schemes: String) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        easy.reset()
        easy.set(CURLOPT_PRIVATE, this)
        easy.set(CURLOPT_NOSIGNAL, 1)
        // Without this a host's slow name server would hold the whole loop when time is up.
        easy.set(CURLOPT_QUICK_EXIT, 1)
        easy.set(CURLOPT_PROTOCOLS_STR, schemes)
        easy.set(CURLOPT_REDIR_PROTOCOLS_STR, schemes)
        easy.set(CURLOPT_FOLLOWLOCATION, 0)
        // The proxies that the environment names are not ours.
        easy.set(CURLOPT_PROXY, "")
        easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        easy.set(CURLOPT_TIMEOUT_MS, limits.timeout)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout)
        easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeed)
        easy.set(CURLOPT_LOW_SPEED_TIME, Int(max(1, limits.lowSpeedTime.components.seconds)))
        easy.set(CURLOPT_MAXFILESIZE_LARGE, size: max(1, limits.maximumBytes))
        easy.note(
            earshot_curl_set_write_function(
                easy.pointer,
                CURLOPT_WRITEFUNCTION,
                TransferCallbacks.write
            )
        )
        easy.note(
            earshot_curl_set_write_function(
                easy.pointer,
                CURLOPT_HEADERFUNCTION,
                TransferCallbacks.header
            )
        )
        easy.note(
            earshot_curl_set_open_socket_function(easy.pointer, TransferCallbacks.openSocket)
        )
        easy.note(
            earshot_curl_set_prereq_function(easy.pointer, TransferCallbacks.beforeRequest)
        )
        easy.set(CURLOPT_WRITEDATA, this)
        easy.set(CURLOPT_HEADERDATA, this)
        easy.set(CURLOPT_OPENSOCKETDATA, this)
        easy.set(CURLOPT_PREREQDATA, this)
    }

    /// What is sent along; an empty body is said to be empty where one is expected (RFC 9110, 8.6).
    private func body(of request: TransferRequest) throws(TransferError) -> [UInt8]? {
        switch request.method {
        case .get, .head:
            // libcurl would make a POST of it.
            try Self.require(request.body == nil, "\(request.method.rawValue) takes no body")
            return nil
        case .post, .put, .patch: return request.body ?? []
        case .delete: return request.body
        }
    }

    private func setHeaders(_ headers: [(name: String, value: String)]) throws(TransferError) {
        let list = StringList()
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            // Without this libcurl would call every body a form.
            guard list.append("Content-Type:") else { throw .outOfMemory }
        }
        for (name, value) in headers {
            try Self.require(name.isToken, "a header's name is not a token")
            try Self.require(value.isOneLine, "the header \(name) holds control characters")
            // Without the semicolon libcurl would leave an empty header out.
            guard list.append(value.isEmpty ? "\(name);" : "\(name): \(value)") else {
                throw .outOfMemory
            }
        }
        lists.append(list)
        easy.set(CURLOPT_HTTPHEADER, list)
    }

    /// An option that libcurl refuses could be one that keeps us safe: then nothing is sent.
    private func checkOptions() throws(TransferError) {
        guard easy.failure == CURLE_OK else {
            throw .badRequest(easy.detail(of: easy.failure))
        }
    }

    private static func require(_ holds: Bool, _ reason: String) throws(TransferError) {
        if !holds { throw .badRequest(reason) }
    }
}

extension String {
    /// Whether the text can stand in a header's value.
    fileprivate var isOneLine: Bool {
        utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }
    }

    /// Whether the text is a token as RFC 9110, 5.6.2, names headers.
    fileprivate var isToken: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                    || (0x61...0x7a).contains(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    /// Whether the text can stand between the angle brackets of an envelope.
    fileprivate var isMailbox: Bool {
        !isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != 0x3c && $0 != 0x3e }
    }
}
