import EarshotModel
import Foundation
import Testing

@Suite struct EvidenceTests {
    private let evidence = Evidence(parts: [
        EvidencePart(
            span: TextSpan(field: .text, start: 4, end: 8),
            term: "good",
            base: 1900,
            changes: [
                EvidenceChange(
                    rule: "negation",
                    span: TextSpan(field: .text, start: 0, end: 3),
                    points: -3306
                ),
                EvidenceChange(rule: "contrast", span: nil, points: 500),
            ]
        ),
        EvidencePart(span: TextSpan(field: .title, start: 0, end: 5), term: "awful", base: -3100),
    ])

    @Test func `the parts sum exactly to the points`() {
        #expect(evidence.parts.map(\.points) == [-906, -3100])
        #expect(evidence.points == -4006)
        #expect(Evidence(parts: []).points == 0)
    }

    @Test func `the document names its version and survives the way to JSON and back`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(evidence)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.hasSuffix("\"version\":1}"))
        #expect(text.contains(#"{"end":3,"field":"text","start":0}"#))
        #expect(text.contains(#"{"points":500,"rule":"contrast"}"#))
        #expect(try JSONDecoder().decode(Evidence.self, from: json) == evidence)
    }

    @Test func `foreign numbers wrap around instead of trapping`() {
        let span = TextSpan(field: .text, start: 0, end: 1)
        let part = EvidencePart(span: span, term: "x", base: .max)
        #expect(Evidence(parts: [part, part]).points == -2)
        let change = EvidenceChange(rule: "x", span: nil, points: .max)
        #expect(EvidencePart(span: span, term: "x", base: .max, changes: [change]).points == -2)
    }
}
