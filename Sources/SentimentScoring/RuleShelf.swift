import Synchronization
import TextAnalysis

/// The rules of all languages, each made ready when a text first needs it, and the model that
/// guesses among them.
final class RuleShelf: Sendable {
    /// The languages, as primary tags in ascending order.
    let languages: [String]

    /// So many readers are kept; more are made anew.
    private static let mostReaders = 8

    typealias Made = Result<RuleBook, RuleFileError>
    typealias Maker = @Sendable () -> Made

    private let slots: [String: RuleSlot]
    private let model: GuesserSlot
    /// Readers that nobody uses at the moment.
    private let readers = Mutex<[SentimentReader]>([])

    /// Creates a shelf of makers by primary tag; where one fails the language has no rules.
    convenience init(
        makers: [String: Maker],
        samples: @escaping @Sendable () -> [LanguageGuesser.Sample]
    ) {
        self.init(makers.mapValues(RuleSlot.init), GuesserSlot(samples))
    }

    private init(_ slots: [String: RuleSlot], _ model: GuesserSlot) {
        languages = slots.keys.sorted()
        self.slots = slots
        self.model = model
    }

    /// A shelf on which some languages are made otherwise; it shares the others with this one,
    /// ready or not.
    func replacing(_ makers: [String: Maker]) -> RuleShelf {
        RuleShelf(slots.merging(makers.mapValues(RuleSlot.init)) { $1 }, model)
    }

    /// Whether there is a language of this primary tag, ready or not.
    func holds(_ tag: String) -> Bool { slots[tag] != nil }

    /// The rules of a language by its primary tag; whoever asks first waits until they are made.
    subscript(tag: String) -> RuleBook? { slots[tag]?.book }

    /// A reader that nobody else uses.
    func takeReader() -> SentimentReader {
        readers.withLock { $0.popLast() } ?? SentimentReader(self)
    }

    /// Keeps a reader for the next who needs one.
    func giveBack(_ reader: consuming SentimentReader) {
        let idle = reader
        readers.withLock { readers in
            if readers.count < Self.mostReaders { readers.append(idle) }
        }
    }

    /// The mistake that was met when the rules of a language were made.
    func mistake(of tag: String) -> RuleFileError? { slots[tag]?.mistake }

    /// The model that guesses a text's language.
    var guesser: LanguageGuesser { model.guesser }
}

/// The rules of one language, which several shelves may share; made when they are first needed.
private final class RuleSlot: Sendable {
    private let maker: RuleShelf.Maker
    private let made = Mutex<RuleShelf.Made?>(nil)

    init(_ maker: @escaping RuleShelf.Maker) {
        self.maker = maker
    }

    var book: RuleBook? {
        let result = made.withLock { made in
            if let made { return made }
            let result = maker()
            made = result
            return result
        }
        // The mistake is kept for whoever asks for it.
        return try? result.get()
    }

    /// The mistake, once somebody asked for the rules.
    var mistake: RuleFileError? {
        guard case .failure(let mistake)? = made.withLock({ $0 }) else { return nil }
        return mistake
    }
}

/// The model that guesses among languages, made when a text first needs it.
private final class GuesserSlot: Sendable {
    private let samples: @Sendable () -> [LanguageGuesser.Sample]
    private let model = Mutex<LanguageGuesser?>(nil)

    init(_ samples: @escaping @Sendable () -> [LanguageGuesser.Sample]) {
        self.samples = samples
    }

    var guesser: LanguageGuesser {
        model.withLock { model in
            if let model { return model }
            let made = LanguageGuesser(samples: samples())
            model = made
            return made
        }
    }
}
