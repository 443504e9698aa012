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
    private struct ShortSlot: Sendable {
        var bytes: UInt64 = 0
        var fact: UInt32 = 0
        /// Length and kind; 0 where the slot is free.
        var mark: UInt16 = 0
        var role = WordFact.Role.nothing
        var form: Token.Form = []
    }

    /// A longer word and its answer; its bytes stand in the pool.
    private struct LongSlot: Sendable {
        var hash: UInt64 = 0
        var start: UInt32 = 0
        var mark: UInt16 = 0
        var answer = Answer()
    }

    /// So many words are remembered from one text to the next.
    private static let mostWords = 1 << 14
    /// Longer words are looked up anew each time.
    private static let longestWord = 255
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// What is known of each word; the first says that nothing is.
    private(set) var facts = [WordFact()]
    private var shortSlots = [ShortSlot](repeating: ShortSlot(), count: 512)
    private var longSlots = [LongSlot](repeating: LongSlot(), count: 256)
    private var shortCount = 0
    private var longCount = 0
    private var pool: [UInt8] = []

    /// Makes room before a text.
    mutating func begin() {
        guard shortCount + longCount > Self.mostWords || facts.count > Self.mostWords else {
            return
        }
        self = WordMemory()
    }

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
        let last = shortSlots.count - 1
        var index = Self.place(bytes) & last
        while shortSlots[index].mark != 0 {
            let slot = shortSlots[index]
            if slot.bytes == bytes, slot.mark == mark {
                return Answer(fact: slot.fact, role: slot.role, form: slot.form)
            }
            index = (index + 1) & last
        }
        return learn(word, bytes, in: folded, book)
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
        let last = longSlots.count - 1
        var index = Self.place(hash) & last
        while longSlots[index].mark != 0 {
            let slot = longSlots[index]
            if slot.hash == hash, slot.mark == mark, holds(slot, range, in: folded) {
                return slot.answer
            }
            index = (index + 1) & last
        }
        return learnLong(word, hash, in: folded, book)
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
        if shortCount * 2 >= shortSlots.count {
            let old = shortSlots
            shortSlots = [ShortSlot](repeating: ShortSlot(), count: old.count * 2)
            for slot in old where slot.mark != 0 { put(slot) }
        }
        shortCount += 1
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word.kind)
        put(
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
        if longCount * 2 >= longSlots.count {
            let old = longSlots
            longSlots = [LongSlot](repeating: LongSlot(), count: old.count * 2)
            for slot in old where slot.mark != 0 { put(slot) }
        }
        longCount += 1
        let mark = Self.mark(word.foldedEnd - word.foldedStart, word.kind)
        let start = UInt32(truncatingIfNeeded: pool.count)
        for index in word.foldedStart..<word.foldedEnd { pool.append(folded[index]) }
        put(LongSlot(hash: hash, start: start, mark: mark, answer: answer))
        return answer
    }

    private mutating func put(_ slot: ShortSlot) {
        let last = shortSlots.count - 1
        var index = Self.place(slot.bytes) & last
        while shortSlots[index].mark != 0 { index = (index + 1) & last }
        shortSlots[index] = slot
    }

    private mutating func put(_ slot: LongSlot) {
        let last = longSlots.count - 1
        var index = Self.place(slot.hash) & last
        while longSlots[index].mark != 0 { index = (index + 1) & last }
        longSlots[index] = slot
    }
}
