public import EarshotModel

/// What ties a member of staff to the case or the response that a move is about.
public enum Tie: String, CaseIterable, Sendable {
    /// Owns the case.
    case owner
    /// Stands in for the owner, who stays the owner.
    case deputy
    /// Wrote the response.
    case author
}

/// Who wants to make a move, with what the rules need to know about them.
public enum Doer: Hashable, Sendable {
    /// The daemon itself; also whatever follows by itself from what a person did.
    case engine
    /// A member of staff who is active, with every tie to the record in question.
    case staff(Role, ties: Set<Tie> = [])
}

/// Who may make a move.
public enum Mover: Hashable, Sendable {
    /// The daemon itself.
    case engine
    /// Everybody who may do this act.
    case holder(of: Act)
    /// The case's owner and the owner's deputy, if they may do this act, and whoever may assign.
    case owner(holding: Act)
    /// The response's author, if the author may do this act.
    case author(holding: Act)
    /// Everybody who may do this act, but never the response's author.
    case secondPerson(holding: Act)

    /// Whether somebody is meant.
    public func includes(_ doer: Doer) -> Bool {
        guard case .staff(let role, let ties) = doer else { return self == .engine }
        func may(_ act: Act) -> Bool { Permission.isAllowed(act, for: role) }
        switch self {
        case .engine:
            return false
        case .holder(let act):
            return may(act)
        case .owner(let act):
            return may(act) && (!ties.isDisjoint(with: [.owner, .deputy]) || may(.assign))
        case .author(let act):
            return may(act) && ties.contains(.author)
        case .secondPerson(let act):
            return may(act) && !ties.contains(.author)
        }
    }
}
