import EarshotModel

/// A value as it travels to a column; the engines know these five kinds and no other.
enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])
    case bool(Bool)
}

/// A value that can be bound to a statement.
protocol SQLBindable {
    /// The value in its stored form.
    var sqlValue: SQLValue { get }
}

extension Int64: SQLBindable {
    var sqlValue: SQLValue { .int(self) }
}

extension Int: SQLBindable {
    var sqlValue: SQLValue { .int(Int64(self)) }
}

extension String: SQLBindable {
    // PostgreSQL refuses U+0000, and SQLite's own functions end a text there: it does not enter.
    var sqlValue: SQLValue {
        .text(utf8.contains(0) ? String(decoding: utf8.filter { $0 != 0 }, as: UTF8.self) : self)
    }
}

extension Bool: SQLBindable {
    var sqlValue: SQLValue { .bool(self) }
}

extension [UInt8]: SQLBindable {
    var sqlValue: SQLValue { .bytes(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Instant: SQLBindable {
    var sqlValue: SQLValue { .int(rawValue) }
}

extension RecordID: SQLBindable {
    var sqlValue: SQLValue { .int(rawValue) }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    var sqlValue: SQLValue { .text(rawValue) }
}

extension FeedKind: SQLBindable {}
extension FeedState: SQLBindable {}
extension IdentityUse: SQLBindable {}
extension TriageState: SQLBindable {}
extension DismissalReason: SQLBindable {}
extension SentimentLabel: SQLBindable {}
extension Nature: SQLBindable {}
extension EarlyWarning.Kind: SQLBindable {}
extension Lane: SQLBindable {}
extension NoiseKind: SQLBindable {}
extension IdentifierKind: SQLBindable {}
extension LinkDecision: SQLBindable {}
extension LinkState: SQLBindable {}
extension CaseState: SQLBindable {}
extension ClockMetric: SQLBindable {}
extension ContactOutcome: SQLBindable {}
extension ResponseState: SQLBindable {}
extension Visibility: SQLBindable {}
extension Channel: SQLBindable {}
extension Direction: SQLBindable {}
extension Role: SQLBindable {}
