import EarshotModel
import TextAnalysis

/// A text as the rules see it: its words with their marks, its sentences, clauses and opinions.
///
/// Names, handles and addresses are masked: they are no opinion words, whatever they spell. One
/// reading takes one text after another, so that their words need no new place.
struct Reading: Sendable {
    let book: RuleBook
    /// The words of the title, then those of the text.
    var tokens: [Token] = []
    /// The opinions in reading order; no two share a word.
    var hits: [Hit] = []
    /// The first word of each clause, and behind the last clause the number of words.
    private(set) var clauseStarts: [Int] = []
    /// The sentences of the title, then those of the text.
    private(set) var sentences: [Sentence] = []
    /// Which words change opinions anywhere in the text.
    var marks: Marks = []
    /// Whom the clauses are about, once it was decided.
    private(set) var scope = TargetScope()
    /// Which places are words of others.
    private(set) var quotations: Quotations
    /// How many words the score is measured by.
    private(set) var wordCount = 0

    private(set) var title = AnalysedText()
    private(set) var text = AnalysedText()
    private(set) var memory = WordMemory()
    private var ratings: [Hit] = []
    /// What the rules find at one word; kept for its place.
    var found = FoundTerms()
    /// Whether most words are of another script than Latin; asked only where a brand is named.
    private(set) var isOtherScript = false
    /// Whether most words with capitals are written in nothing else; asked only where an opinion
    /// is written in capitals.
    private(set) var isShouted = false
    /// Whether the brand is named.
    private(set) var namesBrand = false

    /// Creates a reading of nothing.
    init(by book: RuleBook) {
        self.book = book
        quotations = Quotations(book.weights.quotations)
    }

    /// Reads a text with the rules of a language.
    init(_ source: ScorableText, with rules: LanguageRules) {
        self.init(by: rules.book)
        read(source)
    }

    /// Reads a text in the place of the one before; linear in the text.
    mutating func read(_ source: ScorableText) {
        clear()
        let name = source.target.map { NameSearch($0) }
        append(source.title, of: .title, masking: source.brandSpans, name)
        append(source.text, of: .text, masking: source.brandSpans, name)
        quotations.find(in: text)
        markTerms()
        mergeRatings()
        quotations.settle(hits)
        if marks.contains(.capitals) { isShouted = holdsMostlyCapitals }
        split()
        wordCount = tokens.count
        if namesBrand { narrow(isAbout: source.isAbout) }
    }

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

    /// What the rules know of a word.
    func fact(of token: Token) -> WordFact { memory.facts[Int(token.fact)] }

    /// Whether a word is in the lists of the language.
    func isKnown(_ token: Token) -> Bool {
        token.fact != 0 && !memory.facts[Int(token.fact)].keys.isEmpty
    }

    /// Whether a word begins with an ASCII letter or digit.
    func isPlain(_ token: Token) -> Bool {
        (token.field == .title ? title.bytes : text.bytes)[token.start] < 0x80
    }

    /// The bytes of a field.
    func bytes(of field: EntryField) -> [UInt8] {
        field == .title ? title.bytes : text.bytes
    }
}

/// Which words that change opinions stand in a text at all, so that most rules need not look.
struct Marks: OptionSet, Sendable {
    let rawValue: UInt8

    static let negator = Marks(rawValue: 1)
    static let intensifier = Marks(rawValue: 2)
    static let irrealis = Marks(rawValue: 4)
    /// An opinion with a word in capitals.
    static let capitals = Marks(rawValue: 8)
}

// MARK: - Reading

extension Reading {
    private mutating func clear() {
        tokens.removeAll(keepingCapacity: true)
        hits.removeAll(keepingCapacity: true)
        clauseStarts.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        if !ratings.isEmpty { ratings.removeAll(keepingCapacity: true) }
        marks = []
        if namesBrand { scope = TargetScope() }
        (namesBrand, isShouted, isOtherScript) = (false, false, false)
        memory.begin()
    }

    private mutating func append(
        _ written: String,
        of field: EntryField,
        masking spans: [TextSpan],
        _ name: NameSearch?
    ) {
        guard !written.isEmpty else { return }
        // The field's words are taken out while the reading changes, so that nothing is copied.
        var analysed = AnalysedText()
        if field == .title { swap(&analysed, &title) } else { swap(&analysed, &text) }
        analysed.read(written)
        var masks: [TextSpan] = []
        if !spans.isEmpty { masks = spans.filter { $0.field == field } }
        if let name {
            masks = (masks + name.spans(in: analysed, of: field)).sorted { $0.start < $1.start }
        } else if masks.count > 1 {
            masks.sort { $0.start < $1.start }
        }
        let firstWord = tokens.count
        let holdsNumbers = append(analysed, of: field, masking: masks)
        if holdsNumbers || !analysed.isASCII {
            appendRatings(of: analysed, in: field, from: firstWord)
        }
        if field == .title { swap(&analysed, &title) } else { swap(&analysed, &text) }
    }

    /// Appends the words of a field, with what the rules know of them, and tells whether numbers
    /// are among them; the words of a name of the brand are marked so, and nothing else.
    private mutating func append(
        _ analysed: AnalysedText,
        of field: EntryField,
        masking masks: [TextSpan]
    ) -> Bool {
        let bytes = analysed.bytes.span
        let folded = analysed.folded.span
        let firstWord = tokens.count
        tokens.reserveCapacity(firstWord + analysed.words.count)
        var mask = 0
        var points = 0
        var holdsNumbers = false
        var lastEnd = bytes.count
        for word in analysed.words {
            var token = Token(word, of: field)
            if word.kind == .number { holdsNumbers = true }
            while mask < masks.count, masks[mask].end <= word.start { mask += 1 }
            if mask < masks.count, masks[mask].start < word.end {
                takeAsBrand(&token, isAt: bytes[word.start] == UInt8(ascii: "@"))
            } else if word.kind != .address,
                word.kind != .handle || bytes[word.start] != UInt8(ascii: "@")
            {
                let answer = memory.answer(for: word, in: folded, book)
                (token.fact, token.role, token.form) = (answer.fact, answer.role, answer.form)
            }
            if word.start == lastEnd + 1, bytes[lastEnd] == UInt8(ascii: ".") { points += 1 }
            lastEnd = word.end
            tokens.append(token)
        }
        if points > 1 { forgetHosts(in: analysed, from: firstWord) }
        return holdsNumbers
    }

    /// Decides which clauses are about the brand.
    private mutating func narrow(isAbout: Bool) {
        isOtherScript = holdsMostlyForeignWords
        let decided = TargetScope(of: self, isAbout: isAbout)
        wordCount = decided.wordCount(in: self)
        scope = decided
    }

    private var holdsMostlyForeignWords: Bool {
        var balance = 0
        // The brand's own name is spelled as the brand spells it, whatever the text.
        for token in tokens where token.kind == .word && !token.isBrand {
            balance += isPlain(token) ? -1 : 1
        }
        return balance > 0
    }

    private var holdsMostlyCapitals: Bool {
        var (shouted, spoken) = (0, 0)
        for token in tokens where token.kind == .word {
            switch token.shape {
            case .upper: shouted += 1
            case .lower, .capitalised: spoken += 1
            case .other: break
            }
        }
        return shouted * 2 > spoken
    }

    private mutating func takeAsBrand(_ token: inout Token, isAt: Bool) {
        namesBrand = true
        token.traits.insert(.brand)
        if token.kind == .handle, isAt { token.traits.insert(.addressed) }
    }

    /// Makes bare host names nothing to the rules.
    private mutating func forgetHosts(in analysed: AnalysedText, from first: Int) {
        for host in HostNames(in: analysed).words {
            for index in host {
                tokens[first + index].fact = 0
                if !tokens[first + index].isNumber { tokens[first + index].role = .nothing }
                tokens[first + index].form = []
            }
        }
    }

    /// Keeps the ratings of a field whose words begin at `firstWord`.
    private mutating func appendRatings(
        of analysed: AnalysedText,
        in field: EntryField,
        from firstWord: Int
    ) {
        let rated = StarRating(most: book.weights.ratingMost).ratings(in: analysed)
        for rating in rated {
            let span = TextSpan(
                field: field,
                start: rating.bytes.lowerBound,
                end: rating.bytes.upperBound
            )
            ratings.append(
                Hit(
                    first: firstWord + rating.words.lowerBound,
                    end: firstWord + rating.words.upperBound,
                    span: span,
                    opinion: Hit.noOpinion,
                    base: rating.value,
                    kind: .rating
                )
            )
        }
        if analysed.words.isEmpty, let stars = rated.first {
            tokens.append(Token(stars: stars.bytes, of: field))
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

    /// Parts the words into sentences and clauses.
    private mutating func split() {
        var all: [Token] = []
        swap(&all, &tokens)
        var tokens = all.mutableSpan
        var sentence = Sentence(at: 0)
        for index in 0..<tokens.count {
            let gap = tokens[index].gap
            if index == 0 || gap == .sentence {
                if index > 0 { sentences.append(sentence) }
                sentence = Sentence(at: index)
                clauseStarts.append(index)
            } else if gap == .comma || tokens[index].opensContrast {
                clauseStarts.append(index)
            }
            tokens[index].sentence = sentences.count
            tokens[index].clause = clauseStarts.count - 1
            sentence.add(tokens[index])
        }
        swap(&all, &self.tokens)
        if !self.tokens.isEmpty { sentences.append(sentence) }
        for hit in hits { sentences[self.tokens[hit.first].sentence].add(hit) }
        clauseStarts.append(self.tokens.count)
    }
}
