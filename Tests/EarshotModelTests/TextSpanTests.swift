import EarshotModel
import Foundation
import Testing

@Suite struct TextSpanTests {
    @Test(arguments: [(0, 0), (3, 3), (3, 9)])
    func `a span survives the way to JSON and back`(start: Int, end: Int) throws {
        let span = TextSpan(field: .title, start: start, end: end)
        let json = try JSONEncoder().encode(span)
        #expect(try JSONDecoder().decode(TextSpan.self, from: json) == span)
    }

    @Test(arguments: [
        #"{"field":"text","start":5,"end":4}"#, #"{"field":"text","start":-1,"end":4}"#,
        #"{"field":"body","start":1,"end":4}"#, #"{"field":"text","start":1}"#,
        #"{"field":"text","start":1.5,"end":4}"#,
    ])
    func `an impossible span is refused, so that nobody cuts text with it`(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(TextSpan.self, from: Data(json.utf8))
        }
    }
}
