extension Duration {
    /// The duration in words, as a whole number of the largest unit of which it has two: "2 hours".
    public var words: String {
        let unit =
            Self.units.first { self >= $0.length * 2 } ?? (length: .seconds(1), name: "second")
        let count = Int((self / unit.length).rounded())
        return count == 1 ? "1 \(unit.name)" : "\(count) \(unit.name)s"
    }

    private static let units: [(length: Duration, name: String)] = [
        (.days(1), "day"), (.hours(1), "hour"), (.minutes(1), "minute"),
    ]
}
