import Testing

@testable import MentionDetection

@Suite struct NoiseRulesTests {
    private static let least = """
        *\tleast\tjob_ad\t5
        *\tleast\tcoupon\t5
        *\tleast\tticker\t6
        *\tleast\tpress_release\t5

        """

    private func mistake(_ lines: String) -> String? {
        do {
            _ = try NoiseRules(parsing: Self.least + lines, file: "noise.tsv")
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `comments, empty lines and one phrase of two kinds are read`() {
        let lines = "# words\n\nen\tjob_ad\tjob\t1\nen\tcoupon\tjob\t1\nen\tperson\tI\t1"
        #expect(mistake(lines) == nil)
    }

    @Test(arguments: [
        ("en\tjob_ad\tjob", "noise.tsv:5: the line needs 4 columns parted by tabs"),
        ("en\tspam\tjob\t1", "noise.tsv:5: the kind \"spam\" is not known"),
        ("en\town_staff\tjob\t1", "noise.tsv:5: the kind \"own_staff\" is not known"),
        ("*\tleast\tspam\t1", "noise.tsv:5: the kind \"spam\" is not known"),
        ("*\tleast\tjob_ad\t4", "noise.tsv:5: \"job_ad\" is there twice"),
        ("en\tjob_ad\tjob\t−1", "noise.tsv:5: \"−1\" is not a whole number from 1 to 100"),
        ("en\tjob_ad\tjob\t101", "noise.tsv:5: \"101\" is not a whole number from 1 to 100"),
        ("en\tjob_ad\t \t1", "noise.tsv:5: \" \" holds no word"),
        ("en\tjob_ad\tJob\t1\nsv\tjob_ad\tjob\t1", "noise.tsv:6: \"job\" is there twice"),
        ("en\tperson\tme\t1\nen\tperson\tMe\t1", "noise.tsv:6: \"Me\" is there twice"),
        (
            "en\tjob_ad\tjob\t5",
            "noise.tsv:5: \"job\" weighs so much that it needs no second sign"
        ),
    ])
    func `a mistake is told with its place`(lines: String, sentence: String) {
        #expect(mistake(lines) == sentence)
    }

    @Test func `every kind says how much it needs`() {
        let error = #expect(throws: NoiseRuleError.self) {
            try NoiseRules(parsing: "*\tleast\tjob_ad\t5\n", file: "noise.tsv")
        }
        #expect(error?.description == "noise.tsv:2: it is not said how much coupon needs")
    }
}
