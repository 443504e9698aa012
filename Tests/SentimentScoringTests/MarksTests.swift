import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct MarksTests {
    private func marks(_ text: String, target: String? = nil) throws -> Marks {
        let source = ScorableText(text: text, language: "en", target: target)
        return Reading(source, with: try SmallRules.rules()).marks
    }

    @Test(
        arguments: [
            ("good", []), ("good!", .exclamation), ("good?", .question), ("not good", .negator),
            ("very good", .intensifier), ("GOOD", [.capitals, .forms]), ("goood", .forms),
            ("good good", .neighbours), ("bad but good", .contrast), ("3/5 good", []),
        ] as [(String, Marks)]
    )
    func `a text has the marks of what stands in it`(text: String, expected: Marks) throws {
        #expect(try marks(text) == expected)
    }

    @Test func `the brand's name is a mark`() throws {
        #expect(try marks("Acme is good", target: "Acme") == .brand)
    }

    @Test func `every rule has a cause`() {
        let causes = [
            WordForm.causes, Intensity.causes, Capitals.causes, Negation.causes, Irrealis.causes,
            Exclamation.causes, Contrast.causes, QuestionDamping.causes, Repetition.causes,
            Irony.causes, LongText.causes, Comparison.causes, Quotations.causes,
            TargetScope.causes,
        ]
        #expect(causes.allSatisfy { !$0.isEmpty })
    }
}
