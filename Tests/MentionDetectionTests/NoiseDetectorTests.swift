import EarshotModel
import Foundation
import Testing

@testable import MentionDetection

@Suite struct NoiseDetectorTests {
    private func entry(_ text: String, title: String = "", by author: EntryAuthor? = nil) -> Entry {
        Entry(identity: "guid:1", title: title, text: text, authors: author.map { [$0] } ?? [])
    }

    @Test func `every line of the examples holds, with its label and its language`() throws {
        let examples = try ShippedNoise.examples()
        let detector = NoiseDetector(rules: try ShippedNoise.rules())
        for example in examples {
            let noise = detector.noise(in: entry(example.text), judgedAs: example.judgement)
            #expect(noise?.kind == example.kind, "\(example.text): \(noise?.reason ?? "-")")
        }
    }

    @Test(arguments: ["en", "sv", "pl", "ms", "tl", "ta"])
    func `every kind has two examples in a language, and what is none has four`(language: String)
        throws
    {
        let examples = try ShippedNoise.examples().filter { $0.language == language }
        for kind in NoiseRules.kinds {
            #expect(examples.count { $0.kind == kind } >= 2, "\(kind)")
        }
        #expect(examples.count { $0.kind == nil } >= 4)
    }

    @Test func `the reason names the signs, and one sign alone is none`() throws {
        let detector = NoiseDetector(rules: try ShippedNoise.rules())
        let advert = entry("Full-time, apply now.", title: "Brontavia is HIRING")
        let judgement = ShippedNoise.judgement(.neutral)
        #expect(
            detector.noise(in: advert, judgedAs: judgement)
                == Noise(
                    kind: .jobAd,
                    reason: "says \"is hiring\", \"apply now\", \"full-time\""
                )
        )
        for text in ["Apply now. Apply now! Apply now.", "apply nowhere, rehiring, fulltimer", ""] {
            #expect(detector.noise(in: entry(text), judgedAs: judgement) == nil, "\(text)")
        }
    }

    /// Signs of every kind and the words of a person, thrown together.
    @Test(arguments: 0..<40)
    func `a complaint or a question in the first person is never noise`(seed: UInt64) throws {
        let rules = try ShippedNoise.rules()
        let detector = NoiseDetector(rules: rules)
        let signs = rules.phrases.filter { !$0.weights.isEmpty }.map(\.spelling)
        let persons = rules.phrases.filter { $0.persons.contains("*") }.map(\.spelling)
        var random = Xorshift(seed: seed)
        let asked: [(SentimentLabel, Nature)] = [
            (.negative, .complaint), (.mixed, .complaint), (.negative, .news),
            (.neutral, .question), (.positive, .question), (.positive, .suggestion),
            (.neutral, .sales), (.abstain, .other),
        ]
        for (label, nature) in asked {
            var pieces = (0..<30).map { _ in signs[random.next(below: signs.count)] }
            pieces.insert(persons[random.next(below: persons.count)], at: random.next(below: 30))
            let text = entry(pieces.joined(separator: " | "))
            let judgement = ShippedNoise.judgement(label, nature)
            #expect(detector.noise(in: text, judgedAs: judgement) == nil, "\(text.text)")
        }
    }

    @Test(arguments: [SentimentLabel.negative, .mixed])
    func `an advertisement blames nobody, whoever speaks`(label: SentimentLabel) throws {
        let detector = NoiseDetector(rules: try ShippedNoise.rules())
        for example in try ShippedNoise.examples() where [.jobAd, .coupon].contains(example.kind) {
            let judgement = ShippedNoise.judgement(label)
            let noise = detector.noise(in: entry(example.text), judgedAs: judgement)
            #expect(noise == nil, "\(example.text)")
        }
    }

    @Test(arguments: [
        EntryAuthor(email: "Anna@Brontavia.example"),
        EntryAuthor(name: "Anna", email: "anna@support.brontavia.example"),
        EntryAuthor(url: "https://www.brontavia.example/"),
        EntryAuthor(url: "http://social.example/@Brontavia"),
    ])
    func `our own people are known by their address, whatever they write`(author: EntryAuthor)
        throws
    {
        let detector = NoiseDetector(
            rules: try ShippedNoise.rules(),
            ownSites: ["Brontavia.example", "https://social.example/@brontavia"]
        )
        let complaint = entry("I am sorry, my router is broken too.", by: author)
        let noise = detector.noise(in: complaint, judgedAs: ShippedNoise.judgement(.negative))
        #expect(noise?.kind == .ownStaff)
        #expect(noise?.reason.hasPrefix("the author writes from ") == true)
    }

    @Test(arguments: [
        EntryAuthor(name: "brontavia.example"), EntryAuthor(email: "anna@notbrontavia.example"),
        EntryAuthor(email: "brontavia.example"), EntryAuthor(url: "https://other.example/"),
        EntryAuthor(url: "https://brontavia.example/forum/users/anna"),
        EntryAuthor(email: "anna@brontavia.example.evil.test"),
    ])
    func `a customer in our own forum and whoever resembles us are no staff`(author: EntryAuthor)
        throws
    {
        let detector = NoiseDetector(
            rules: try ShippedNoise.rules(),
            ownSites: ["brontavia.example"]
        )
        let remark = entry("Brontavia is fine.", by: author)
        #expect(detector.noise(in: remark, judgedAs: ShippedNoise.judgement(.positive)) == nil)
    }
}
