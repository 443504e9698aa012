public import CaseRules
public import EarshotModel

/// Why the desk did not do what it was asked to; nothing was changed.
public enum DeskError: Error, Hashable, Sendable {
    /// There is no such case or mention, or its brand is out of scope.
    case notFound
    /// It was changed meanwhile: the version it has now, and who changed it last.
    case stale(current: Int, changedBy: String?, at: Instant?)
    /// Somebody else owns the case.
    case owned(by: String)
    /// The role may not do this.
    case notAllowed(Act)
    /// The case or the mention is in a state in which this cannot be done.
    case noSuchMove(event: String, from: String)
    /// The form lacks something.
    case incomplete([ClosingProblem])
    /// A field of the form is wrong; the code says how.
    case invalid(field: String, code: String)
    /// The person has heard from us too often, or wants no contact.
    case guarded(ContactGuard.Verdict)
    /// The company's settings are missing or cannot be used.
    case unusablePolicy(String)
}

extension DeskError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .notFound: "there is no such case or mention"
        case .stale(let current, let name, _):
            "it was changed meanwhile" + (name.map { " by \($0)" } ?? "")
                + " and has version \(current) now"
        case .owned(let name): "\(name) owns this case"
        case .notAllowed(let act): "your role does not include \(act.rawValue)"
        case .noSuchMove(let event, let state): "\(event) is not possible while it is \(state)"
        case .incomplete(let problems):
            "the form lacks " + problems.map(\.field.rawValue).joined(separator: ", ")
        case .invalid(let field, let code): "\(field) is \(code)"
        case .guarded(let verdict): Self.sentence(for: verdict)
        case .unusablePolicy(let reason): "the company's settings cannot be used: \(reason)"
        }
    }

    private static func sentence(for verdict: ContactGuard.Verdict) -> String {
        switch verdict {
        case .allowed: "the contact is allowed"
        case .deferred(let until, _): "this person may hear from us again at \(until.rfc3339)"
        case .blocked(let reason): "this person must not hear from us: \(reason.rawValue)"
        }
    }
}
