import CCurl

/// One of libcurl's easy handles with room for its error text; used by one transfer after another.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    /// The first option that libcurl refused since the last reset.
    private(set) var failure: CURLcode = CURLE_OK

    /// Creates a handle; `nil` when libcurl has no memory for it.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    /// Forgets all options; connections and names stay in the loop.
    func reset() {
        curl_easy_reset(pointer)
        failure = CURLE_OK
        errorText[0] = 0
        note(
            earshot_curl_set_pointer(
                pointer,
                CURLOPT_ERRORBUFFER,
                UnsafeMutableRawPointer(errorText)
            )
        )
    }

    /// Sets an option that takes a number.
    func set(_ option: CURLoption, _ value: Int) {
        note(earshot_curl_set_long(pointer, option, value))
    }

    /// Sets an option that takes a size.
    func set(_ option: CURLoption, size value: Int) {
        note(earshot_curl_set_offset(pointer, option, curl_off_t(value)))
    }

    /// Sets an option that takes a text; libcurl copies it.
    func set(_ option: CURLoption, _ value: String) {
        note(earshot_curl_set_string(pointer, option, value))
    }

    /// Sets an option that takes a pointer; what it points to must outlive the transfer.
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        note(earshot_curl_set_pointer(pointer, option, value))
    }

    /// Sets an option that takes a list; the list must outlive the transfer.
    func set(_ option: CURLoption, _ list: StringList) {
        note(earshot_curl_set_list(pointer, option, list.head))
    }

    /// Sets an option that takes a duration, in whole milliseconds and at least one.
    func set(_ option: CURLoption, _ value: Duration) {
        let (seconds, attoseconds) = value.components
        // More than a day is as good as a day; it keeps the arithmetic within bounds.
        let whole = min(max(seconds, 0), 86_400) * 1000
        set(option, max(1, Int(whole + attoseconds / 1_000_000_000_000_000)))
    }

    /// Sets the body to be sent; libcurl copies it.
    func set(body: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
        body.withUnsafeBytes { bytes in
            // libcurl only reads it, though the setter takes a mutable pointer.
            guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else {
                return set(CURLOPT_COPYPOSTFIELDS, "")
            }
            set(CURLOPT_COPYPOSTFIELDS, start)
        }
    }

    /// Keeps the first refusal.
    func note(_ code: CURLcode) {
        if failure == CURLE_OK { failure = code }
    }

    /// The number that libcurl knows about the last transfer.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return earshot_curl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// The text that libcurl knows about the last transfer; `nil` where it is empty.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard earshot_curl_get_string(pointer, info, &value) == CURLE_OK, let value,
            value.pointee != 0
        else { return nil }
        return String(cString: value)
    }

    /// How many bytes the server announced; `nil` where it did not say.
    var announcedLength: Int? {
        var value: curl_off_t = -1
        let code = earshot_curl_get_offset(pointer, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &value)
        return code == CURLE_OK && value >= 0 ? Int(value) : nil
    }

    /// What libcurl says of an error, in its own words.
    func detail(of code: CURLcode) -> String {
        let own = String(cString: errorText)
        let text = own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

/// A list of texts as libcurl wants it; freed with the value.
final class StringList {
    fileprivate private(set) var head: UnsafeMutablePointer<curl_slist>?

    /// Appends a text; `false` when there is no memory for it.
    func append(_ text: String) -> Bool {
        guard let longer = curl_slist_append(head, text) else { return false }
        head = longer
        return true
    }

    deinit {
        curl_slist_free_all(head)
    }
}
