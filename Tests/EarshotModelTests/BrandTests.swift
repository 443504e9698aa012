import EarshotModel
import Foundation
import Testing

@Suite struct BrandTests {
    @Test func `a brand is our own unless it says otherwise`() {
        #expect(Brand(id: Brand.ID(rawValue: 1), name: "Nordlicht").isOwn)
    }

    @Test func `a brand is one JSON object with snake case keys`() throws {
        let id = Brand.ID(rawValue: 1)
        let brand = Brand(id: id, name: "Nordlicht", aliases: ["NL"], isOwn: false)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(brand)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text == #"{"aliases":["NL"],"id":"1","is_own":false,"name":"Nordlicht"}"#)
        #expect(try JSONDecoder().decode(Brand.self, from: json) == brand)
    }
}
