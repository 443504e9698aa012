/// What `earshot doctor` found out about one thing.
struct Finding: Hashable, Sendable {
    /// What is looked at, in the order of the report.
    enum Subject: String, CaseIterable, Sendable {
        case settings, files, store, disk, daemon, watchdog, clock, roots, dns, outgoing, feeds

        /// The name for people.
        var words: String {
            switch self {
            case .files: "shipped files"
            case .roots: "TLS roots"
            case .dns: "DNS"
            case .outgoing: "outgoing access"
            case .feeds: "feed health"
            default: rawValue
            }
        }
    }

    /// How it is.
    enum State: String, CaseIterable, Sendable {
        /// Nothing is to be done.
        case ok
        /// It works, and somebody should look at it.
        case warn
        /// It does not work.
        case fail
    }

    let subject: Subject
    let state: State
    /// What was found.
    let sentence: String
    /// What to do about it, with the command where there is one; `nil` when nothing is to be done.
    let remedy: String?

    static func ok(_ subject: Subject, _ sentence: String) -> Finding {
        Finding(subject: subject, state: .ok, sentence: sentence, remedy: nil)
    }

    static func warn(_ subject: Subject, _ sentence: String, remedy: String) -> Finding {
        Finding(subject: subject, state: .warn, sentence: sentence, remedy: remedy)
    }

    static func fail(_ subject: Subject, _ sentence: String, remedy: String) -> Finding {
        Finding(subject: subject, state: .fail, sentence: sentence, remedy: remedy)
    }

    /// The finding as a row of the command's output.
    var row: JSONValue {
        .object([
            "subject": .text(subject.rawValue), "state": .text(state.rawValue),
            "found": .text(sentence), "remedy": remedy.map(JSONValue.text) ?? .null,
        ])
    }
}
