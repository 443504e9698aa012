/// Gathers plain text, with white space and line ends where they belong.
struct PlainTextWriter {
    /// Whether line ends in text count, as they do where there is no mark-up.
    var keepsLines = false
    /// Whether nothing may begin a new line.
    var isOneLine = false

    private var output: [UInt8] = []
    private var needsBreak = false
    private var needsSpace = false
    private var quotations = 0
    /// The open elements that a forum marks as a quotation by their class alone.
    private var classQuotations: [ClassQuotation] = []
    private var preformatted = 0

    init(capacity: Int) {
        output.reserveCapacity(capacity)
    }

    /// The text, which nothing but the text itself begins and ends.
    consuming func finished() -> String {
        let text = DoubleEncoding.undone(output)
        return String(decoding: isOneLine ? text : ReplyChain.marked(text), as: UTF8.self)
    }

    /// Adds HTML.
    mutating func write(html: [UInt8], keepsUnknownTags: Bool) {
        var scanner = HTMLScanner(html)
        while let token = scanner.next() {
            switch token {
            case .text(let range): write(text: html, range, resolvesReferences: true)
            case .start(let tag), .end(let tag):
                let element = HTMLElement(tag.name, in: html)
                guard element != nil || !keepsUnknownTags else {
                    write(text: html, tag.start..<scanner.position, resolvesReferences: true)
                    continue
                }
                if case .start = token {
                    start(element ?? .inline, tag, &scanner)
                } else {
                    end(element ?? .inline, tag, html)
                }
            }
        }
    }

    /// Adds the text of a range, its white space collapsed.
    mutating func write(text bytes: [UInt8], _ range: Range<Int>, resolvesReferences: Bool) {
        var position = range.lowerBound
        while position < range.upperBound {
            let end = runEnd(in: bytes, position..<range.upperBound)
            if end > position {
                startText()
                output.append(bytes, position..<end)
                position = end
                continue
            }
            position += special(
                in: bytes,
                at: position,
                before: range.upperBound,
                resolvesReferences
            )
        }
    }

    // MARK: - Elements

    private mutating func start(
        _ element: HTMLElement,
        _ tag: HTMLTag,
        _ scanner: inout HTMLScanner
    ) {
        switch element {
        case .inline: break
        case .block:
            breakLine()
            if !tag.isEmpty { open(tag, scanner) }
        case .lineBreak: breakLine()
        case .cell: needsSpace = true
        case .quotation: beginQuotation()
        case .preformatted:
            breakLine()
            preformatted += 1
        case .hidden:
            if !tag.isEmpty { _ = scanner.skip(element, named: tag.name) }
        }
    }

    private mutating func end(_ element: HTMLElement, _ tag: HTMLTag, _ html: [UInt8]) {
        switch element {
        case .inline, .hidden: break
        case .block:
            breakLine()
            if !classQuotations.isEmpty { close(tag, html) }
        case .lineBreak: breakLine()
        case .cell: needsSpace = true
        case .quotation: endQuotation()
        case .preformatted:
            breakLine()
            preformatted = max(0, preformatted - 1)
        }
    }

    // MARK: - Quotations

    /// An element whose class makes it a quotation, and how many of its name are open inside it.
    private struct ClassQuotation {
        let name: Range<Int>
        var depth = 1
    }

    /// What is quoted begins; the line before belongs to it when it names who wrote it.
    private mutating func beginQuotation() {
        breakLine()
        quotations += 1
        guard !isOneLine, quotations == 1, output.last == UInt8(ascii: ":") else { return }
        let start = output.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if output[start] != UInt8(ascii: ">"), ReplyChain.isAttribution(output[start...]) {
            output.insert(contentsOf: "> ".utf8, at: start)
        }
    }

    private mutating func endQuotation() {
        breakLine()
        quotations = max(0, quotations - 1)
    }

    private mutating func open(_ tag: HTMLTag, _ scanner: HTMLScanner) {
        if let inner = classQuotations.indices.last,
            scanner.bytes.isSameName(classQuotations[inner].name, tag.name)
        {
            classQuotations[inner].depth += 1
        }
        guard tag.attributes.count > Self.shortestQuotingClass,
            scanner.bytes.first(ofWord: "quote", in: tag.attributes) != nil,
            classQuotations.count < Self.shownQuotations,
            let classes = scanner.attributes(of: tag)["class"],
            classes.lowercased().split(separator: " ").contains(where: Self.quotingClasses.contains)
        else { return }
        classQuotations.append(ClassQuotation(name: tag.name))
        beginQuotation()
    }

    private mutating func close(_ tag: HTMLTag, _ html: [UInt8]) {
        guard let inner = classQuotations.indices.last,
            html.isSameName(classQuotations[inner].name, tag.name)
        else { return }
        classQuotations[inner].depth -= 1
        guard classQuotations[inner].depth == 0 else { return }
        classQuotations.removeLast()
        endQuotation()
    }

    // MARK: - Text

    /// The end of the bytes that are copied as they are, single blanks between words included.
    private func runEnd(in bytes: [UInt8], _ range: Range<Int>) -> Int {
        guard bytes[range.lowerBound] != 0x20 else { return range.lowerBound }
        let end = bytes.withUnsafeBytes { raw in
            ByteScan.firstOrBlanks(
                SpecialInText.self,
                in: raw,
                from: range.lowerBound,
                to: range.upperBound
            )
        }
        return end > range.lowerBound && bytes[end - 1] == 0x20 ? end - 1 : end
    }

    /// Deals with what is no ordinary text; the number of bytes that it took, at least one.
    private mutating func special(
        in bytes: [UInt8],
        at position: Int,
        before end: Int,
        _ resolvesReferences: Bool
    ) -> Int {
        switch bytes[position] {
        case UInt8(ascii: "\n"):
            if keepsLines || preformatted > 0 { breakLine() } else { needsSpace = true }
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C:
            needsSpace = true
        case UInt8(ascii: "&") where resolvesReferences:
            let reference = CharacterReference(in: bytes, at: position, before: end)
            switch reference.meaning {
            case .scalar(let scalar): write(scalar)
            case .text: append([UInt8(ascii: "&")])
            case .nothing: break
            }
            return reference.length
        case 0..<0x20, 0x7F:
            break
        default:
            return sequence(in: bytes, at: position, before: end)
        }
        return 1
    }

    /// Copies a character of several bytes, or leaves it out where it is invisible.
    private mutating func sequence(in bytes: [UInt8], at position: Int, before end: Int) -> Int {
        let lead = bytes[position]
        let longest = min(lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1, end - position)
        var length = 1
        while length < longest, bytes[position + length] & 0xC0 == 0x80 { length += 1 }
        let character = bytes[position..<(position + length)]
        switch (lead, character.dropFirst().first ?? 0, character.dropFirst(2).first ?? 0) {
        case (0xC2, 0xA0, _): needsSpace = true
        case (0xC2, 0xAD, _), (0xC2, 0x80...0x9F, _): break
        case (0xE2, 0x80, 0x8B), (0xEF, 0xBB, 0xBF): break
        case (0xE2, 0x80, 0xA8...0xA9): breakLine()
        default: append(character)
        }
        return length
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case " ", "\n", "\t", "\u{A0}": needsSpace = true
        case "\u{AD}", "\u{200B}", "\u{FEFF}": break
        default:
            startText()
            output.append(scalar: scalar)
        }
    }

    private mutating func append(_ run: ArraySlice<UInt8>) {
        startText()
        output.append(contentsOf: run)
    }

    private mutating func breakLine() {
        if isOneLine { needsSpace = true } else { needsBreak = true }
    }

    /// Puts what has to stand between the text so far and the text that follows.
    private mutating func startText() {
        if needsBreak || output.isEmpty {
            if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
            for _ in 0..<min(quotations, Self.shownQuotations) { output.append("> ") }
        } else if needsSpace {
            output.append(UInt8(ascii: " "))
        }
        needsBreak = false
        needsSpace = false
    }

    private static let shownQuotations = 3
    private static let shortestQuotingClass = 11
    /// What Discourse, phpBB, vBulletin, SMF, XenForo and mail programs call a quotation.
    private static let quotingClasses: Set<Substring> = [
        "quote", "quoted", "quotebox", "quotecontent", "quote-content", "quoteheader", "quotetitle",
        "quote-title", "bbcode_quote", "bbc_standard_quote", "bbcodeblock--quote", "postquote",
        "gmail_quote", "yahoo_quoted", "protonmail_quote",
    ]
}
