import Testing

@testable import SentimentScoring

@Suite struct ScoringWeightsTests {
    @Test func `reaches and counts are whole numbers, all else thousandths`() throws {
        let text = try #require(SmallRules.files["weights.tsv"])
        let weights = try ScoringWeights(parsing: [(text, "en/weights.tsv")])
        #expect(weights.negationReach == 3)
        #expect(weights.exclamationMost == 3)
        #expect(weights.negationShift == 4000)
        #expect(weights.neutralBand == 50)
    }

    @Test func `every weight is needed and told when it is missing`() throws {
        let lines = try #require(SmallRules.files["weights.tsv"]).split(separator: "\n")
        #expect(lines.count == 39)
        for index in lines.indices {
            var rest = lines
            let name = try #require(rest.remove(at: index).split(separator: "\t").first)
            let error = #expect(throws: RuleFileError.self) {
                try ScoringWeights(parsing: [(rest.joined(separator: "\n"), "w")])
            }
            #expect(error?.problem == .missingWeight(String(name)))
        }
    }
}
