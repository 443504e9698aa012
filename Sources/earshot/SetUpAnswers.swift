import ArgumentParser
import EarshotModel
import Foundation

/// What is to be set up: given on the command line, asked, or the default.
struct SetUpAnswers {
    let brands: [String]
    let domain: String?
    let languages: [String]
    let kinds: [FeedKind]
    let hours: OpeningHours?
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
        hours = try answer(command.hours, "When do you answer?", "mon-fri 09:00-17:00")
            .map { try OpeningHours($0) }
        let here = TimeZone.current.identifier
        zone = answer(command.zone, "Your time zone", here)
        email = answer(command.email, "Your e-mail address, to sign in with (none)", nil)
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }
}

/// Opening hours on one line: `mon-fri 09:00-17:00`, `daily 08:00-20:00`.
struct OpeningHours: Hashable {
    private static let days = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The hours of each day of the week as the policy file writes them.
    let yaml: String

    init(_ text: String) throws {
        let parts = text.lowercased().split(separator: " ")
        guard parts.count == 2, let open = Self.range(parts[0]),
            parts[1].wholeMatch(of: /\d\d:\d\d-\d\d:\d\d/) != nil
        else {
            throw ValidationError("\"\(text)\" are no hours; write them as mon-fri 09:00-17:00")
        }
        let lines = Self.days.indices.map { day in
            "  \(Self.days[day]): \(open.contains(day) ? String(parts[1]) : "closed")\n"
        }
        yaml = "calendar:\n" + lines.joined()
    }

    private static func range(_ text: Substring) -> Set<Int>? {
        if text == "daily" { return Set(days.indices) }
        let ends = text.split(separator: "-").map { name in
            days.firstIndex { name.count >= 3 && $0.hasPrefix(name) }
        }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
            return nil
        }
        return Set(first <= last ? Array(first...last) : Array(first..<days.count) + (0...last))
    }
}
