import CLibXML2

/// Turns a document of any encoding into well-formed UTF-8.
///
/// The byte order mark decides, then the server's charset, then the XML declaration, then the
/// bytes; but nothing is believed that the bytes contradict.
struct FeedEncoding {
    /// The document as well-formed UTF-8.
    let bytes: [UInt8]
    /// The encoding that was used against what was declared; `nil` when nothing was contradicted.
    let guessed: String?

    /// Decodes a document; the content type is the server's header, where there is one.
    init(_ bytes: [UInt8], contentType: String?) {
        if let marked = Self.markedEncoding(of: bytes) {
            let rest = Array(bytes.dropFirst(marked.markLength))
            self.bytes = Self.decoded(rest, marked.charset) ?? Self.repaired(rest)
            guessed = nil
            return
        }
        let survey = UTF8Survey(bytes)
        let named = [
            contentType.flatMap(Charset.init(contentType:)), Charset(declarationIn: bytes),
        ]
        .compactMap { $0 }
        let declared = named.first { !survey.contradicts($0) } ?? named.first
        if let declared, declared != .utf8, !survey.contradicts(declared),
            let decoded = Self.decoded(bytes, declared)
        {
            self.bytes = decoded
            guessed = nil
        } else if survey.invalid == 0 {
            self.bytes = bytes
            guessed = declared == nil || declared == .utf8 ? nil : "UTF-8"
        } else if survey.sequences >= survey.invalid {
            self.bytes = Self.repaired(bytes)
            guessed = declared == nil || declared == .utf8 ? nil : "UTF-8"
        } else if let (charset, decoded) = Self.sniffed(bytes) {
            self.bytes = decoded
            guessed = charset.name
        } else {
            self.bytes = Windows1252.decoded(bytes)
            guessed = Charset.windows1252.name
        }
    }

    /// The text in the encoding that the bytes seem to be in; `nil` when they do not fit it.
    private static func sniffed(_ bytes: [UInt8]) -> (Charset, [UInt8])? {
        guard let charset = CharsetGuess.charset(of: bytes), let text = decoded(bytes, charset)
        else { return nil }
        // English with curly quotes is taken for Polish, which has them at the same places.
        guard text != Windows1252.decoded(bytes) else { return nil }
        let misfits = text.count(of: "\u{FFFD}")
        return misfits * misfitsPerHundredBytes < bytes.count ? (charset, text) : nil
    }

    /// Of a text in another encoding, far more bytes mean nothing.
    private static let misfitsPerHundredBytes = 100

    /// The encoding that a byte order mark, or the zeros around the first `<`, give away.
    private static func markedEncoding(of bytes: [UInt8]) -> (charset: Charset, markLength: Int)? {
        let head = Array(bytes.prefix(4))
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head == [0, 0, 0xFE, 0xFF] { return (.iconv("UTF-32BE"), 4) }
        if head == [0xFF, 0xFE, 0, 0] { return (.iconv("UTF-32LE"), 4) }
        if head.starts(with: [0xFE, 0xFF]) { return (.iconv("UTF-16BE"), 2) }
        if head.starts(with: [0xFF, 0xFE]) { return (.iconv("UTF-16LE"), 2) }
        if head == [0, 0, 0, 0x3C] { return (.iconv("UTF-32BE"), 0) }
        if head == [0x3C, 0, 0, 0] { return (.iconv("UTF-32LE"), 0) }
        if head.starts(with: [0, 0x3C]) { return (.iconv("UTF-16BE"), 0) }
        if head.starts(with: [0x3C, 0]), head.count == 4, head[3] == 0 {
            return (.iconv("UTF-16LE"), 0)
        }
        if head == [0x4C, 0x6F, 0xA7, 0x94] { return (.iconv("IBM037"), 0) }
        return nil
    }

    private static func decoded(_ bytes: [UInt8], _ charset: Charset) -> [UInt8]? {
        switch charset {
        case .utf8: UTF8Survey(bytes).invalid == 0 ? bytes : nil
        case .windows1252: Windows1252.decoded(bytes)
        case .iconv(let name): converted(bytes, from: name)
        }
    }

    /// The text with U+FFFD in the place of every malformed sequence.
    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Converts with the C library; U+FFFD stands for what the encoding does not have.
    private static func converted(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(converter) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 3 / 2)
        var source = bytes
        var piece = [CChar](repeating: 0, count: 1 << 14)
        source.withUnsafeMutableBytes { raw in
            var input = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var inputLeft = raw.count
            while inputLeft > 0 {
                let before = inputLeft
                let written = piece.withUnsafeMutableBufferPointer { buffer in
                    var output = buffer.baseAddress
                    var outputLeft = buffer.count
                    _ = iconv(converter, &input, &inputLeft, &output, &outputLeft)
                    return buffer.count - outputLeft
                }
                result.append(contentsOf: piece[..<written].lazy.map { UInt8(bitPattern: $0) })
                guard written == 0, inputLeft == before else { continue }
                result.append("\u{FFFD}")
                input = input.map { $0 + 1 }
                inputLeft -= 1
            }
        }
        return UTF8Survey(result).invalid == 0 ? result : repaired(result)
    }
}
