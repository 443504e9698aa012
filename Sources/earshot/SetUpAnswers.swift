import Administration
import ArgumentParser
import EarshotModel
import Foundation

/// What is to be set up: given on the command line, asked, or the default.
struct SetUpAnswers {
    let brands: [String]
    let domain: String?
    let languages: [String]
    let kinds: [FeedKind]
    let hours: String?
    let zone: String?
    let email: String?

    /// Asks for what the command line does not give, where somebody can answer.
    init(asking command: InitCommand) throws {
        let asks = Terminal.canAsk && !command.options.noInput && !command.options.json
        func answer(_ given: String?, _ question: String, _ fallback: String?) -> String? {
            guard given == nil, asks else { return given }
            let shown = fallback.map { " [\($0)]" } ?? ""
            let typed = Terminal.ask("\(question)\(shown): ")?
                .trimmingCharacters(in: .whitespaces)
            return typed.flatMap { $0.isEmpty ? nil : $0 } ?? fallback
        }
        brands =
            command.brand.isEmpty
            ? Self.list(answer(nil, "Your brand, or brands with commas", nil)) : command.brand
        guard !brands.isEmpty else {
            throw ValidationError("name a brand: earshot init --brand NAME")
        }
        domain = answer(command.domain, "Your own site, such as lumenta.example (none)", nil)
        let asked = command.languages.isEmpty ? nil : command.languages.joined(separator: ",")
        languages = Self.list(answer(asked, "Languages to listen in", "en"))
        let kinds = command.kind.isEmpty ? nil : command.kind.map(\.rawValue).joined(separator: ",")
        self.kinds = try Self.list(answer(kinds, "Kinds of places (all)", nil))
            .map(FeedKind.argument)
        hours = answer(command.hours, "When do you answer?", "mon-fri 09:00-17:00")
        let here = TimeZone.current.identifier
        zone = answer(command.zone, "Your time zone", here)
        email = answer(command.email, "Your e-mail address, to sign in with (none)", nil)
    }

    /// The answers as the API takes them, with what else the command line says.
    func wanted(by command: InitCommand) -> FirstSetUp.Answers {
        var wanted = FirstSetUp.Answers(brands: brands)
        wanted.spellings = command.spelling
        wanted.rivals = command.rival
        wanted.company = command.company
        wanted.domain = domain
        wanted.languages = languages
        wanted.kinds = kinds
        wanted.hours = hours
        wanted.zone = zone
        wanted.places = command.feed
        wanted.wantsSuggestions = command.suggested
        return wanted
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }
}
