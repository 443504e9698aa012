import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct ErasureListTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("earshot-list-\(UUID().uuidString)")

    private static let key = ListedErasure(hash: "aa01", at: Instant(seconds: 7))
    private static let entry = ListedErasure(
        hash: "erased:bb02",
        at: Instant(seconds: 8),
        feed: Feed.ID(rawValue: 251_517_958_109_802_511)
    )

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String = "erasures.jsonl") -> String {
        folder.appendingPathComponent(name).path
    }

    private func text(_ name: String = "erasures.jsonl") throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    @Test func `what is added is read again, by the store that added it alone`() throws {
        let list = ErasureList(file: path())
        #expect(try list.isEmpty())
        #expect(try list.erasures(of: "one").isEmpty)
        try list.add([Self.key, Self.entry], of: "one")
        try list.add([Self.key], of: "two")
        #expect(try list.erasures(of: "one") == [Self.key, Self.entry])
        #expect(try list.erasures(of: "two") == [Self.key])
        #expect(try list.erasures(of: "three").isEmpty)
        #expect(try !list.isEmpty())
    }

    @Test func `a line is written once, whenever it came first`() throws {
        let list = ErasureList(file: path())
        try list.add([Self.key], of: "one")
        let before = try text()
        try list.add([ListedErasure(hash: Self.key.hash, at: Instant(seconds: 99))], of: "one")
        try list.add([], of: "one")
        #expect(try text() == before)
    }

    @Test func `nobody but its owner can read the file`() throws {
        try ErasureList(file: path()).add([Self.key], of: "one")
        let facts = try FileManager.default.attributesOfItem(atPath: path())
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func `a line that a crash cut off is as if it had never been written`() throws {
        let list = ErasureList(file: path())
        try list.add([Self.key], of: "one")
        try list.add([Self.entry], of: "one")
        let whole = try text()
        try String(whole.dropLast(20)).write(toFile: path(), atomically: true, encoding: .utf8)
        #expect(try list.erasures(of: "one") == [Self.key])
        try list.add([Self.entry], of: "one")
        #expect(try list.erasures(of: "one") == [Self.key, Self.entry])
    }

    @Test(arguments: ["x", "{\"at\":7}", "\u{0}\u{0}"])
    func `a damaged line is told by its number, and nothing is done by the rest`(damage: String)
        throws
    {
        let list = ErasureList(file: path())
        try list.add([Self.key], of: "one")
        // The list begins with an empty line, and its first entry is line 2.
        try ErasureList(file: path("more")).add([Self.entry], of: "one")
        try (text() + damage + text("more"))
            .write(toFile: path(), atomically: true, encoding: .utf8)
        for use in [
            { _ = try list.erasures(of: "one") }, { try list.add([Self.key], of: "two") },
            { try list.checkWholeness() }, { _ = try list.isEmpty() },
        ] {
            #expect(throws: StoreError.self, performing: use)
        }
        #expect {
            try list.checkWholeness()
        } throws: { error in
            "\(error)".contains("its line 3 is damaged") && "\(error)".contains(path())
        }
    }

    @Test func `a list that was cut off is good for the store that wrote it, and for no other`()
        throws
    {
        let (list, other) = (ErasureList(file: path()), ErasureList(file: path("other")))
        try list.add([Self.key, Self.entry], of: "one")
        let whole = try text()
        try String(whole.dropLast(9)).write(toFile: path(), atomically: true, encoding: .utf8)
        #expect(try list.erasures(of: "one") == [Self.key])
        #expect(throws: StoreError.self) { try list.checkWholeness() }
        #expect {
            try other.take(from: list)
        } throws: { error in
            "\(error)".contains("its line 3 is damaged")
        }
        #expect(!FileManager.default.fileExists(atPath: path("other")))
        try list.add([Self.entry], of: "one")
        try list.checkWholeness()
        try other.take(from: list)
        #expect(try other.erasures(of: "one") == [Self.key, Self.entry])
    }

    @Test func `a list from elsewhere is taken in as it is`() throws {
        let (list, other) = (ErasureList(file: path()), ErasureList(file: path("other")))
        try list.add([Self.key], of: "one")
        try other.add([Self.key, Self.entry], of: "one")
        try other.add([Self.key], of: "two")
        try list.take(from: other)
        #expect(try list.erasures(of: "one") == [Self.key, Self.entry])
        #expect(try list.erasures(of: "two") == [Self.key])
        let before = try text()
        try list.take(from: other)
        #expect(try text() == before)
    }

    @Test func `what is no list is refused by its name`() throws {
        let list = ErasureList(file: path())
        try "customers: 12\n".write(toFile: path("wrong"), atomically: true, encoding: .utf8)
        for name in ["wrong", "missing"] {
            #expect {
                try list.take(from: ErasureList(file: path(name)))
            } throws: { error in
                "\(error)".contains(path(name))
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path()))
    }

    @Test func `a list that cannot be written says so`() throws {
        let list = ErasureList(file: path("no/such/folder/list"))
        #expect {
            try list.add([Self.key], of: "one")
        } throws: { error in
            guard case .unreadableList = error as? StoreError else { return false }
            return "\(error)".contains("no/such/folder/list")
        }
    }
}
