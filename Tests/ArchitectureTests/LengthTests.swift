import Testing

@Suite struct LengthTests {
    private static let sources =
        Checkout.files(below: "Sources", endingIn: ".swift")
        + Checkout.files(below: "Tests", endingIn: ".swift")

    @Test func `no file exceeds 600 lines and no line 100 columns`() throws {
        #expect(Self.sources.count > 50)
        for path in Self.sources {
            let lines = try Checkout.text(path).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            #expect(lines.count <= 601, "\(path) has \(lines.count) lines")
            for (number, line) in zip(1..., lines) where line.count > 100 {
                // A literal that cannot be broken, such as a signature vector, may stand.
                #expect(line.contains("\""), "\(path):\(number) has \(line.count) columns")
            }
        }
    }

    @Test func `no function exceeds 60 lines`() throws {
        for path in Checkout.files(below: "Sources", endingIn: ".swift") {
            for function in FunctionScan(try Checkout.text(path)).functions {
                #expect(
                    function.lines <= 60,
                    "\(path):\(function.start) has a function of \(function.lines) lines"
                )
            }
        }
    }

    @Test(arguments: ["try!", "as!", "fatalError(", "TODO", "FIXME", "Thread.sleep", "usleep("])
    func `nothing stands in the sources that the style forbids`(trap: String) throws {
        for path in Checkout.files(below: "Sources", endingIn: ".swift") {
            let text = try Checkout.text(path)
            #expect(!text.contains(trap), "\(path) contains \(trap)")
        }
    }

    @Test func `no folder and no type is named for nothing`() {
        for path in Self.sources {
            for word in ["Utils", "Common", "Manager", "Helper"] {
                #expect(!path.contains(word), "\(path)")
            }
        }
    }
}

/// Finds functions by their opening line and the closing brace of the same indentation.
private struct FunctionScan {
    struct Function {
        let start: Int
        let lines: Int
    }

    let functions: [Function]

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var found: [Function] = []
        for (index, line) in lines.enumerated() where Self.opensFunction(line) {
            let indentation = line.prefix { $0 == " " }
            let close = lines[index...].firstIndex { $0 == indentation + "}" }
            guard let close else { continue }
            found.append(Function(start: index + 1, lines: close - index + 1))
        }
        functions = found
    }

    private static func opensFunction(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.contains("func") || words.contains { $0.hasPrefix("init(") }
    }
}
