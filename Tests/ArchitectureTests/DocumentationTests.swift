import Foundation
import Testing

@Suite struct DocumentationTests {
    @Test func `every public declaration says what it is for`() throws {
        var seen = 0
        for path in Checkout.files(below: "Sources", endingIn: ".swift") {
            let scan = PublicScan(try Checkout.text(path))
            seen += scan.declarations
            for line in scan.undocumented {
                Issue.record("\(path):\(line) declares something public without a comment")
            }
        }
        #expect(seen > 500, "the scan sees the declarations")
    }

    @Test func `no file switches the rules of its layout off`() throws {
        let settings = try JSONDecoder().decode(
            LayoutSettings.self,
            from: Data(try Checkout.text(".swift-format").utf8)
        )
        #expect(settings.rules["AllPublicDeclarationsHaveDocumentation"] == true)
        #expect(settings.rules["BeginDocumentationCommentWithOneLineSummary"] == true)
        let mark = "swift-format" + "-ignore"
        for path in Checkout.files(below: "Sources", endingIn: ".swift") {
            #expect(try !Checkout.text(path).contains(mark), "\(path)")
        }
    }

    @Test(arguments: [
        "public struct A {}", "    public init(a: Int) {", "    public private(set) var a = 1",
        "public final class A {", "    public static let a = 1", "public protocol P {",
        "/// Old words.\n\npublic func f() {}", "// A note.\npublic enum E {",
        "@discardableResult\npublic func f() -> Int {", "public indirect enum E {",
        "public typealias T = Int", "    public subscript(a: Int) -> Int {", "public actor A {",
        "/// What it needs.\npublic protocol P {\n    func f()\n}",
    ])
    func `a declaration without a comment is seen`(text: String) {
        #expect(PublicScan(text).undocumented.count == 1)
    }

    @Test(arguments: [
        "/// Words.\npublic struct A {}", "/// Words.\n@discardableResult\n    public func f() {",
        "/// Words.\n@available(*, noasync) public func f() {", "public import Logging",
        "    let publicAddress: String", "extension A {\n    func f() {}\n}", "struct A {}",
        "/// What it needs.\npublic protocol P {\n    /// Does it.\n    func f()\n}\nfunc g() {}",
    ])
    func `a declaration with a comment, or one that is not public, is left alone`(text: String) {
        #expect(PublicScan(text).undocumented.isEmpty)
    }
}

private struct LayoutSettings: Decodable {
    let rules: [String: Bool]
}

/// Finds public declarations, and what public protocols ask for, without `///` before them.
private struct PublicScan {
    /// How many declarations need a comment.
    private(set) var declarations = 0
    /// The lines of those that have none, from 1.
    private(set) var undocumented: [Int] = []

    private static let kinds: Set = [
        "func", "init", "var", "let", "struct", "enum", "class", "actor", "protocol",
        "typealias", "subscript", "associatedtype",
    ]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            (indentation: line.prefix { $0 == " " }.count, words: Self.words(of: line))
        }
        var protocolIndentation: Int?
        for (index, line) in lines.enumerated() {
            if line.words == ["}"], line.indentation == protocolIndentation {
                protocolIndentation = nil
            }
            let isRequirement = protocolIndentation.map { line.indentation == $0 + 4 } ?? false
            guard isRequirement || line.words.contains("public"),
                let kind = line.words.first(where: { Self.kinds.contains($0) })
            else { continue }
            if kind == "protocol", line.words.last == "{" {
                protocolIndentation = line.indentation
            }
            declarations += 1
            // Attributes may stand on lines of their own between the comment and the declaration.
            let before = lines[..<index].last { $0.words.first?.hasPrefix("@") != true }
            if before?.words.first?.hasPrefix("///") != true { undocumented.append(index + 1) }
        }
    }

    /// The words of a line up to what is declared; of a comment its first one only.
    private static func words(of line: Substring) -> [String] {
        let words = line.split(separator: " ").map(String.init)
        guard words.first?.hasPrefix("//") != true else { return [words[0]] }
        let kind = words.firstIndex { word in
            kinds.contains(String(word.prefix { $0.isLetter }))
        }
        guard let kind else { return words }
        let declared = String(words[kind].prefix { $0.isLetter })
        return words[..<kind] + [declared] + (words.last == "{" ? ["{"] : [])
    }
}
