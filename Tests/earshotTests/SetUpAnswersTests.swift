import ArgumentParser
import EarshotModel
import Testing

@testable import earshot

@Suite struct SetUpAnswersTests {
    @Test(arguments: ["", "mon-fri", "9-17", "mo-fr 09:00-17:00"])
    func `hours that are none are told before anything is done`(text: String) {
        #expect(throws: (any Error).self) {
            try Earshot.parseAsRoot(["init", "--no-input", "--brand", "L", "--hours", text])
        }
    }

    @Test func `what is given is not asked, and only the brand has no default`() throws {
        let command = try #require(
            try Earshot.parseAsRoot([
                "init", "--no-input", "--brand", "Lumenta", "--lang", "sv", "--kind", "news",
                "--zone", "Europe/Warsaw",
            ]) as? InitCommand
        )
        let answers = try SetUpAnswers(asking: command)
        #expect(answers.brands == ["Lumenta"] && answers.languages == ["sv"])
        #expect(answers.kinds == [.news] && answers.zone == "Europe/Warsaw")
        #expect(answers.domain == nil && answers.hours == nil && answers.email == nil)
        let empty = try #require(try Earshot.parseAsRoot(["init", "--no-input"]) as? InitCommand)
        #expect(throws: ValidationError.self) { try SetUpAnswers(asking: empty) }
    }
}
