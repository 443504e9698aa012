import TextAnalysis

/// Remembers what the rules know of the words met so far, because people write the same words
/// again and again.
///
/// What is remembered changes no answer; it is forgotten between texts when it has grown large.
struct WordMemory: Sendable {
    /// What a text's word is told.
    struct Answer: Sendable {
        /// The bits of the keys that go on with the terms which the word only leads on.
        var followers: UInt64 = 0
        /// The bits of its own keys.
        var keyBits: UInt64 = 0
        /// The number of the fact, or 0.
        var fact: UInt32 = 0
        var role = WordFact.Role.nothing
        var form: Token.Form = []

        /// What is told of a word of which nothing is known.
        static let nothing = Answer()
    }

    /// A word of up to eight bytes and its answer.
    private struct ShortSlot: MemorySlot {
        var bytes: UInt64 = 0
        var answer = Answer()
        /// Length and kind; 0 where the slot is free.
        var mark: UInt16 = 0

        @inline(__always) var place: Int { WordMemory.place(bytes) }
    }

    /// A longer word and its answer; its bytes stand in the pool.
    private struct LongSlot: MemorySlot {
        var hash: UInt64 = 0
        var start: UInt32 = 0
        var mark: UInt16 = 0
        var answer = Answer()

        @inline(__always) var place: Int { WordMemory.place(hash) }
    }

    /// So many words are remembered from one text to the next.
    private static let mostWords = 1 << 14
    /// Longer words are looked up anew each time.
    private static let longestWord = 255
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// What is known of each word; the first says that nothing is.
    private(set) var facts = [WordFact()]
    private var shortWords = SlotTable<ShortSlot>(size: 512)
    private var longWords = SlotTable<LongSlot>(size: 256)
    private var pool: [UInt8] = []

    private let book: RuleBook

    /// Creates a memory of nothing for the words of a language.
    init(of book: RuleBook) {
        self.book = book
    }

    /// Makes room before a text.
    mutating func begin() {
        guard count > Self.mostWords || facts.count > Self.mostWords else { return }
        self = WordMemory(of: book)
    }

    /// How many words are remembered.
    var count: Int { shortWords.count + longWords.count }

    /// What is known of a word; its bytes stand in `folded` with padding behind them.
    @inline(__always)
    mutating func answer(for word: Word, in folded: Span<UInt8>) -> Answer {
        guard word.isShort, word.signs.kindNumber < Word.Kind.handle.rawValue else {
            return oddAnswer(for: word, in: folded)
        }
        return shortAnswer(for: word, in: folded)
    }

    // MARK: -

    /// The same for long words and tags, and for names and addresses, which are nothing.
    @inline(never)
    private mutating func oddAnswer(
        for word: Word,
        in folded: Span<UInt8>
    ) -> Answer {
        switch word.kind {
        case .address: .nothing
        case .handle where folded[word.foldedStart] != UInt8(ascii: "#"): .nothing
        case _ where word.isShort: shortAnswer(for: word, in: folded)
        default: longAnswer(for: word, in: folded)
        }
    }

    @inline(__always)
    private mutating func shortAnswer(
        for word: Word,
        in folded: Span<UInt8>
    ) -> Answer {
        let length = word.foldedEnd &- word.foldedStart
        let bytes = folded.bytes.eightBytes(at: word.foldedStart) & Self.bits(length)
        let mark = Self.mark(length, word)
        let known = shortWords.first(at: Self.place(bytes)) { slot in
            slot.bytes == bytes && slot.mark == mark
        }
        return known?.answer ?? learn(word, bytes, in: folded)
    }

    /// All bits of the first so many of eight bytes.
    @inline(__always)
    private static func bits(_ length: Int) -> UInt64 {
        UInt64.max &>> (UInt64(truncatingIfNeeded: 8 &- length) &* 8)
    }

    @inline(__always)
    private static func mark(_ length: Int, _ word: Word) -> UInt16 {
        UInt16(truncatingIfNeeded: length) | (UInt16(word.signs.kindNumber) &+ 1) &<< 8
    }

    @inline(__always)
    private static func place(_ bytes: UInt64) -> Int {
        Int(truncatingIfNeeded: (bytes &* factor) >> 40)
    }

    /// The same for words of more than eight bytes.
    private mutating func longAnswer(
        for word: Word,
        in folded: Span<UInt8>
    ) -> Answer {
        let range = word.foldedStart..<word.foldedEnd
        guard range.count <= Self.longestWord else { return newAnswer(word, in: folded) }
        let hash = Self.hash(range, in: folded)
        let mark = Self.mark(range.count, word)
        let known = longWords.first(at: Self.place(hash)) { slot in
            slot.hash == hash && slot.mark == mark && holds(slot, range, in: folded)
        }
        return known?.answer ?? learnLong(word, hash, in: folded)
    }

    private static func hash(_ range: Range<Int>, in folded: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0
        var index = range.lowerBound
        while index < range.upperBound {
            var eight = folded.bytes.eightBytes(at: index)
            let rest = range.upperBound - index
            if rest < 8 { eight &= (1 &<< (UInt64(truncatingIfNeeded: rest) &* 8)) &- 1 }
            hash = (hash ^ eight) &* factor
            hash ^= hash >> 29
            index += 8
        }
        return hash
    }

    private func holds(_ slot: LongSlot, _ range: Range<Int>, in folded: Span<UInt8>) -> Bool {
        let known = pool.span.bytes
        let place = Int(slot.start)
        var offset = 0
        // The last eight bytes reach back over some that were compared before.
        while offset < range.count {
            let next = min(offset, range.count - 8)
            let isSame =
                folded.bytes.eightBytes(at: range.lowerBound + next)
                == known.eightBytes(at: place + next)
            guard isSame else { return false }
            offset += 8
        }
        return true
    }

    // MARK: - Learning

    private mutating func newAnswer(
        _ word: Word,
        in folded: Span<UInt8>
    ) -> Answer {
        let fact = book.fact(of: word.kind, word.foldedStart..<word.foldedEnd, in: folded)
        var answer = Answer()
        answer.keyBits = fact.keyBits(isNumber: word.kind == .number)
        (answer.role, answer.form) = (fact.role, fact.form)
        if fact.role == .lead { answer.followers = fact.place.followers }
        guard !fact.isNothing || fact.role != .nothing else { return answer }
        facts.append(fact)
        answer.fact = UInt32(truncatingIfNeeded: facts.count - 1)
        return answer
    }

    @inline(never)
    private mutating func learn(
        _ word: Word,
        _ bytes: UInt64,
        in folded: Span<UInt8>
    ) -> Answer {
        let answer = newAnswer(word, in: folded)
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word)
        shortWords.insert(ShortSlot(bytes: bytes, answer: answer, mark: mark))
        return answer
    }

    private mutating func learnLong(
        _ word: Word,
        _ hash: UInt64,
        in folded: Span<UInt8>
    ) -> Answer {
        let answer = newAnswer(word, in: folded)
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word)
        let start = UInt32(truncatingIfNeeded: pool.count)
        for index in word.foldedStart..<word.foldedEnd { pool.append(folded[index]) }
        let slot = LongSlot(hash: hash, start: start, mark: mark, answer: answer)
        if !longWords.insert(slot) { pool.removeLast(pool.count - Int(start)) }
        return answer
    }
}

extension Word {
    /// Whether its folded form has at most eight bytes.
    fileprivate var isShort: Bool {
        @inline(__always) get { foldedEnd &- foldedStart <= 8 }
    }
}
