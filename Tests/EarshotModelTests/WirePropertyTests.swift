import EarshotModel
import EarshotTesting
import Foundation
import Testing

/// What comes from outside as JSON or text may be anything: it is read or refused, and never traps.
@Suite struct WirePropertyTests {
    /// Whether a value read from spoiled JSON is one that can be written and read again.
    private func survives<Value: Codable & Hashable>(
        _ json: String,
        as type: Value.Type
    ) throws -> Bool {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(json.utf8)) else {
            return true
        }
        return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value
    }

    @Test(arguments: 0..<10)
    func `spoiled spans and evidence are read whole or refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let evidence =
            #"{"version":1,"parts":[{"span":{"field":"text","start":4,"end":8},"#
            + #""term":"good","base":1900,"changes":[{"rule":"negation","points":-33}]}]}"#
        for _ in 0..<200 {
            let span = random.spoiled([#"{"field":"text","start":3,"end":9}"#])
            #expect(try survives(span, as: TextSpan.self), "\(span)")
            let text = random.spoiled([evidence])
            #expect(try survives(text, as: Evidence.self), "\(text)")
        }
    }

    @Test(arguments: 0..<10)
    func `spoiled policies, brands and authors are read whole or refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let policy =
            #"{"company_name":"N","zone":"UTC","calendar":{"week":{"monday":[{"start":480,"#
            + #""end":720}]},"holidays":["2026-12-24"]},"#
            + #""first_response_minutes":{"complaint":480},"#
            + #""contact_limit":{"limit":2,"window_days":14},"unmatched_text_days":30,"#
            + #""unlinked_text_months":24,"own_sites":["n.example"]}"#
        for _ in 0..<100 {
            let text = random.spoiled([policy])
            #expect(try survives(text, as: CompanyPolicy.self), "\(text)")
            let brand = random.spoiled([#"{"id":"3","name":"N","aliases":["a"],"is_own":true}"#])
            #expect(try survives(brand, as: Brand.self), "\(brand)")
            let author = random.spoiled([#"{"name":"Ada","url":null,"email":"a@example.org"}"#])
            #expect(try survives(author, as: EntryAuthor.self), "\(author)")
        }
    }

    @Test(arguments: 0..<10)
    func `spoiled ids and parties are read as what they say or not at all`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let text = random.spoiled(["1", "42", "9223372036854775807", "900719925474099"])
            if let id = Entry.identity(text) { #expect(id.description == text) }
            let key = random.spoiled(["c:7", "a:9223372036854775807", "c:10"])
            if let party = Party(key: key) { #expect(party.key == key) }
        }
    }

    @Test(arguments: 0..<10)
    func `the points of any evidence are the sum of its bases and changes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let parts = (0..<Int.random(in: 0...9, using: &random)).map { index in
                EvidencePart(
                    span: TextSpan(field: .text, start: index, end: index + 1),
                    term: "x",
                    base: Int.random(in: -4000...4000, using: &random),
                    changes: (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        let points = Int.random(in: -9000...9000, using: &random)
                        return EvidenceChange(rule: "contrast", span: nil, points: points)
                    }
                )
            }
            let bases = parts.map(\.base).reduce(0, +)
            let changes = parts.flatMap(\.changes).map(\.points).reduce(0, +)
            #expect(Evidence(parts: parts).points == bases + changes)
        }
    }

    @Test(arguments: [
        #"{"version":1}"#, #"{"parts":[]}"#, "[]", "null", #"{"version":"1","parts":[]}"#,
        #"{"version":1,"parts":[{"term":"x","base":1,"changes":[]}]}"#,
    ])
    func `a document that is no evidence is refused`(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Evidence.self, from: Data(json.utf8))
        }
    }

    @Test(arguments: [
        (#"{"factor":"email","mention":"a","customer":"b","bits":13.5}"#, 13.5),
        (#"{"factor":"name","mention":"","customer":"","bits":-2}"#, -2),
    ])
    func `a reason for a link survives the way to JSON and back`(json: String, bits: Double) throws
    {
        let factor = try JSONDecoder().decode(LinkFactor.self, from: Data(json.utf8))
        #expect(factor.bits == bits)
        let again = try JSONDecoder().decode(LinkFactor.self, from: JSONEncoder().encode(factor))
        #expect(again == factor)
    }
}

extension Entry {
    /// The id of a stored entry as a text says it.
    fileprivate static func identity(_ text: String) -> EntryID? { EntryID(text) }
}
