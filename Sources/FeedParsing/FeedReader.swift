import EarshotModel

/// Builds a feed from the elements and text that `XMLStream` hands over, for every format alike.
///
/// What an element means is the vocabulary's business; here is only what follows from it.
final class FeedReader {
    /// Whether as many entries as allowed have been read.
    private(set) var isFull = false

    let keepsMarkup: Bool
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
        let meaning = names.meanings(of: raw)[parent.place.rawValue]
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
        default:
            open(frame, attributes)
        }
    }

    /// Text, or a piece of it.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let capture {
            guard capture.kind != nil, !isFull else { return }
            let room = limits.fieldBytes - buffer.count
            if bytes.count > room { warn(.fieldCut(limit: limits.fieldBytes)) }
            let piece = UnsafeBufferPointer(rebasing: bytes.prefix(max(0, room)))
            if capture.kind == .markup || (capture.kind == .html && capture.depth > 0) {
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
        if var current = capture {
            guard current.depth > 0 else { return finish(current) }
            if current.wrapper == current.depth {
                current.wrapper = nil
            } else {
                appendTag(local, isEnd: true)
            }
            current.depth -= 1
            capture = current
            return
        }
        guard let frame = frames.popLast() else { return }
        close(frame)
    }

    /// The feed, once the stream has ended; `nil` when none began.
    func finished() -> ParsedFeed? {
        guard let format else { return nil }
        var parsed = ParsedFeed(format: format)
        feed.describe(&parsed)
        parsed.homepage = feed.homepage.map { URIReference.resolved($0, against: baseURL) }
        parsed.entries = completedEntries(homepage: parsed.homepage)
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
        let meaning = names.meanings(of: raw)[Place.document.rawValue]
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
            case .open, .text, .value: parent.place
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
            entry = EntryDraft()
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
        case .entry:
            entries.append(entry.entry(keepsMarkup: keepsMarkup, site: feed.homepage))
            if entries.count >= limits.entries {
                warn(.entriesLeftOut(limit: limits.entries))
                isFull = true
            }
        case .person(let role):
            add(person.author, as: role, in: frames.last?.place ?? .document)
        default: break
        }
    }

    /// What entries inherit, relative links resolved at last, and identities.
    private func completedEntries(homepage: String?) -> [Entry] {
        var entries = entries
        let authors = feed.inheritedAuthors
        for index in entries.indices {
            if entries[index].authors.isEmpty { entries[index].authors = authors }
            if entries[index].language == nil { entries[index].language = feed.language }
            if let link = entries[index].link {
                entries[index].link = URIReference.resolved(link, against: homepage)
            }
        }
        EntryIdentity.assign(to: &entries)
        return entries
    }

    // MARK: - Texts and values

    private func noteLanguage(of frame: Frame, in parent: Frame) {
        guard frame.language != parent.language, let given = frame.language else { return }
        let tag = LanguageTag.normalised(given)
        if parent.place == .entry, entry.language == nil { entry.language = tag }
    }

    private func startInside(_ local: UnsafePointer<UInt8>, _ attributes: ElementAttributes) {
        guard var current = capture else { return }
        current.depth += 1
        if case .text = current.meaning, current.kind != nil {
            if current.kind == .plain {
                buffer = buffer.escaped
                current.kind = .markup
            }
            let isWrapper =
                current.depth == 1 && current.mayHaveWrapper && buffer.isBlank
                && String(cString: local) == "div"
            if isWrapper {
                current.wrapper = 1
                buffer.removeAll(keepingCapacity: true)
            } else {
                appendTag(local, attributes: attributes, isEnd: false)
            }
        }
        capture = current
    }

    private func appendTag(
        _ local: UnsafePointer<UInt8>,
        attributes: ElementAttributes? = nil,
        isEnd: Bool
    ) {
        guard let current = capture, case .text = current.meaning, current.kind != nil,
            buffer.count < limits.fieldBytes
        else { return }
        buffer.append(UInt8(ascii: "<"))
        if isEnd { buffer.append(UInt8(ascii: "/")) }
        buffer.append(contentsOf: String(cString: local).utf8)
        for attribute in attributes?.all ?? [] {
            buffer.append(UInt8(ascii: " "))
            buffer.append(contentsOf: attribute.name.utf8)
            buffer.append("=\"")
            buffer.append(contentsOf: Array(attribute.value.utf8).escaped)
            buffer.append(UInt8(ascii: "\""))
        }
        buffer.append(UInt8(ascii: ">"))
    }

    private func finish(_ current: Capture) {
        capture = nil
        switch current.meaning {
        case .text(let slot, _):
            if let kind = current.kind, !buffer.isBlank {
                let text = TextConstruct(bytes: buffer, kind: kind, base: current.base)
                keep(text, as: slot, in: current.place)
            }
        case .value(let field):
            let value = CapturedValue(
                text: buffer,
                attributes: current.attributes,
                base: lent(current.base, for: field)
            )
            keep(value, as: field, in: current.place)
        default: break
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The base of one more address, until bases have added as much as a whole feed may.
    ///
    /// A hundred thousand short addresses under one long base would otherwise fill the memory.
    private func lent(_ base: String?, for field: ValueField) -> String? {
        guard field.isAddress, let base else { return nil }
        lentBytes += base.utf8.count
        return lentBytes <= Self.mostLentBytes ? base : nil
    }

    private static let mostLentBytes = 32 << 20
}
