import ArgumentParser
import Testing

@testable import earshot

@Suite struct PlannedCommandTests {
    @Test(arguments: PlannedCommand.names)
    func `a planned command is named in one sentence, and no command has its name`(name: String) {
        let words = name.split(separator: " ").map(String.init)
        let sentence = PlannedCommand.sentence(for: words + ["7", "--json"])
        #expect(sentence?.contains("\"earshot \(name)\"") == true)
        let error = #expect(throws: (any Error).self) { try Earshot.parseAsRoot(words) }
        #expect(error.map { Earshot.exitCode(for: $0) } == .validationFailure)
    }

    @Test(arguments: [[], ["rules"], ["queue", "list"], ["nonsense"], ["--json", "lexicon"]])
    func `other command lines are left to their own messages`(arguments: [String]) {
        #expect(PlannedCommand.sentence(for: arguments) == nil)
    }
}
