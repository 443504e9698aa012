import Foundation
import Testing

@Suite struct ArrowTests {
    private let table: RoomTable

    init() throws {
        table = try RoomTable(architecture: Checkout.text("ARCHITECTURE.md"))
    }

    @Test func `the table names every room, and every room exists`() throws {
        let rooms = Set(try Checkout.folders(below: "Sources"))
        #expect(rooms.subtracting(RoomTable.doorsInC) == Set(table.allowed.keys))
    }

    @Test func `every import of ours is allowed by the table`() throws {
        let ours = Set(table.allowed.keys).union(RoomTable.doorsInC)
        for path in Checkout.files(below: "Sources", endingIn: ".swift") {
            let room = String(path.split(separator: "/")[1])
            for name in try imports(of: path) where ours.contains(name) {
                #expect(
                    table.allowed[room]?.contains(name) == true,
                    "\(path) imports \(name), which ARCHITECTURE forbids to \(room)"
                )
            }
        }
    }

    @Test(arguments: [
        ("GRDB", ["RecordStorage"]),
        ("CCurl", ["CurlTransfer"]),
        ("CLibXML2", ["FeedParsing"]),
        ("CUChardet", ["FeedParsing"]),
        ("CLibPSL", ["FeedFetching"]),
        ("Hummingbird", ["WebConsole"]),
        ("HummingbirdCore", ["WebConsole"]),
        ("Mustache", ["WebConsole"]),
        ("Crypto", ["RecordStorage", "SettingsReading", "MessageDelivery", "WebConsole"]),
        ("Yams", ["SettingsReading"]),
        ("SwiftCSV", ["Administration"]),
        ("ArgumentParser", ["earshot"]),
    ])
    func `a foreign package has its doors and no other`(name: String, doors: [String]) throws {
        for path in Checkout.files(below: "Sources", endingIn: ".swift")
        where try imports(of: path).contains(name) {
            let room = String(path.split(separator: "/")[1])
            #expect(doors.contains(room), "\(path) imports \(name)")
        }
    }

    @Test(arguments: [
        "FeedParsing", "MentionDetection", "SentimentScoring", "RecordLinkage", "CaseRules",
        "TrendAnalysis",
    ])
    func `a stage imports no log, no metrics and no store`(stage: String) throws {
        for path in Checkout.files(below: "Sources/\(stage)", endingIn: ".swift") {
            let names = try imports(of: path)
            #expect(names.isDisjoint(with: ["Logging", "Metrics", "RecordStorage"]), "\(path)")
        }
    }

    @Test func `the manifest declares no arrow that the table forbids`() throws {
        let manifest = try Checkout.text("Package.swift")
        for (room, allowed) in table.allowed where room != "earshot" {
            guard let start = manifest.range(of: "name: \"\(room)\"") else {
                Issue.record("Package.swift has no target \(room)")
                continue
            }
            let rest = manifest[start.upperBound...]
            let end = rest.range(of: "swiftSettings")?.lowerBound ?? rest.endIndex
            let quoted = rest[..<end].split(separator: "\"").map(String.init)
            for name in quoted where table.allowed[name] != nil {
                #expect(allowed.contains(name), "the manifest lets \(room) see \(name)")
            }
        }
    }

    private func imports(of path: String) throws -> Set<String> {
        let text = try Checkout.text(path)
        let names = text.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
                words[..<index].allSatisfy({ ["public", "@testable", "package"].contains($0) })
            else { return nil }
            return words[index + 1].split(separator: ".").first.map(String.init)
        }
        return Set(names)
    }
}
