/// Opening hours on one line: `mon-fri 09:00-17:00`, `daily 08:00-20:00`.
public struct OpeningHours: Hashable, Sendable {
    private static let days = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The hours of each day of the week as the policy file writes them.
    public let yaml: String

    /// Reads a line of hours; `nil` for any other text.
    public init?(_ text: String) {
        let parts = text.lowercased().split(separator: " ")
        guard parts.count == 2, let open = Self.range(parts[0]),
            parts[1].wholeMatch(of: /([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d/) != nil
        else { return nil }
        let lines = Self.days.indices.map { day in
            "  \(Self.days[day]): \(open.contains(day) ? String(parts[1]) : "closed")\n"
        }
        yaml = "calendar:\n" + lines.joined()
    }

    private static func range(_ text: Substring) -> Set<Int>? {
        if text == "daily" { return Set(days.indices) }
        let ends = text.split(separator: "-").map { name in
            days.firstIndex { name.count >= 3 && $0.hasPrefix(name) }
        }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
            return nil
        }
        return Set(first <= last ? Array(first...last) : Array(first..<days.count) + (0...last))
    }
}
