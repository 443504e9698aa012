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
    private(set) var memory: WordMemory
    private var ratings: [Hit] = []
    /// What the rules find at one word; kept for its place.
    var found = FoundTerms()
    /// Whether most words are of another script than Latin; asked only where a brand is named.
    private(set) var isOtherScript = false
    /// Whether most words with capitals are written in nothing else; asked only where an opinion
    /// is written in capitals.
    private(set) var isShouted = false

    /// Creates a reading of nothing.
    init(by book: RuleBook) {
        self.book = book
        memory = WordMemory(of: book)
        quotations = Quotations(book.weights.quotations)
    }

    /// Reads a text with the rules of a language.
    init(_ source: ScorableText, with rules: LanguageRules) {
        self.init(by: rules.book)
        read(source)
    }

    /// Reads a text in the place of the one before; linear in the text.
    mutating func read(_ source: ScorableText) {
        find(in: source)
        part(source)
    }

    /// Finds the words of a text and its opinions; what stands where is not known yet.
    mutating func find(in source: ScorableText) {
        clear()
        let name = source.target.map { NameSearch($0) }
        append(source.title, of: .title, masking: source.brandSpans, name)
        append(source.text, of: .text, masking: source.brandSpans, name)
        if !quotations.isEmpty || text.traits.contains(.quotes) { quotations.find(in: text) }
        markTerms()
        mergeRatings()
        if !quotations.isEmpty {
            quotations.settle(hits)
            marks.insert(.quotations)
        }
    }

    /// Parts a text that was found into sentences and clauses and decides which of them count.
    mutating func part(_ source: ScorableText) {
        if marks.contains(.capitals) { isShouted = holdsMostlyCapitals }
        split()
        wordCount = tokens.count
        if marks.contains(.brand) { narrow(isAbout: source.isAbout) }
        if wordCount >= book.weights.longWords { marks.insert(.length) }
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
    func isPlain(_ token: Token) -> Bool { bytes(of: token.field)[token.start] < 0x80 }

    /// The bytes of a field.
    func bytes(of field: EntryField) -> ArraySlice<UInt8> {
        field == .title ? title.bytes : text.bytes
    }
}

// MARK: - Reading

extension Reading {
    private mutating func clear() {
        tokens.removeAll(keepingCapacity: true)
        hits.forgetFew()
        clauseStarts.forgetFew()
        sentences.forgetFew()
        if !ratings.isEmpty { ratings.removeAll(keepingCapacity: true) }
        if marks.contains(.brand) { scope = TargetScope() }
        marks = []
        (isShouted, isOtherScript) = (false, false)
        memory.begin()
    }

    /// Reads the words of a field; those of the brand's name are marked so, and nothing else.
    private mutating func append(
        _ written: String,
        of field: EntryField,
        masking spans: [TextSpan],
        _ name: NameSearch?
    ) {
        guard !written.isEmpty else {
            // Nobody may look for quotations in the text before.
            if field == .text, !text.bytes.isEmpty { text.read("") }
            return
        }
        let first = tokens.count
        switch field {
        case .title:
            title.read(written)
            marks.formUnion(Marks(title.traits))
            Self.append(title, of: field, to: &tokens, &memory)
            if asksMore(of: title.traits, title.innerPoints, spans, name) {
                finish(title, of: field, from: first, masking: spans, name)
            }
        case .text:
            text.read(written)
            marks.formUnion(Marks(text.traits))
            Self.append(text, of: field, to: &tokens, &memory)
            if asksMore(of: text.traits, text.innerPoints, spans, name) {
                finish(text, of: field, from: first, masking: spans, name)
            }
        }
    }

    /// Appends the words of a field, with what the rules know of them.
    private static func append(
        _ analysed: borrowing AnalysedText,
        of field: EntryField,
        to tokens: inout [Token],
        _ memory: inout WordMemory
    ) {
        let folded = analysed.folded.span
        let words = analysed.words.span
        tokens.append(addingCapacity: words.count) { tokens in
            for index in words.indices {
                let answer = memory.answer(for: words[index], in: folded)
                tokens.append(Token(words[index], of: field, answer))
            }
        }
    }

    /// Whether more than single words may have to be looked at.
    private func asksMore(
        of traits: AnalysedText.Traits,
        _ innerPoints: Int,
        _ spans: [TextSpan],
        _ name: NameSearch?
    ) -> Bool {
        innerPoints > 1 || name != nil || !spans.isEmpty
            || !traits.isDisjoint(with: [.foreign, .numbers])
    }

    /// Looks at what is more than a word: names of the brand, hosts and ratings.
    private mutating func finish(
        _ analysed: AnalysedText,
        of field: EntryField,
        from first: Int,
        masking spans: [TextSpan],
        _ name: NameSearch?
    ) {
        if analysed.innerPoints > 1 { forgetHosts(in: analysed, from: first) }
        if name != nil || !spans.isEmpty {
            var masks = spans.filter { $0.field == field }
            if let name { masks += name.spans(in: analysed, of: field) }
            takeNames(masks.sorted { $0.start < $1.start }, in: analysed, from: first)
        }
        if !analysed.traits.isDisjoint(with: [.foreign, .numbers]) {
            appendRatings(of: analysed, in: field, from: first)
        }
    }

    /// Marks the words of the brand's names.
    private mutating func takeNames(_ masks: [TextSpan], in analysed: AnalysedText, from first: Int)
    {
        let bytes = analysed.bytes
        var mask = 0
        for index in first..<tokens.count {
            let start = tokens[index].start
            while mask < masks.count, masks[mask].end <= start { mask += 1 }
            guard mask < masks.count else { return }
            guard masks[mask].start < tokens[index].end else { continue }
            marks.insert(.brand)
            tokens[index].takeAsBrand(isAt: bytes[start] == UInt8(ascii: "@"))
        }
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

    /// Makes bare host names nothing to the rules.
    private mutating func forgetHosts(in analysed: AnalysedText, from first: Int) {
        for host in HostNames(in: analysed).words {
            for index in host { tokens[first + index].forget() }
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
        marks.insert(.neighbours)
    }

    /// Parts the words into sentences and clauses.
    private mutating func split() {
        var sentence = Sentence(at: 0)
        for index in tokens.indices where tokens[index].isTelling {
            let gap = tokens[index].gap
            if gap == .sentence {
                if index > 0 { sentences.append(sentence.ended(before: index, tokens[index - 1])) }
                sentence = Sentence(at: index)
            }
            if gap >= .comma || tokens[index].opensContrast { clauseStarts.append(index) }
            sentence.add(tokens[index], at: index)
        }
        if let last = tokens.last {
            sentences.append(sentence.ended(before: tokens.count, last))
        }
        clauseStarts.append(tokens.count)
        for index in hits.indices {
            let clause = clauseNumber(at: hits[index].first)
            let sentence = sentenceNumber(at: hits[index].first)
            (hits[index].clause, hits[index].sentence) = (clause, sentence)
            if marks.contains(.irony) { sentences[sentence].add(hits[index]) }
        }
    }
}

extension Array {
    /// Forgets one element after another: for few of them that is less work than all at once.
    fileprivate mutating func forgetFew() {
        while popLast() != nil {}
    }
}
