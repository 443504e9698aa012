import EarshotModel
import Foundation
import Testing

@Suite struct RecordIDTests {
    @Test(arguments: [1, 9_007_199_254_740_993, Int64.max])
    func `an id is a decimal string on the wire`(value: Int64) throws {
        let id = Brand.ID(rawValue: value)
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(value)\"]")
        #expect(try JSONDecoder().decode([Brand.ID].self, from: json) == [id])
        #expect(Brand.ID(id.description) == id)
    }

    @Test(arguments: [
        "", "0", "-1", "+1", "01", "1.0", " 1", "1 ", "x", "١", "9223372036854775808",
        "1\u{301}",
    ])
    func `what is not a positive number in its usual spelling is no id`(text: String) {
        #expect(Brand.ID(text) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Brand.ID].self, from: JSONEncoder().encode([text]))
        }
    }

    @Test(arguments: ["[1]", "[null]", "[{}]"])
    func `an id that is no string is refused`(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Brand.ID].self, from: Data(json.utf8))
        }
    }

    @Test func `ids are ordered as they were made`() {
        #expect(Case.ID(rawValue: 9) < Case.ID(rawValue: 10))
    }
}
