/// The statements of one records file; each case's raw value is its SQL, written once.
///
/// Arguments are `?1`, `?2`, …; what the engines say differently, and what several statements
/// share, stands in braces and is filled in by the `Dialect`. Statements are listed constants so
/// that a test can prepare every one of them on every engine.
protocol StatementSet: CaseIterable, RawRepresentable, Sendable where RawValue == String {}

extension StatementSet {
    /// All statements of the set as SQL, by name.
    static var listing: [(name: String, sql: String)] {
        allCases.map { ("\(Self.self).\($0)", $0.rawValue) }
    }
}

/// Every statement that the store holds.
public enum StatementList {
    static let sets: [any StatementSet.Type] = [
        StoreStatement.self, FeedStatement.self, SiteStatement.self, EntryStatement.self,
        MentionStatement.self, JudgementStatement.self, LinkStatement.self, AuthorStatement.self,
        CustomerStatement.self, CaseStatement.self, CaseJoiningStatement.self,
        ContactStatement.self,
        ResponseStatement.self, NoteStatement.self, StaffStatement.self, PolicyStatement.self,
        RulesetStatement.self, CountStatement.self, DayStatement.self, AuditStatement.self,
        SearchStatement.self, QueueStatement.self, LeaseStatement.self, ErasureStatement.self,
        TraceStatement.self, BlankingStatement.self, ForgettingStatement.self,
        RecountStatement.self, CheckStatement.self, AlertStatement.self, StoryStatement.self,
        RescoreStatement.self, RescoreRunStatement.self, CorrectionStatement.self,
    ]

    /// Every statement in one engine's spelling, by name; a test prepares them there.
    public static func rendered(for dialect: Dialect) -> [(name: String, sql: String)] {
        sets.flatMap { set in
            set.listing.map { (name: $0.name, sql: dialect.rendered($0.sql)) }
        }
    }
}
