import EarshotModel
import TextAnalysis

/// A text as the rules see it: its words with their marks, its sentences, clauses and opinions.
///
/// Names, handles and addresses are masked: they are no opinion words, whatever they spell.
struct Reading: Sendable {
    /// The words of the title, then those of the text.
    private(set) var tokens: [Token] = []
    /// The opinions in reading order; no two share a word.
    private(set) var hits: [Hit] = []
    /// The first word of each clause, and behind the last clause the number of words.
    private(set) var clauseStarts: [Int] = []
    /// The sentences of the title, then those of the text.
    private(set) var sentences: [Sentence] = []

    private var ratings: [Hit] = []
    /// The bytes of the title and of the text, which the tokens' offsets count in.
    private var titleBytes: [UInt8] = []
    private var textBytes: [UInt8] = []
    /// The words behind which a capital makes a name; none where every capital does.
    let nameLeads: Set<UInt32>
    /// How many words begin with a letter outside ASCII, and how many with one of it.
    private var foreignWords = 0
    private var plainWords = 0
    /// How many words are written in capitals.
    private(set) var shoutedWords = 0
    /// How many words have letters in both cases or small ones.
    private(set) var spokenWords = 0

    /// Reads a text with the rules of a language; linear in the text.
    init(_ source: ScorableText, with rules: LanguageRules) {
        nameLeads = rules.nameLeads
        tokens.reserveCapacity((source.title.utf8.count + source.text.utf8.count) / 5)
        let name = source.target.map { NameSearch($0) }
        append(source.title, of: .title, masking: source.brandSpans, name, with: rules)
        append(source.text, of: .text, masking: source.brandSpans, name, with: rules)
        mark(with: rules)
        mergeRatings()
        split()
    }

    /// Whether most words are of another script than Latin.
    var isOtherScript: Bool { foreignWords > plainWords }

    /// How many clauses there are.
    var clauseCount: Int { clauseStarts.count - 1 }

    /// The words of a clause.
    func clause(_ index: Int) -> Range<Int> {
        clauseStarts[index]..<clauseStarts[index + 1]
    }

    /// The bytes from the first word of a term that ends at `last` to its end.
    func markSpan(endingAt last: Int) -> TextSpan {
        let first = tokens[max(last - tokens[last].markLength + 1, 0)]
        let end = tokens[last]
        guard first.field == end.field else { return end.span }
        return TextSpan(field: end.field, start: first.start, end: end.end)
    }

    // MARK: - Reading

    private mutating func append(
        _ text: String,
        of field: EntryField,
        masking spans: [TextSpan],
        _ name: NameSearch?,
        with rules: LanguageRules
    ) {
        guard !text.isEmpty else { return }
        let analysed = AnalysedText(text)
        if field == .title { titleBytes = analysed.bytes } else { textBytes = analysed.bytes }
        let named = name?.spans(in: analysed, of: field) ?? []
        let rated = StarRating(most: rules.weights.ratingMost).ratings(in: analysed)
        append(rated, of: analysed, in: field)
        if analysed.words.isEmpty, let stars = rated.first {
            tokens.append(Token(stars: stars.bytes, of: field))
        }
        let masks = (spans.filter { $0.field == field } + named).sorted { $0.start < $1.start }
        let firstWord = tokens.count
        append(analysed, of: field, masking: masks)
        lookUp(analysed, from: firstWord, rules)
    }

    /// Appends the words of a field; those of a name of the brand are marked so.
    private mutating func append(
        _ analysed: AnalysedText,
        of field: EntryField,
        masking masks: [TextSpan]
    ) {
        var mask = 0
        for word in analysed.words {
            var token = Token(word, of: field)
            if word.kind == .word {
                token.isASCII = analysed.bytes[word.start] < 0x80
                if token.isASCII { plainWords += 1 } else { foreignWords += 1 }
            }
            if !masks.isEmpty {
                while mask < masks.count, masks[mask].end <= word.start { mask += 1 }
                token.isBrand = mask < masks.count && masks[mask].start < word.end
                token.isAddressed =
                    token.isBrand && word.kind == .handle
                    && analysed.bytes[word.start] == UInt8(ascii: "@")
            }
            tokens.append(token)
        }
    }

    /// Looks up what the words of a field are to the rules; names and bare host names are nothing.
    private mutating func lookUp(
        _ analysed: AnalysedText,
        from first: Int,
        _ rules: LanguageRules
    ) {
        let folded = analysed.folded.span
        var hosts = HostNames(in: analysed).words[...]
        for index in analysed.words.indices where !tokens[first + index].isBrand {
            while let host = hosts.first, host.upperBound <= index { hosts = hosts.dropFirst() }
            if let host = hosts.first, host.contains(index) { continue }
            tokens[first + index].lookUp(analysed.words[index], in: folded, rules)
        }
    }

    /// Finds the terms; the words go to the marker and come back, so that nothing is copied.
    private mutating func mark(with rules: LanguageRules) {
        let words = tokens
        tokens = []
        var marker = TermMarker(tokens: words, title: titleBytes, text: textBytes, rules: rules)
        marker.mark()
        (tokens, hits) = (marker.tokens, marker.hits)
    }

    /// Keeps the ratings of a field, whose words come behind those read so far.
    private mutating func append(
        _ rated: [StarRating.Rating],
        of text: AnalysedText,
        in field: EntryField
    ) {
        for rating in rated {
            let span = TextSpan(
                field: field,
                start: rating.bytes.lowerBound,
                end: rating.bytes.upperBound
            )
            ratings.append(
                Hit(
                    first: tokens.count + rating.words.lowerBound,
                    end: tokens.count + rating.words.upperBound,
                    span: span,
                    term: String(decoding: text.bytes[rating.bytes], as: UTF8.self),
                    base: rating.value,
                    kind: .rating
                )
            )
        }
    }

    /// Puts the ratings between the opinions; an opinion that shares bytes with one gives way.
    private mutating func mergeRatings() {
        guard !ratings.isEmpty else { return }
        var merged: [Hit] = []
        var rest = ratings[...]
        for hit in hits {
            while let rating = rest.first, rating.precedes(hit) {
                merged.append(rating)
                rest = rest.dropFirst()
            }
            if rest.first?.overlaps(hit) != true { merged.append(hit) }
        }
        hits = merged + rest
    }

    private mutating func split() {
        for index in tokens.indices {
            switch tokens[index].shape {
            case .upper: shoutedWords += 1
            case .lower, .capitalised: spokenWords += 1
            case .other: break
            }
            let opensSentence = index == 0 || tokens[index].gap == .sentence
            let opensClause = opensSentence || tokens[index].gap == .comma
            if opensSentence { sentences.append(Sentence(at: index)) }
            if opensClause || tokens[index].opensContrast { clauseStarts.append(index) }
            tokens[index].sentence = sentences.count - 1
            tokens[index].clause = clauseStarts.count - 1
            sentences[sentences.count - 1].add(tokens[index])
        }
        for hit in hits { sentences[tokens[hit.first].sentence].add(hit) }
        clauseStarts.append(tokens.count)
    }
}
