import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct BrandsFileTests {
    private func mistakes(in text: String) -> [String] {
        do {
            _ = try BrandsFile.read(text, file: "b")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test func `names, aliases and rivals are read in their order`() throws {
        let text = """
            brands:
              - name: Brontavia   # the name that people read
                aliases: [Brontavia AB, "@brontavia"]
              - {name: Kellowick, own: false}
              - name: 3M
                aliases: "3 M"
            """
        #expect(
            try BrandsFile.read(text, file: "b") == [
                Brand(
                    id: Brand.ID(rawValue: 1),
                    name: "Brontavia",
                    aliases: ["Brontavia AB", "@brontavia"]
                ),
                Brand(id: Brand.ID(rawValue: 2), name: "Kellowick", isOwn: false),
                Brand(id: Brand.ID(rawValue: 3), name: "3M", aliases: ["3 M"]),
            ]
        )
    }

    @Test(arguments: [
        #"[{"name": "Ånglådal", "aliases": ["Anglådal"]}, {"name": "Vex"}]"#,
        "[\n\t{\"name\": \"\\u00c5ngl\\u00e5dal\", \"aliases\": [\"Angl\\u00e5dal\"]},\n\t{\"name\": \"Vex\"}\n]\n",
        "- name: Ånglådal\n  aliases:\n    - Anglådal\n- name: Vex\n",
    ])
    func `a bare list, also as JSON, is the same`(text: String) throws {
        let brands = try BrandsFile.read(text, file: "b")
        #expect(brands.map(\.name) == ["Ånglådal", "Vex"])
        #expect(brands.map(\.aliases) == [["Anglådal"], []])
    }

    @Test(arguments: ["🙂 Vex", "Vex/Co", "\"Vex\"", "Vex\u{1D4D0}"])
    func `any name that JSON can hold is read`(name: String) throws {
        let data = try JSONSerialization.data(withJSONObject: [["name": name]])
        let brands = try BrandsFile.read(String(decoding: data, as: UTF8.self), file: "b")
        #expect(brands.map(\.name) == [name])
    }

    @Test func `JSON that spells a sign above the first plane in two halves is read`() throws {
        let brands = try BrandsFile.read(#"[{"name": "Vex \ud83d\ude42"}]"#, file: "b")
        #expect(brands.map(\.name) == ["Vex 🙂"])
    }

    @Test func `all mistakes are told with line and key`() {
        let text = """
            brands:
              - name: Vex
                alias: [V]
              - aliases: [W]
              - name: vex
              - Vex again
              - name: Wim
                own: perhaps
                aliases: [""]
            """
        #expect(
            mistakes(in: text) == [
                "b:3: brands[1].alias: there is no such key; did you mean \"aliases\"?",
                "b:4: brands[2].name: a brand needs a name",
                "b:5: brands[3].name: \"vex\" stands in the file twice",
                "b:6: brands[4]: write keys and values here",
                "b:8: brands[5].own: write true or false",
                "b:9: brands[5].aliases: write a text or a list of texts, none of them empty",
            ]
        )
    }

    @Test(arguments: ["", "[]", "brands: []", "brands:\n", "# only a comment\n"])
    func `a file without a brand is a mistake`(text: String) {
        #expect(mistakes(in: text) == ["b: there is no brand in it; write \"brands: [{name: …}]\""])
    }

    @Test func `the samples name three brands, one of them a rival's`() throws {
        let file = TextFolder.checkout.appendingPathComponent("Feeds/samples/brands.yaml")
        let brands = try BrandsFile.read(contentsOf: file)
        #expect(brands.count == 3)
        #expect(brands.filter { !$0.isOwn }.count == 1)
    }
}
