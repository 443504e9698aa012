import Foundation
import RecordStorage
import Testing

@Suite struct StatementTests {
    @Test func `every set of statements in the store is listed`() throws {
        let listed = Set(
            StatementList.rendered(for: .sqlite).map { $0.name.split(separator: ".")[0] }
        )
        for path in Checkout.files(below: "Sources/RecordStorage", endingIn: ".swift") {
            for line in try Checkout.text(path).split(separator: "\n")
            where line.hasPrefix("enum ") && line.contains(": String, StatementSet") {
                let name = line.split(whereSeparator: { " :".contains($0) })[1]
                #expect(listed.contains(name), "\(path) has \(name), which is not listed")
            }
        }
    }

    @Test func `no SQL is written outside the store's listed statements`() throws {
        let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "]
        for path in Checkout.files(below: "Sources", endingIn: ".swift")
        where !path.hasPrefix("Sources/RecordStorage") {
            let text = try Checkout.text(path)
            for verb in verbs {
                #expect(!text.contains("\"" + verb), "\(path) has SQL")
            }
        }
    }

    @Test func `statements count their parameters as question marks with numbers`() {
        for (name, sql) in StatementList.rendered(for: .sqlite) {
            #expect(!sql.contains("$"), "\(name)")
            #expect(!sql.contains("{"), "\(name)")
            for part in sql.split(separator: "?").dropFirst() {
                #expect(part.first?.isNumber == true, "\(name) has a parameter without a number")
            }
        }
    }
}
