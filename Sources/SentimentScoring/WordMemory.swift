import TextAnalysis

/// Remembers what the rules know of the words met so far, because people write the same words
/// again and again.
///
/// What is remembered changes no answer; it is forgotten between texts when it has grown large.
struct WordMemory: Sendable {
    /// What a text's word is told.
    struct Answer: Sendable {
        /// The number of the fact, or 0.
        var fact: UInt32 = 0
        var role = WordFact.Role.nothing
        var form: Token.Form = []
    }

    /// A word of up to eight bytes and its answer.
    private struct ShortSlot: MemorySlot {
        var bytes: UInt64 = 0
        var fact: UInt32 = 0
        /// Length and kind; 0 where the slot is free.
        var mark: UInt16 = 0
        var role = WordFact.Role.nothing
        var form: Token.Form = []

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

    /// Makes room before a text.
    mutating func begin() {
        guard count > Self.mostWords || facts.count > Self.mostWords else { return }
        self = WordMemory()
    }

    /// How many words are remembered.
    var count: Int { shortWords.count + longWords.count }

    /// What is known of a word; its bytes stand in `folded` with padding behind them.
    @inline(__always)
    mutating func answer(for word: Word, in folded: Span<UInt8>, _ book: RuleBook) -> Answer {
        let start = word.foldedStart
        let length = word.foldedEnd - start
        guard length <= 8 else { return longAnswer(for: word, in: folded, book) }
        let bits = UInt64(truncatingIfNeeded: length) &* 8
        let mask = length == 8 ? UInt64.max : (1 &<< bits) &- 1
        let bytes = folded.bytes.eightBytes(at: start) & mask
        let mark = Self.mark(length, word.kind)
        let known = shortWords.first(at: Self.place(bytes)) { slot in
            slot.bytes == bytes && slot.mark == mark
        }
        guard let known else { return learn(word, bytes, in: folded, book) }
        return Answer(fact: known.fact, role: known.role, form: known.form)
    }

    // MARK: -

    @inline(__always)
    private static func mark(_ length: Int, _ kind: Word.Kind) -> UInt16 {
        UInt16(truncatingIfNeeded: length) | (UInt16(kind.rawValue) + 1) << 8
    }

    @inline(__always)
    private static func place(_ bytes: UInt64) -> Int {
        Int(truncatingIfNeeded: (bytes &* factor) >> 40)
    }

    /// The same for words of more than eight bytes.
    private mutating func longAnswer(
        for word: Word,
        in folded: Span<UInt8>,
        _ book: RuleBook
    ) -> Answer {
        let range = word.foldedStart..<word.foldedEnd
        guard range.count <= Self.longestWord else { return newAnswer(word, in: folded, book) }
        let hash = Self.hash(range, in: folded)
        let mark = Self.mark(range.count, word.kind)
        let known = longWords.first(at: Self.place(hash)) { slot in
            slot.hash == hash && slot.mark == mark && holds(slot, range, in: folded)
        }
        return known?.answer ?? learnLong(word, hash, in: folded, book)
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
        var place = Int(slot.start)
        for index in range {
            guard folded[index] == pool[place] else { return false }
            place += 1
        }
        return true
    }

    // MARK: - Learning

    private mutating func newAnswer(
        _ word: Word,
        in folded: Span<UInt8>,
        _ book: RuleBook
    ) -> Answer {
        let fact = book.fact(of: word.kind, word.foldedStart..<word.foldedEnd, in: folded)
        guard !fact.isNothing || fact.role != .nothing else { return Answer() }
        facts.append(fact)
        let number = UInt32(truncatingIfNeeded: facts.count - 1)
        return Answer(fact: number, role: fact.role, form: fact.form)
    }

    private mutating func learn(
        _ word: Word,
        _ bytes: UInt64,
        in folded: Span<UInt8>,
        _ book: RuleBook
    ) -> Answer {
        let answer = newAnswer(word, in: folded, book)
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word.kind)
        shortWords.insert(
            ShortSlot(
                bytes: bytes,
                fact: answer.fact,
                mark: mark,
                role: answer.role,
                form: answer.form
            )
        )
        return answer
    }

    private mutating func learnLong(
        _ word: Word,
        _ hash: UInt64,
        in folded: Span<UInt8>,
        _ book: RuleBook
    ) -> Answer {
        let answer = newAnswer(word, in: folded, book)
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word.kind)
        let start = UInt32(truncatingIfNeeded: pool.count)
        for index in word.foldedStart..<word.foldedEnd { pool.append(folded[index]) }
        let slot = LongSlot(hash: hash, start: start, mark: mark, answer: answer)
        if !longWords.insert(slot) { pool.removeLast(pool.count - Int(start)) }
        return answer
    }
}
