import EarshotModel
import Testing
import TextAnalysis

@testable import RecordStorage

/// Mentions of a language that hold words, as the full text of every engine finds them.
@Suite struct WordChoiceTests {
    private static let texts: [(text: String, language: String)] = [
        ("This lamp is sick", "en"), ("Sickness all over", "en-GB"), ("Sjuk: sick", "sv"),
        ("Dead on arrival", "en"), ("Dead, and an arrival", "en_US"), ("It rained", "en"),
        ("Waited 12 days", "en"), ("மிகவும் நன்று", "ta"),
    ]

    private func filled(_ engine: Engine) async throws -> (ContractStore, [Mention.ID]) {
        let contract = try ContractStore(engine)
        let ids = try await contract.store.write(by: .engine("intake")) { tx in
            try Self.texts.map { text, language in
                let wording = Sample.Wording(
                    text: text,
                    judgement: Sample.judgement(.neutral, language: language)
                )
                let new = try Sample.newMention(in: tx, wording)
                try tx.mentions.add(new)
                try tx.entries.index(new.entry, words: SearchWords.words(of: text))
                return new.id
            }
        }
        return (contract, ids)
    }

    @Test(arguments: Engine.available)
    func `a term is found by its words, whole or as the beginning of longer ones`(
        engine: Engine
    ) async throws {
        let (contract, ids) = try await filled(engine)
        let found = { (language: String, terms: [String]) in
            let choice = WordChoice(language: language, terms: terms)
            let newest = try await contract.read {
                try $0.rescores.newest(holding: choice, limit: 9)
            }
            return newest.reversed().compactMap { ids.firstIndex(of: $0) }
        }
        #expect(try await found("en", ["sick"]) == [0, 1])
        #expect(try await found("en", ["sick*"]) == [0, 1])
        #expect(try await found("sv", ["sick"]) == [2])
        #expect(try await found("en", ["dead on arrival"]) == [3])
        #expect(try await found("en", ["dead on arrival", "sick"]) == [0, 1, 3])
        #expect(try await found("en", ["waited <n> days"]) == [6])
        #expect(try await found("ta", ["நன்று"]) == [7])
        #expect(try await found("e", ["sick"]).isEmpty)
        #expect(try await found("en", ["☹", "<n>"]).isEmpty)
        #expect(try await found("en", []).isEmpty)
        #expect(try await found("en", ["it's \"sick\" & 'x' | !y* \\"]).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `the newest come first, as many as asked for, and a run takes them the other way round`(
        engine: Engine
    ) async throws {
        let (contract, ids) = try await filled(engine)
        let choice = WordChoice(language: "en", terms: ["sick", "dead"])
        let newest = { (choice: WordChoice, limit: Int) in
            try await contract.read { try $0.rescores.newest(holding: choice, limit: limit) }
        }
        #expect(try await newest(choice, 2) == [ids[4], ids[3]])
        #expect(try await newest(choice.from(ids[3]), 9) == [ids[4], ids[3]])
        let batch = { (choice: WordChoice, after: Mention.ID?, limit: Int) in
            try await contract.read { tx in
                try tx.rescores.mentions(RescoreChoice(choice), after: after, limit: limit)
            }.map(\.file.id)
        }
        #expect(try await batch(choice, nil, 9) == [ids[0], ids[1], ids[3], ids[4]])
        #expect(try await batch(choice, ids[0], 1) == [ids[1]])
        #expect(try await batch(choice.from(ids[3]), ids[0], 9) == [ids[3], ids[4]])
        let none = Scope(brands: [], includesPersonalData: false)
        let unseen = try await contract.store.read(in: none) { tx in
            (
                try tx.rescores.newest(holding: choice, limit: 9),
                try tx.rescores.mentions([ids[0]])
            )
        }
        #expect(unseen.0.isEmpty && unseen.1.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a run by words comes back as it was begun`(engine: Engine) async throws {
        let (contract, ids) = try await filled(engine)
        let words = WordChoice(language: "en", terms: ["sick", "dead on *"], first: ids[2])
        let run = try await contract.write { tx in
            let ruleset = try #require(try tx.rulesets.effectiveID())
            let id = try tx.rescores.start(RescoreChoice(words), by: ruleset)
            return try #require(try tx.rescores.run(id))
        }
        #expect(run.choice == RescoreChoice(words) && run.choice.brand == nil)
        #expect(run.choice.words?.first == ids[2] && run.state == .running)
    }
}
