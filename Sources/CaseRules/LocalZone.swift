import Foundation

/// A zone's civil time in whole seconds; the one place where rules ask for a zone's offsets.
///
/// A local time is written as the seconds since 1970-01-01T00:00:00 on the zone's own clocks.
/// Two changes of one zone are taken to lie at least two days apart, as they always did.
struct LocalZone: Sendable {
    private let zone: TimeZone

    /// Creates the zone of an IANA name; `nil` when there is none of that name.
    ///
    /// Foundation also reads made-up names such as `GMT+5`, which no other program knows.
    init?(name: String) {
        guard let zone = TimeZone(identifier: name), zone.identifier == name || name == "UTC"
        else { return nil }
        self.zone = zone
    }

    /// The local time at a moment.
    func localTime(at seconds: Int64) -> Int64 {
        seconds + offset(at: seconds)
    }

    /// The first moment at which the clocks show this time or a later one.
    ///
    /// A time that the clocks skip begins when they skip it; one that they show twice begins when
    /// they show it first.
    func beginning(of local: Int64) -> Int64 {
        resolve(local) { before, change, after in
            before < change ? before : max(change, after)
        }
    }

    /// The last moment at which the clocks show this time or, if they skip it, an earlier one.
    func end(of local: Int64) -> Int64 {
        resolve(local) { before, change, after in
            after >= change ? after : min(change, before)
        }
    }

    // MARK: -

    private static let day: Int64 = 86400

    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    /// Asks `choice` only near a change, with the moment by the offset before, the change itself,
    /// and the moment by the offset after.
    private func resolve(
        _ local: Int64,
        choice: (_ before: Int64, _ change: Int64, _ after: Int64) -> Int64
    ) -> Int64 {
        let (earlier, later) = (local - Self.day, local + Self.day)
        let (before, after) = (offset(at: earlier), offset(at: later))
        guard before != after else { return local - before }
        let change = change(after: earlier, by: later, from: before)
        return choice(local - before, change, local - after)
    }

    /// The first second with another offset than before, by halving.
    private func change(after start: Int64, by end: Int64, from before: Int64) -> Int64 {
        var (old, new) = (start, end)
        while new - old > 1 {
            let middle = old + (new - old) / 2
            if offset(at: middle) == before { old = middle } else { new = middle }
        }
        return new
    }
}
