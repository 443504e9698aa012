import ArgumentParser
import EarshotModel
import Testing

@testable import earshot

@Suite struct SetUpAnswersTests {
    @Test(arguments: [
        ("mon-fri 09:00-17:00", ["monday", "friday"], ["saturday", "sunday"]),
        ("Daily 08:00-20:00", ["monday", "sunday"], []),
        ("sat-mon 10:00-14:00", ["saturday", "sunday", "monday"], ["tuesday", "friday"]),
        ("wednesday 10:00-14:00", ["wednesday"], ["tuesday", "thursday"]),
    ])
    func `opening hours are written as the policy file has them`(
        text: String,
        open: [String],
        closed: [String]
    ) throws {
        let yaml = try OpeningHours(text).yaml
        let hours = text.split(separator: " ")[1]
        for day in open { #expect(yaml.contains("  \(day): \(hours)\n"), "\(day)") }
        for day in closed { #expect(yaml.contains("  \(day): closed\n"), "\(day)") }
    }

    @Test(arguments: ["", "mon-fri", "9-17", "mo-fr 09:00-17:00", "mon-fri 9:00-17:00", "x 09:00"])
    func `other texts are no hours`(text: String) {
        #expect(throws: ValidationError.self) { try OpeningHours(text) }
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
