import Foundation
import Testing

@testable import RecordStorage

@Suite struct PostgreSQLToolTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("earshot-tools-\(UUID().uuidString)")

    @Test func `the password goes by the environment and never by the command line`() throws {
        let tool = try script("echo \"arguments: $*\"; echo \"environment: $PGPASSWORD\"")
        defer { try? FileManager.default.removeItem(at: folder) }
        let said = try tool.run(["--dbname=x"], password: "s3cret", searchPath: folder.path)
        let lines = said.split(separator: "\n")
        #expect(lines == ["arguments: --dbname=x", "environment: s3cret"])
    }

    @Test func `a program that is missing is named with the package that has it`() {
        #expect {
            try PostgreSQLTool(name: "pg_dump").run([], searchPath: "/nonexistent")
        } throws: { error in
            "\(error)".contains("pg_dump is not installed")
                && "\(error)".contains("postgresql-client")
        }
    }

    @Test func `a program that fails is quoted`() throws {
        let tool = try script("echo 'the server is away' >&2; exit 1")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect {
            try tool.run([], searchPath: folder.path)
        } throws: { error in
            "\(error)" == "the server is away"
        }
    }

    @Test(arguments: [
        "postgres://ann:s3cret@db.example/earshot?sslmode=require",
        "host=db.example user=ann password='s3cret' dbname=earshot sslmode=require",
    ])
    func `an address is taken apart without its password`(text: String) {
        let address = ServerAddress(text)
        #expect(address.password == "s3cret")
        #expect(address.database == "earshot")
        #expect(!address.publicText.contains("s3cret"))
        for pair in ["host='db.example'", "user='ann'", "dbname='earshot'", "sslmode='require'"] {
            #expect(address.publicText.contains(pair))
        }
    }

    @Test func `quotes and backslashes in an address stay what they are`() {
        let address = ServerAddress("dbname='it\\'s \\\\ mine'")
        #expect(address.database == "it's \\ mine")
        #expect(ServerAddress(address.publicText).database == address.database)
    }

    @Test func `a bare word names a database`() {
        #expect(ServerAddress("earshot").publicText == "dbname='earshot'")
        #expect(ServerAddress("earshot").database == "earshot")
    }

    /// A program that a test wrote.
    private func script(_ text: String) throws -> PostgreSQLTool {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("pg_test")
        try Data("#!/bin/sh\n\(text)\n".utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: file.path
        )
        return PostgreSQLTool(name: "pg_test")
    }
}
