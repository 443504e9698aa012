import ArgumentParser
import Foundation
import Testing

@testable import earshot

@Suite struct CaseCommandTests {
    private func parsed<Command: ParsableCommand>(_ arguments: String, as _: Command.Type) throws
        -> Command
    {
        let words = arguments.split(separator: " ").map(String.init)
        return try #require(try Earshot.parseAsRoot(words) as? Command)
    }

    @Test func `an answer is by e-mail and resolves the case when nothing else is said`() throws {
        let command = try parsed("case respond 12 Sorry --private", as: CaseRespondCommand.self)
        #expect(command.number == "12")
        #expect(command.text == "Sorry")
        #expect(command.channel == "email")
        #expect(command.outcome == "resolved")
        #expect(!command.wait && !command.isPublic && command.isPrivate)
        #expect(command.nature == nil && command.address == nil)
    }

    @Test func `a public answer names its address, and may wait`() throws {
        let command = try parsed(
            "case respond 12 Sorry --public --at https://f.example/1 --wait --outcome promised",
            as: CaseRespondCommand.self
        )
        #expect(command.isPublic && command.wait)
        #expect(command.address == "https://f.example/1")
        #expect(command.outcome == "promised")
    }

    @Test func `lists show fifty lines when no limit is given`() throws {
        #expect(try parsed("queue list", as: QueueListCommand.self).limit == 50)
        #expect(try parsed("mentions list", as: MentionsListCommand.self).limit == 50)
        #expect(try parsed("queue list --limit 7", as: QueueListCommand.self).limit == 7)
    }

    @Test func `queue, staff and policy alone list or show`() throws {
        #expect(try Earshot.parseAsRoot(["queue"]) is QueueListCommand)
        #expect(try Earshot.parseAsRoot(["staff"]) is StaffListCommand)
        #expect(try Earshot.parseAsRoot(["policy"]) is PolicyShowCommand)
        #expect(try Earshot.parseAsRoot(["token"]) is TokenListCommand)
    }

    @Test func `trends run by day from the company's own beginning when nothing is said`() throws {
        let command = try parsed("trends", as: TrendsCommand.self)
        #expect(command.step == "day")
        #expect(command.since == nil && command.zone == nil && command.brand == nil)
    }

    @Test func `trends verify is a command of its own`() throws {
        let command = try parsed("trends verify --json", as: TrendsVerifyCommand.self)
        #expect(command.options.json)
    }

    @Test func `an erasure asks unless it is told not to`() throws {
        let asking = try parsed("customers erase C-1", as: CustomersEraseCommand.self)
        #expect(asking.reference == "C-1" && !asking.yes)
        let sure = try parsed("customers erase C-1 -y --no-input", as: CustomersEraseCommand.self)
        #expect(sure.yes && sure.options.noInput)
    }

    @Test func `the common options are the same for every command`() throws {
        let options = try parsed(
            "audit verify --config c --data-dir d --share-dir s --server https://x --token-file t"
                + " --as a@b.example --plain --no-input --json",
            as: AuditVerifyCommand.self
        ).options
        #expect(options.config == "c")
        #expect(options.dataDirectory == "d")
        #expect(options.shareDirectory == "s")
        #expect(options.server == "https://x")
        #expect(options.tokenFile == "t")
        #expect(options.actingAs == "a@b.example")
        #expect(options.plain && options.noInput && options.json && !options.csv)
    }
}

@Suite struct JSONLineErrorTests {
    private struct Line: Decodable {
        let id: JSONScalar
        let text: String
    }

    @Test(arguments: [
        (#"{"id":1}"#, #"the key "text" is missing"#),
        (#"{"id":1,"text":7}"#, #"the value of "text" has the wrong type"#),
        (#"{"id":1,"text":null}"#, #"the value of "text" has the wrong type"#),
        ("nonsense", "it is no JSON object"),
    ])
    func `a line says what is wrong with it`(line: String, reason: String) {
        let error = #expect(throws: (any Error).self) {
            try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        }
        #expect(error.map { JSONLineError.reason($0) } == reason)
    }

    @Test func `an error names its line`() {
        let error = JSONLineError(number: 7, reason: "it is no JSON object")
        #expect("\(error)" == "standard input, line 7: it is no JSON object")
    }
}
