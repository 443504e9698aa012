import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct ImportMapTests {
    private func mistakes(in text: String) -> [String] {
        do {
            _ = try ImportMap.read(text, file: "m", name: "m")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test func `a map tells where each field stands`() throws {
        let text = """
            title: My shop
            site: shop.example
            kind: forum
            columns:
              text: [Body, Comment]
              rating: Marks
              author_link: Profile
            separator: semicolon
            rows: result.list
            rating_scale: 10
            rating_words: [bad, good]
            dates: month_first
            language: sv
            """
        let map = try ImportMap.read(text, file: "m", name: "shop")
        #expect(map.name == "shop")
        #expect(map.title == "My shop")
        #expect(map.site == "shop.example")
        #expect(map.kind == .forum)
        #expect(
            map.columns == [
                .text: ["Body", "Comment"], .rating: ["Marks"], .authorLink: ["Profile"],
            ]
        )
        #expect(map.separator == ";")
        #expect(map.rows == "result.list")
        #expect(map.ratingScale == 10)
        #expect(map.ratingWords == ["bad", "good"])
        #expect(map.dates == .monthFirst)
        #expect(map.language == "sv")
    }

    @Test func `what is left out is as for reviews with five stars`() throws {
        let map = try ImportMap.read("columns: {text: Body}", file: "m", name: "shop")
        #expect(map.title == "shop")
        #expect(map.site == nil)
        #expect(map.kind == .review)
        #expect(map.separator == nil)
        #expect(map.ratingScale == 5)
        #expect(map.dates == .written)
    }

    @Test func `all mistakes are told with line and key`() {
        let text = """
            kind: podcast
            columns:
              txt: Body
            rating_scale: 1
            dates: backwards
            separator: bar
            """
        let found = mistakes(in: text)
        #expect(found.count == 6)
        #expect(found.contains { $0.hasPrefix("m:1: kind: \"podcast\" is none of blog") })
        #expect(found.contains { $0.contains("columns.txt: there is no such key; did you mean") })
        #expect(found.contains { $0.contains("columns: name the column of the text") })
        #expect(found.contains { $0.hasPrefix("m:4: rating_scale: write a number from 2 to 100") })
        #expect(
            found.contains { $0.contains("dates: \"backwards\" is none of written, day_first") }
        )
        #expect(found.contains { $0.contains("separator: \"bar\" is none of comma") })
    }

    @Test func `a map is found by its name, or by its path`() throws {
        let folder = try TextFolder(["shop.yaml": "columns: {text: Body}"])
        #expect(try ImportMap.find("shop", in: folder.url).name == "shop")
        let path = folder.url.appendingPathComponent("shop.yaml").path
        #expect(try ImportMap.find(path, in: TextFolder.checkout).name == "shop")
        let error = #expect(throws: SettingsError.self) {
            try ImportMap.find("mart", in: folder.url)
        }
        #expect(
            error?.description
                == "mart: there is no such map; write shop, or the path of your own"
        )
    }

    @Test func `the shipped maps are whole`() throws {
        let folder = TextFolder.checkout.appendingPathComponent("Feeds/imports")
        let names = ImportMap.names(in: folder)
        #expect(
            names == [
                "app-store-connect", "google-business", "plain", "play-console", "trustpilot",
            ]
        )
        for name in names {
            let map = try ImportMap.find(name, in: folder)
            #expect(map.kind == .review)
            #expect(map.columns[.date] != nil && map.columns[.rating] != nil)
        }
    }
}
