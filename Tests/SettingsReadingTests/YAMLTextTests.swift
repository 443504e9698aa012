import Testing

@testable import SettingsReading

@Suite struct YAMLTextTests {
    @Test func `every mistake is told, in the order of the lines`() throws {
        let yaml = YAMLText("b: [1, 2]\na: many\nc:\n  d: soon\n", file: "x.yaml")
        let root = yaml.mapping
        _ = root.mapping("c").duration("d", from: "1s", to: "1h")
        _ = root.int("a", in: 0...9)
        _ = root.string("b")
        let error = #expect(throws: SettingsError.self) { try yaml.finish() }
        #expect(
            error?.description.split(separator: "\n") == [
                "x.yaml:1: b: write a text",
                "x.yaml:2: a: \"many\" is not a whole number; write one from 0 to 9",
                "x.yaml:4: c.d: \"soon\" is no time; write one as 30s, 15m, 8h or 7d",
            ]
        )
    }

    @Test(arguments: [
        ("lisen", "did you mean \"listen\"?"), ("pol", "did you mean \"poll\"?"),
        ("xyzzy", "write listen, poll"),
    ])
    func `an unknown key gets the nearest one, or all`(key: String, hint: String) {
        let yaml = YAMLText("\(key): 1\n", file: "x")
        yaml.mapping.allow(["listen", "poll"])
        #expect(yaml.mistakes.map(\.description) == ["x:1: \(key): there is no such key; \(hint)"])
    }

    @Test func `a key that stands twice is told at the second`() {
        let yaml = YAMLText("a: 1\nb: 2\na: 3\n", file: "x")
        #expect(yaml.mistakes.map(\.key) == ["a"])
        #expect(yaml.mistakes.allSatisfy { $0.line != nil })
    }

    @Test(arguments: [
        "a: [1\n", "\tb: 1\n", "a: *nobody\n", "a: \"\n", "--- 1\n--- 2\n", "{{{{", "\u{1}",
    ])
    func `no YAML is a mistake, with its line where there is one`(text: String) throws {
        let yaml = YAMLText(text, file: "x")
        let mistake = try #require(yaml.mistakes.first)
        #expect(mistake.sentence.hasPrefix("no YAML: "))
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "~\n", "null"])
    func `an empty text has no keys and no mistakes`(text: String) throws {
        let yaml = YAMLText(text, file: "x")
        #expect(yaml.mapping.string("a") == nil)
        try yaml.finish()
    }

    @Test func `a scalar or a list where keys belong is told once`() {
        for text in ["hello\n", "- a: 1\n"] {
            let yaml = YAMLText(text, file: "x")
            let root = yaml.mapping
            root.allow(["a"])
            #expect(root.string("a") == nil)
            #expect(yaml.mistakes.map(\.sentence) == ["write keys and values here"])
        }
    }

    @Test func `a bomb of aliases costs no more than its text`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...60 {
            let alias = "*a\(level - 1)"
            text +=
                "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
        }
        let yaml = YAMLText(text + "listen: *a60\nfeeds: *a60\n", file: "x")
        #expect(yaml.mapping.strings("listen") == [])
        #expect(yaml.mapping.mappings("feeds").isEmpty)
        #expect(yaml.mistakes.count == 18)
    }

    @Test func `a deep nest is a mistake and no crash`() {
        let nest = String(repeating: "[", count: 100_000)
        #expect(YAMLText("a: \(nest)", file: "x").mistakes.count == 1)
        let closed = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(YAMLText("a: \(closed)", file: "x").mistakes.isEmpty)
    }

    @Test func `texts are one or a list, none of them empty`() {
        let yaml = YAMLText(
            "a: one\nb: [one, 2, true]\nc: []\nd: [\"\", [x]]\ne: {f: g}\n",
            file: "x"
        )
        let root = yaml.mapping
        #expect(root.strings("a") == ["one"])
        #expect(root.strings("b") == ["one", "2", "true"])
        #expect(root.strings("c") == [])
        #expect(root.strings("d") == [])
        #expect(root.strings("nothing") == nil)
        #expect(yaml.mistakes.map(\.key) == ["d", "d"])
        _ = root.strings("e")
        #expect(yaml.mistakes.last?.line == 5)
    }

    @Test func `numbers, yes and no, words and sizes are told when they are none`() {
        let yaml = YAMLText(
            "a: 11\nb: perhaps\nc: chatty\nd: 1GiB\ne: 1B\nf: 2d\ng: \"a\\nb\"\n",
            file: "x"
        )
        let root = yaml.mapping
        #expect(root.int("a", in: 1...10) == nil)
        #expect(root.bool("b") == nil)
        #expect(root.word("c", LogLevel.self) == nil)
        #expect(root.bytes("d", from: "1KiB", to: "1MiB") == nil)
        #expect(root.bytes("e", from: "1KiB", to: "1MiB") == nil)
        #expect(root.duration("f", from: "1s", to: "1d") == nil)
        #expect(root.string("g") == nil)
        #expect(
            yaml.mistakes.map(\.sentence) == [
                "write a number from 1 to 10", "write true or false",
                "\"chatty\" is none of debug, info, notice, warning, error",
                "\"1GiB\" is no size; write one as 500KiB or 16MiB",
                "write a size from 1KiB to 1MiB", "write a time from 1s to 1d",
                "write it on one line",
            ]
        )
    }
}
