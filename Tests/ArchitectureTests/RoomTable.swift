import Foundation

/// The table of rooms in ARCHITECTURE.md: what each may import of ours.
struct RoomTable {
    /// The rooms in the table's order, with what each may import.
    let allowed: [String: Set<String>]
    /// The rooms that have a C face; they import nothing of ours.
    static let doorsInC: Set<String> = ["CCurl", "CLibXML2", "CUChardet", "CLibPSL", "CLibPQ"]

    private static let stages: Set<String> = [
        "FeedParsing", "MentionDetection", "SentimentScoring", "RecordLinkage", "CaseRules",
        "TrendAnalysis",
    ]

    /// Reads the rows that begin with a level.
    init(architecture text: String) throws {
        var levels: [String: Int] = [:]
        var columns: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 6, let level = Int(cells[1]) else { continue }
            let room = cells[2].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
            levels[room] = level
            columns[room] = cells[4]
        }
        allowed = columns.mapValues { Self.rooms(in: $0, levels: levels) }
    }

    private static func rooms(in cell: String, levels: [String: Int]) -> Set<String> {
        if cell.contains("everything") { return Set(levels.keys) }
        var rooms: Set<String> = []
        let plain = cell.replacingOccurrences(
            of: "\\([^)]*\\)",
            with: "",
            options: .regularExpression
        )
        for word in plain.split(whereSeparator: { ", ".contains($0) }).map(String.init)
        where levels[word] != nil || doorsInC.contains(word) {
            rooms.insert(word)
        }
        if plain.contains("stages") { rooms.formUnion(stages) }
        if plain.contains("level 0–2") {
            rooms.formUnion(levels.filter { $0.value <= 2 }.keys)
        }
        return rooms
    }
}
