import Synchronization
import TextAnalysis

/// The rules of all languages, each made ready when a text first needs it, and the model that
/// guesses among them.
final class RuleShelf: Sendable {
    /// The languages, as primary tags in ascending order.
    let languages: [String]

    private let makers: [String: @Sendable () -> LanguageRules?]
    private let samples: @Sendable () -> [LanguageGuesser.Sample]
    private let ready = Mutex<[String: LanguageRules?]>([:])
    private let model = Mutex<LanguageGuesser?>(nil)

    /// Creates a shelf of makers by primary tag; one that gives `nil` is a language without rules.
    init(
        makers: [String: @Sendable () -> LanguageRules?],
        samples: @escaping @Sendable () -> [LanguageGuesser.Sample]
    ) {
        languages = makers.keys.sorted()
        self.makers = makers
        self.samples = samples
    }

    /// Whether there is a language of this primary tag, ready or not.
    func holds(_ tag: String) -> Bool { makers[tag] != nil }

    /// The rules of a language by its primary tag; whoever asks first waits until they are made.
    subscript(tag: String) -> LanguageRules? {
        guard let maker = makers[tag] else { return nil }
        return ready.withLock { ready in
            if let known = ready[tag] { return known }
            let rules = maker()
            ready[tag] = .some(rules)
            return rules
        }
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
