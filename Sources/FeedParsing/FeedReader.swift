import EarshotModel

/// Builds a feed from the elements and text that `XMLStream` hands over, for every format alike.
///
/// What an element means is the vocabulary's business; here is only what follows from it.
final class FeedReader {
    /// Whether as many entries as allowed have been read.
    private(set) var isFull = false

    let keepsMarkup: Bool
    /// Whether mark-up is read at all.
    var readsMarkup = true
    /// By what staff want the entries told apart; `nil` leaves it to what they have.
    var identityRule: IdentityRule?
    let limits: ParsingLimits
    let baseURL: String?
    var feed = FeedDraft()
    var entry = EntryDraft()
    var person = PersonDraft()

    private var format: FeedFormat?
    private var entries: [Entry] = []
    private var warnings: [FeedWarning] = []
    private var names = NameCache()
    private var frames: [Frame] = []
    private var capture: Capture?
    private var buffer: [UInt8] = []
    private var lentBytes = 0

    init(limits: ParsingLimits, keepsMarkup: Bool, baseURL: String?) {
        self.limits = limits
        self.keepsMarkup = keepsMarkup
        self.baseURL = baseURL
    }

    /// Notes something odd, once.
    func warn(_ warning: FeedWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: - What the stream calls

    /// An element begins.
    func start(_ raw: RawName, _ attributes: ElementAttributes) {
        guard !isFull else { return }
        if capture != nil { return startInside(raw.local, attributes) }
        guard let parent = frames.last else { return startRoot(raw, attributes) }
        guard parent.place != .skipped else {
            frames.append(parent.skipping)
            return
        }
        let meaning = names.meaning(of: raw, at: parent.place)
        let frame = frame(for: meaning, in: parent, attributes)
        switch meaning {
        case .text(_, let rule):
            let listed = attributes.all
            let isMarkup = listed["type"]?.lowercased() == "xhtml"
            capture = Capture(
                place: parent.place,
                meaning: meaning,
                attributes: listed,
                base: frame.base,
                kind: TextConstruct.kind(of: listed, rule: rule),
                mayHaveWrapper: isMarkup
            )
            noteLanguage(of: frame, in: parent)
        case .value:
            capture = Capture(
                place: parent.place,
                meaning: meaning,
                attributes: attributes.all,
                base: frame.base,
                kind: .plain,
                mayHaveWrapper: false
            )
        case .holder(let field):
            let value = CapturedValue(
                text: [],
                attributes: attributes.all,
                base: lent(frame.base, for: field)
            )
            keep(value, as: field, in: parent.place)
            frames.append(frame)
        default:
            open(frame, attributes)
        }
    }

    /// Text, or a piece of it.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if capture != nil {
            guard let kind = capture?.kind, let depth = capture?.depth, !isFull else { return }
            let room = limits.fieldBytes - buffer.count
            if bytes.count > room { warn(.fieldCut(limit: limits.fieldBytes)) }
            let piece = UnsafeBufferPointer(rebasing: bytes.prefix(max(0, room)))
            if kind == .markup || (kind == .html && depth > 0) {
                buffer.append(escaping: piece)
            } else {
                buffer.append(contentsOf: piece)
            }
        } else if let frame = frames.last, frame.place == .person {
            person.append(bytes, limit: limits.fieldBytes)
        }
    }

    /// An element ends.
    func end(_ local: UnsafePointer<UInt8>) {
        if let depth = capture?.depth {
            guard depth > 0 else { return finishCapture() }
            if capture?.wrapper == depth {
                capture?.wrapper = nil
            } else {
                appendTag(local, isEnd: true)
            }
            capture?.depth = depth - 1
            return
        }
        guard let frame = frames.popLast() else { return }
        close(frame)
    }

    /// A document of this format begins, unless one has begun already.
    func begin(_ format: FeedFormat) {
        self.format = self.format ?? format
    }

    /// An entry begins.
    func beginEntry() {
        entry = EntryDraft()
    }

    /// The entry ends; nothing of it is missing.
    func endEntry() {
        entries.append(entry.entry(keepsMarkup: keepsMarkup, site: feed.homepage))
        guard entries.count >= limits.entries else { return }
        warn(.entriesLeftOut(limit: limits.entries))
        isFull = true
    }

    /// The feed, once the stream has ended; `nil` when none began.
    func finished() -> ParsedFeed? {
        guard let format else { return nil }
        var parsed = ParsedFeed(format: format)
        feed.describe(&parsed)
        parsed.homepage = feed.homepage.map { URIReference.resolved($0, against: baseURL) }
        parsed.entries = completedEntries(homepage: parsed.homepage)
        parsed.identity = EntryIdentity.assign(to: &parsed.entries, by: identityRule)
        parsed.warnings = warnings
        parsed.isTruncated = isFull || warnings.contains(.unclosed)
        return parsed
    }

    // MARK: - Structure

    private func startRoot(_ raw: RawName, _ attributes: ElementAttributes) {
        guard format == nil, let found = FeedFormat(root: raw.name) else {
            return frames.append(Frame.outside)
        }
        format = found
        let vocabulary = found.vocabulary
        names.vocabulary = vocabulary
        let base = attributes.hasPrefixed ? attributes.xml("base") : nil
        let root = Frame(
            place: .document,
            meaning: .open,
            base: base.map { URIReference.resolved($0, against: baseURL) } ?? baseURL,
            language: attributes.hasPrefixed ? attributes.xml("lang") : nil
        )
        let meaning = names.meaning(of: raw, at: .document)
        open(frame(for: meaning, in: root, attributes), attributes)
    }

    private func frame(
        for meaning: Meaning,
        in parent: Frame,
        _ attributes: ElementAttributes
    ) -> Frame {
        var base = parent.base
        var language = parent.language
        if attributes.hasPrefixed {
            if let given = attributes.xml("base") {
                base = URIReference.resolved(given, against: base)
            }
            if let given = attributes.xml("lang") { language = given }
        }
        let place: Place =
            switch meaning {
            case .skip: .skipped
            case .open, .text, .value, .holder: parent.place
            case .elsewhere: .elsewhere
            case .feed: .feed
            case .entry: .entry
            case .source: .source
            case .person: .person
            }
        return Frame(place: place, meaning: meaning, base: base, language: language)
    }

    private func open(_ frame: Frame, _ attributes: ElementAttributes) {
        switch frame.meaning {
        case .entry:
            beginEntry()
            entry.language = frame.language.flatMap(LanguageTag.normalised)
            if attributes.count > 0 { entry.guid = attributes.all["about"] }
        case .feed:
            if feed.language == nil {
                feed.language = frame.language.flatMap(LanguageTag.normalised)
            }
        case .person:
            person = PersonDraft()
        default: break
        }
        frames.append(frame)
    }

    private func close(_ frame: Frame) {
        switch frame.meaning {
        case .entry: endEntry()
        case .person(let role):
            add(person.author, as: role, in: frames.last?.place ?? .document)
        default: break
        }
    }

    /// What entries inherit, and relative links resolved at last.
    private func completedEntries(homepage: String?) -> [Entry] {
        var entries = entries
        let authors = feed.inheritedAuthors
        for index in entries.indices {
            if entries[index].authors.isEmpty { entries[index].authors = authors }
            if entries[index].language == nil { entries[index].language = feed.language }
            entries[index].link = entries[index].link.map {
                URIReference.resolved($0, against: homepage)
            }
            entries[index].countingLink = entries[index].countingLink.map {
                URIReference.resolved($0, against: homepage)
            }
            entries[index].externalLink = entries[index].externalLink.map {
                URIReference.resolved($0, against: homepage)
            }
        }
        return entries
    }

    // MARK: - Texts and values

    private func noteLanguage(of frame: Frame, in parent: Frame) {
        guard frame.language != parent.language, let given = frame.language else { return }
        let tag = LanguageTag.normalised(given)
        if parent.place == .entry, entry.language == nil { entry.language = tag }
    }

    private func startInside(_ local: UnsafePointer<UInt8>, _ attributes: ElementAttributes) {
        guard let depth = capture?.depth, let mayHaveWrapper = capture?.mayHaveWrapper else {
            return
        }
        capture?.depth = depth + 1
        guard case .text? = capture?.meaning, let kind = capture?.kind else { return }
        if kind == .plain {
            buffer = buffer.escaped
            capture?.kind = .markup
        }
        let isWrapper =
            depth == 0 && mayHaveWrapper && buffer.isBlank && String(cString: local) == "div"
        if isWrapper {
            capture?.wrapper = 1
            buffer.removeAll(keepingCapacity: true)
        } else {
            appendTag(local, attributes: attributes, isEnd: false)
        }
    }

    private func appendTag(
        _ local: UnsafePointer<UInt8>,
        attributes: ElementAttributes? = nil,
        isEnd: Bool
    ) {
        guard case .text? = capture?.meaning, capture?.kind != nil,
            buffer.count < limits.fieldBytes
        else { return }
        buffer.append(UInt8(ascii: "<"))
        if isEnd { buffer.append(UInt8(ascii: "/")) }
        buffer.append(contentsOf: UnsafeBufferPointer(start: local, count: length(of: local)))
        guard let attributes, attributes.count > 0 else { return buffer.append(UInt8(ascii: ">")) }
        for attribute in attributes.all {
            buffer.append(UInt8(ascii: " "))
            buffer.append(contentsOf: attribute.name.utf8)
            buffer.append("=\"")
            buffer.append(contentsOf: Array(attribute.value.utf8).escaped)
            buffer.append(UInt8(ascii: "\""))
        }
        buffer.append(UInt8(ascii: ">"))
    }

    /// How many bytes stand before the zero that ends a name.
    private func length(of name: UnsafePointer<UInt8>) -> Int {
        var length = 0
        while name[length] != 0 { length += 1 }
        return length
    }

    private func finishCapture() {
        guard let current = capture else { return }
        capture = nil
        switch current.meaning {
        case .text(let slot, _): finishText(current, slot)
        case .value(let field):
            let value = CapturedValue(
                text: copiedBuffer(),
                attributes: current.attributes,
                base: lent(current.base, for: field)
            )
            keep(value, as: field, in: current.place)
        default: break
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func finishText(_ current: Capture, _ slot: TextSlot) {
        guard var kind = current.kind, !buffer.isBlank else { return }
        var bytes = copiedBuffer()
        if current.attributes["mode"]?.lowercased() == "base64",
            let decoded = Base64Text.decoded(bytes)
        {
            // A text is well-formed UTF-8 without U+0000 everywhere behind this point.
            bytes = Array(String(decoding: decoded.filter { $0 != 0 }, as: UTF8.self).utf8)
            if kind == .markup { kind = .html }
        }
        if !readsMarkup { kind = .raw }
        keep(
            TextConstruct(bytes: bytes, kind: kind, base: current.base),
            as: slot,
            in: current.place
        )
    }

    /// The buffer without the room to grow that it has.
    private func copiedBuffer() -> [UInt8] {
        buffer.withUnsafeBufferPointer { Array($0) }
    }

    /// The base of one more address, until bases have added as much as a whole feed may.
    ///
    /// A hundred thousand short addresses under one long base would otherwise fill the memory.
    private func lent(_ base: String?, for field: ValueField) -> String? {
        field.isAddress ? lent(base) : nil
    }

    /// The base, unless bases have added too much already.
    func lent(_ base: String?) -> String? {
        guard let base else { return nil }
        lentBytes += base.utf8.count
        return lentBytes <= Self.mostLentBytes ? base : nil
    }

    private static let mostLentBytes = 32 << 20
}
