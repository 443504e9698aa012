public import EarshotModel

extension SentimentScorer {
    /// The same scorer with these words of the store, in place of those that it has.
    ///
    /// They are further lines of the company's own list and go before its lines for the same
    /// terms. Only languages whose words differ are made anew, each when a text first needs it. A
    /// word of a language without rules is left out, and so is one that no list can hold: a text
    /// is judged, whatever the store keeps.
    public func with(_ words: [CompanyWord]) -> SentimentScorer {
        let wanted = Self.values(of: words).filter { makers[$0.key] != nil }
        let changed = Set(wanted.keys).union(self.words.keys)
            .filter { wanted[$0] != self.words[$0] }
        guard !changed.isEmpty else { return self }
        let fresh = changed.compactMap { tag in
            makers[tag].map { maker in (tag, { @Sendable in maker(wanted[tag] ?? [:]) }) }
        }
        let shelf = rules.replacing(Dictionary(fresh) { $1 })
        return SentimentScorer(rules: shelf, makers: makers, words: wanted)
    }

    /// Throws the mistake in words, which are given to the rules of their languages for it.
    public func check(_ words: [CompanyWord]) throws(RuleFileError) {
        for word in words {
            if let problem = RuleFiles.problem(with: word.term, worth: word.value) {
                throw RuleFileError(file: word.language, line: 0, problem: problem)
            }
        }
        for (tag, values) in Self.values(of: words) {
            guard let maker = makers[tag] else { continue }
            if case .failure(let mistake) = maker(values) { throw mistake }
        }
    }

    /// Whether texts with a tag are judged by rules of their own.
    public func holdsRules(of tag: String) -> Bool { rules.holds(Self.primaryTag(tag)) }

    /// The language of a tag without script and region: `en` of `en-GB`.
    public static func language(of tag: String) -> String { primaryTag(tag) }

    /// What a text is about, with the code of the reason, where somebody says what it feels; `nil`
    /// without rules that read it.
    public func nature(of text: ScorableText, labelled label: SentimentLabel) -> (
        nature: Nature, reason: String
    )? {
        var reader = rules.takeReader()
        defer { rules.giveBack(reader) }
        return reader.nature(of: text, labelled: label)
    }

    /// The values by language and term; of terms that texts cannot tell apart the last given holds.
    private static func values(of words: [CompanyWord]) -> [String: [String: Int]] {
        var values: [String: [String: Int]] = [:]
        var terms: [String: [TermPattern: String]] = [:]
        for word in words.sorted(by: { $0.at < $1.at }) {
            let tag = primaryTag(word.language)
            if let pattern = TermPattern(word.term) {
                let older = terms[tag, default: [:]].updateValue(word.term, forKey: pattern)
                if let older { values[tag]?[older] = nil }
            }
            values[tag, default: [:]][word.term] = word.value
        }
        return values
    }
}

extension RuleFiles {
    /// The same files with words of the store in the company's own list.
    ///
    /// A line of that list for the same term without guard gives way, and so does one of its
    /// choices; every other line keeps its number, by which mistakes are told.
    func adding(_ values: [String: Int]) -> RuleFiles {
        var added: [TermPattern: String] = [:]
        for (term, value) in values.sorted(by: { $0.key < $1.key })
        where Self.problem(with: term, worth: value) == nil {
            guard let pattern = TermPattern(term) else { continue }
            added[pattern] = Lexicon.line([term, Self.decimal(value)])
        }
        guard !added.isEmpty else { return self }
        let name = Self.companyName
        let kept = RuleLine.texts(of: texts[name] ?? "", file: name) { line in
            line.fields.count == 2 && TermPattern(line.fields[0]).map { added[$0] != nil } == true
        }
        var texts = texts
        texts[name] = (kept + added.values.sorted()).joined(separator: "\n") + "\n"
        return RuleFiles(language: language, texts: texts)
    }

    /// What keeps a term with a value from being a line of a list; `nil` for nothing.
    static func problem(with term: String, worth value: Int) -> RuleFileError.Problem? {
        guard Lexicon.values.contains(value) else {
            let range = Lexicon.values
            let allowed = "\(decimal(range.lowerBound))…\(decimal(range.upperBound))"
            return .outOfRange(decimal(value), allowed: allowed)
        }
        guard TermPattern(term) != nil, Lexicon.line([term, decimal(value)]) != nil else {
            return .notATerm(term)
        }
        return nil
    }

    /// Thousandths as lists write them.
    private static func decimal(_ thousandths: Int) -> String { "\(Double(thousandths) / 1000)" }
}
