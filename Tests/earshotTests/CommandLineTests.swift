import ArgumentParser
import Testing

@testable import earshot

/// Every command's arguments, right and wrong.
@Suite struct CommandLineTests {
    @Test(arguments: [
        ["serve"], ["demo", "--listen", "127.0.0.1:0"], ["check", "--config", "e.yaml"],
        [
            "feed", "parse", "f.xml", "--content-type", "text/xml", "--base-url",
            "https://x.example",
        ],
        ["feeds", "list", "--failing"], ["feeds", "add", "https://x.example/f", "--kind", "forum"],
        ["feeds", "remove", "1"], ["feeds", "poll"], ["feeds", "import", "f.yaml"],
        ["poll", "--once", "--all"], ["poll", "--once"],
        ["detect", "--format", "jsonl", "--brands", "b.json"],
        ["sentiment", "score", "--format", "jsonl"], ["sentiment", "explain", "good", "--json"],
        ["link", "--format", "jsonl", "--customers", "c.csv"], ["rules", "list"],
        ["rules", "check", "b.yaml"], ["rules", "import", "b.yaml"],
        ["mentions", "list", "--brand", "B", "--label", "positive", "--limit", "5"],
        ["mentions", "list", "--noise"], ["mentions", "list", "--no-noise"], ["mentions", "noise"],
        ["mentions", "show", "1"], ["mentions", "dismiss", "1", "--reason", "spam"],
        ["mentions", "restore", "1"], ["queue"], ["queue", "list", "--lane", "praise"],
        ["queue", "next"], ["queue", "claim", "1"], ["case", "show", "1"],
        ["case", "note", "1", "text"], ["case", "assign", "1", "a@b.example"],
        ["case", "respond", "1", "text", "--public", "--at", "https://x.example/1", "--wait"],
        ["case", "respond", "1", "text", "--private", "--channel", "phone"],
        ["case", "resolve", "1", "--reason", "joke"], ["customers", "import", "c.csv"],
        ["customers", "find", "Mira"], ["customers", "show", "C1"],
        ["trends", "--by", "week", "--since", "30d", "--zone", "UTC", "--brand", "B"],
        ["policy"], ["policy", "import", "p.yaml"], ["staff"],
        ["staff", "add", "a@b.example", "--name", "A", "--role", "lead"],
        ["staff", "invite", "a@b.example"], ["token", "add", "ci", "--for", "a@b.example"],
        ["staff", "list"], ["staff", "deactivate", "a@b.example"],
        ["staff", "activate", "a@b.example"], ["token", "list"], ["token", "revoke", "ci"],
        ["feeds", "set", "1", "--extent", "headline"],
        ["feeds", "import", "f.opml", "--dry-run"], ["feeds", "export", "--with-secrets"],
        ["mentions", "add", "text", "--brand", "B", "--stars", "2", "--date", "2026-03-02"],
        ["mentions", "add", "-", "--link", "https://x.example/1", "--kind", "forum"],
        ["mentions", "import", "r.csv", "--map", "trustpilot", "--brand", "B", "--dry-run"],
        ["feeds", "show", "1"], ["feeds", "show", "https://x.example/f", "--with-secrets"],
        ["store", "stats"], ["audit", "verify"], ["doctor"], ["doctor", "--offline", "--json"],
        ["manual", "earshot.1"], ["manual", "earshot.yaml.5"], ["check", "--json"],
        ["queue", "list", "--server", "https://x.example", "--token-file", "t", "--plain"],
        ["queue", "list", "--data-dir", "d", "--as", "a@b.example", "--no-input", "--csv"],
    ])
    func `a right command line is understood`(arguments: [String]) throws {
        let command = try Earshot.parseAsRoot(arguments)
        #expect(!(command is Earshot))
    }

    @Test(arguments: [
        ["nonsense"], ["queue", "list", "--lane"], ["queue", "list", "--limit", "many"],
        ["queue", "list", "--limit", "0"], ["mentions", "list", "--limit=-1"], ["queue", "claim"],
        ["case", "respond", "1", "text"], ["case", "respond", "1", "t", "--public", "--private"],
        ["case", "resolve", "1"], ["mentions", "dismiss", "1"], ["poll"], ["poll", "--all"],
        ["detect"], ["link"], ["link", "--format", "xml", "--customers", "c"],
        ["token", "add", "x"],
        ["staff", "add", "a@b.example"], ["queue", "list", "--json", "--csv"], ["feed", "parse"],
        ["mentions", "add"], ["mentions", "add", "x", "--stars", "6"],
        ["mentions", "add", "x", "--date", "3/10/2026"],
        ["mentions", "add", "x", "--kind", "podcast"],
        ["mentions", "import", "r.csv"], ["feeds", "import"],
        ["sentiment", "explain"], ["trends", "--by"], ["queue", "list", "--jsn"],
        ["doctor", "--server", "https://x.example"], ["manual"], ["manual", "earshot.8"],
    ])
    func `a wrong command line is a usage error`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Earshot.parseAsRoot(arguments) }
        #expect(error.map { Earshot.exitCode(for: $0) } == .validationFailure)
    }

    @Test func `help is no error`() throws {
        var command = try Earshot.parseAsRoot(["--help"])
        let error = #expect(throws: (any Error).self) { try command.run() }
        #expect(error.map { Earshot.exitCode(for: $0) } == .success)
    }

    @Test func `the version is told and is no error`() throws {
        let error = #expect(throws: (any Error).self) { try Earshot.parseAsRoot(["--version"]) }
        #expect(error.map { Earshot.exitCode(for: $0) } == .success)
        #expect(error.map { Earshot.message(for: $0) } == "earshot \(Version.text)")
    }

    @Test func `every option and argument explains itself`() {
        func check(_ command: any ParsableCommand.Type, _ path: String) {
            #expect(!command.configuration.abstract.isEmpty, "\(path)")
            for child in command.configuration.subcommands {
                check(child, "\(path) \(child.configuration.commandName ?? "")")
            }
        }
        check(Earshot.self, "earshot")
        #expect(Earshot.configuration.subcommands.count == 27)
    }
}
