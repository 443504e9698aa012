import CaseRules
import EarshotModel
import Testing

/// A table of moves as a test writes it down: `from event to who`, one move to a line.
///
/// `who` is `engine`, `agent` (or lead), `lead`, `owner` (or deputy or lead), `author`, or `second`
/// (a lead who is not the author), or `setup` (whoever sets Earshot up); several are joined by a
/// comma.
struct ExpectedMoves<State, Event>
where
    State: RawRepresentable & CaseIterable & Hashable & Sendable,
    Event: RawRepresentable & CaseIterable & Hashable & Sendable,
    State.RawValue == String,
    Event.RawValue == String
{
    private var moves: [State: [Event: (to: State, who: [String])]] = [:]

    init(_ text: String) throws {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count == 4, "\(line)")
            let from = try #require(State(rawValue: words[0]), "\(line)")
            let event = try #require(Event(rawValue: words[1]), "\(line)")
            let to = try #require(State(rawValue: words[2]), "\(line)")
            try #require(moves[from]?[event] == nil, "\(line) stands there twice")
            let who = words[3].split(separator: ",").map(String.init)
            moves[from, default: [:]][event] = (to, who)
        }
    }

    /// Asks the rules for every state, every event and everybody, and compares.
    func check(_ move: (Event, State, Doer) -> Lifecycle<State, Event>.Decision) {
        for state in State.allCases {
            for event in Event.allCases {
                for doer in Self.everybody {
                    let decision = move(event, state, doer)
                    #expect(agrees(decision, event, state, doer), "\(state) \(event) \(doer)")
                }
            }
        }
    }

    private func agrees(
        _ decision: Lifecycle<State, Event>.Decision,
        _ event: Event,
        _ state: State,
        _ doer: Doer
    ) -> Bool {
        guard let expected = moves[state]?[event] else {
            return decision == .refused(.noSuchMove(event, from: state))
        }
        if expected.who.contains(where: { Self.means($0, doer) }) {
            return decision == .allowed(expected.to)
        }
        guard case .refused(.notPermitted(event, let needs)) = decision else { return false }
        return !needs.isEmpty && !needs.contains { $0.includes(doer) }
    }

    private static var everybody: [Doer] {
        let ties: [Set<Tie>] = [[], [.owner], [.deputy], [.author], [.owner, .author]]
        return [.engine] + Role.allCases.flatMap { role in ties.map { .staff(role, ties: $0) } }
    }

    private static func means(_ who: String, _ doer: Doer) -> Bool {
        guard case .staff(let role, let ties) = doer else { return who == "engine" }
        let works = role == .agent || role == .lead
        switch who {
        case "agent": return works
        case "lead": return role == .lead
        case "setup": return role == .admin
        case "owner":
            return role == .lead || works && (ties.contains(.owner) || ties.contains(.deputy))
        case "author": return works && ties.contains(.author)
        case "second": return role == .lead && !ties.contains(.author)
        default: return false
        }
    }
}
