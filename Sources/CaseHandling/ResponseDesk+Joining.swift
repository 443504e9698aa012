import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// The person behind a mention, as the desk knows them.
    ///
    /// An author who wrote what belongs to a customer's case is that customer. An author who turns
    /// out to be a customer brings along all cases and contacts, so that there is one live case,
    /// and the contact limit counts them all.
    static func person(
        _ party: Party,
        author: Author.ID?,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> Party {
        switch party {
        case .author(let author):
            return try tx.cases.customer(behind: author).map(Party.customer) ?? party
        case .customer:
            guard let author, try tx.cases.knows(.author(author)) else { return party }
            try join(.author(author), to: party, under: rules, in: tx)
            return party
        }
    }

    /// Makes a bare author's case the customer's, because one of its mentions is linked now.
    public static func link(
        _ matter: Case.ID,
        to customer: Customer.ID,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws {
        guard let party = try tx.cases.record(matter)?.party, case .author = party else { return }
        try join(party, to: .customer(customer), under: rules, in: tx)
    }

    // MARK: -

    private static func join(
        _ author: Party,
        to customer: Party,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws {
        try tx.cases.serialise(customer)
        try tx.cases.serialise(author)
        if let theirs = try tx.cases.live(of: author) {
            if let own = try tx.cases.live(of: customer) {
                try merge(theirs, into: own, under: rules, in: tx)
            } else {
                try tx.audit.add("case.linked", matter: theirs.id)
            }
        }
        try tx.cases.handOver(from: author, to: customer)
    }

    private static func merge(
        _ theirs: CaseRecord,
        into own: CaseRecord,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws {
        guard case .allowed = CaseLifecycle.move(.merge, from: theirs.state, by: .engine) else {
            throw DeskError.noSuchMove(event: "merge", from: theirs.state.rawValue)
        }
        let joined = change(of: own, joinedBy: theirs, under: rules)
        guard try tx.cases.change(own.id, to: joined, expecting: own.version),
            try tx.cases.merge(theirs, into: own.id)
        else { throw DeskError.stale(current: own.version + 1, changedBy: nil, at: nil) }
        try tx.audit.add(
            "case.merged",
            matter: theirs.id,
            facts: ["into": "\(own.number)"]
        )
        try tx.audit.add("case.joined", matter: own.id, facts: ["case": "\(theirs.number)"])
    }

    /// The surviving case: the strictest clock of an answer that is still owed, and an owner if
    /// either had one.
    private static func change(
        of own: CaseRecord,
        joinedBy theirs: CaseRecord,
        under rules: DeskRules
    ) -> CaseChange {
        var change = CaseChange(of: own)
        change.nature = rules.nature(of: own.nature, joinedBy: theirs.nature)
        let owed = [own, theirs].filter { $0.respondedAt == nil }
        if let first = owed.first {
            change.rank = owed.dropFirst().reduce(first.rank) { $0.joined(by: $1.rank) }
            change.respondedAt = nil
            change.dueAt = owed.compactMap(\.dueAt).min()
        }
        if own.owner == nil, let owner = theirs.owner {
            change.owner = owner
            change.state = .open
        } else if own.state != .new, theirs.respondedAt == nil {
            change.state = .open
        }
        return change
    }
}
