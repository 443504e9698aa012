/// The part of the day's work that a mention belongs to, whatever became of it.
public enum Lane: String, CaseIterable, Codable, Sendable {
    /// Somebody is dissatisfied.
    case complaints
    /// Somebody wants something from us: an answer, an offer, a better product.
    case questions
    /// Somebody is pleased.
    case praise
    /// A publication reports.
    case coverage
    /// Advertising, tickers, our own words; counted and restorable.
    case noise
    /// It is not sure whether, or what.
    case review
    /// Rivals; never a case or a clock.
    case rivals

    /// The lane of a case: what it is about decides, wherever its mentions stand.
    public init(ofCaseAbout nature: Nature) {
        switch nature {
        case .complaint: self = .complaints
        case .question, .suggestion, .sales: self = .questions
        case .praise: self = .praise
        case .news: self = .coverage
        case .other: self = .review
        }
    }
}
