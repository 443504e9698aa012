import Testing

@testable import FeedParsing

@Suite struct HTMLNameTableTests {
    @Test func `every name is found in any case, and means what it was given`() {
        let names = ["a", "b", "h1", "h2", "blockquote", "xml:lang", "accept-charset"]
        let table = HTMLNameTable(names.enumerated().map { ($1, $0) })
        for (number, name) in names.enumerated() {
            for spelling in [name, name.uppercased()] {
                let index = table.index(
                    of: 1..<(1 + name.utf8.count),
                    in: Array("<\(spelling)>".utf8)
                )
                #expect(index.map { table.meanings[$0] } == number)
                #expect(index.map { table.names[$0] } == Array(name.utf8))
            }
        }
    }

    @Test(arguments: ["", "c", "h3", "blockquotes", "accept-charsets", "é"])
    func `another name is not in the table`(name: String) {
        let table = HTMLNameTable([("a", 1), ("h1", 2), ("blockquote", 3)])
        #expect(table.index(of: 0..<name.utf8.count, in: Array(name.utf8)) == nil)
        #expect(HTMLNameTable<Int>([]).index(of: 0..<name.utf8.count, in: Array(name.utf8)) == nil)
    }

    @Test func `no two names of HTML share a key`() {
        for names in [SafeMarkup.elements.names, SafeMarkup.attributes.names] {
            #expect(Set(names).count == names.count)
        }
        for (index, name) in SafeMarkup.elements.names.enumerated() {
            #expect(SafeMarkup.elements.index(of: 0..<name.count, in: name) == index)
        }
        for (index, name) in SafeMarkup.attributes.names.enumerated() {
            #expect(SafeMarkup.attributes.index(of: 0..<name.count, in: name) == index)
        }
    }
}
