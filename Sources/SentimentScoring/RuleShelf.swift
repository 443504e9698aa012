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

    private let makers: [String: @Sendable () -> Made]
    private let samples: @Sendable () -> [LanguageGuesser.Sample]
    private let ready = Mutex<[String: Made]>([:])
    private let model = Mutex<LanguageGuesser?>(nil)
    /// Readers that nobody uses at the moment.
    private let readers = Mutex<[SentimentReader]>([])

    /// Creates a shelf of makers by primary tag; where one fails the language has no rules.
    init(
        makers: [String: @Sendable () -> Made],
        samples: @escaping @Sendable () -> [LanguageGuesser.Sample]
    ) {
        languages = makers.keys.sorted()
        self.makers = makers
        self.samples = samples
    }

    /// Whether there is a language of this primary tag, ready or not.
    func holds(_ tag: String) -> Bool { makers[tag] != nil }

    /// The rules of a language by its primary tag; whoever asks first waits until they are made.
    subscript(tag: String) -> RuleBook? {
        guard let maker = makers[tag] else { return nil }
        let made = ready.withLock { ready in
            if let known = ready[tag] { return known }
            let made = maker()
            ready[tag] = made
            return made
        }
        // The mistake is kept for whoever asks for it.
        return try? made.get()
    }

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
    func mistake(of tag: String) -> RuleFileError? {
        guard case .failure(let mistake)? = ready.withLock({ $0[tag] }) else { return nil }
        return mistake
    }

    /// The model that guesses a text's language.
    var guesser: LanguageGuesser {
        model.withLock { model in
            if let model { return model }
            let made = LanguageGuesser(samples: samples())
            model = made
            return made
        }
    }
}
