import EarshotModel
import Testing

@testable import WebConsole

@Suite struct MarkedTextTests {
    private func mark(_ start: Int, _ end: Int) -> (span: TextSpan, kind: MarkedText.Piece.Kind) {
        (TextSpan(field: .text, start: start, end: end), .brand)
    }

    @Test func `spans count bytes, and the pieces are the whole text`() {
        let text = "Så bra är Ånglådal!"
        let start = "Så bra är ".utf8.count
        let marked = MarkedText(text, marks: [mark(start, start + "Ånglådal".utf8.count)])
        #expect(marked.pieces.map(\.text) == ["Så bra är ", "Ånglådal", "!"])
        #expect(marked.pieces.map { $0.kind == .brand } == [false, true, false])
    }

    @Test(arguments: [
        [(0, 3), (2, 5)], [(90, 95)], [(0, 99)], [(1, 2)], [(3, 3)], [], [(2, 5), (0, 3)],
        [(0, 0), (0, 11)],
    ])
    func `no span loses a byte, whatever it says`(spans: [(Int, Int)]) {
        let text = "Så\nbra ä!"
        let marked = MarkedText(text, marks: spans.map { mark($0.0, $0.1) })
        #expect(marked.pieces.map(\.text).joined() == text)
    }

    @Test func `lines become paragraphs, and empty ones none`() {
        let text = "one\n\ntwo three\r\n\nfour"
        let marked = MarkedText(text, marks: [mark(5, 8)])
        let lines = marked.paragraphs.map { $0.map(\.text).joined() }
        #expect(lines == ["one", "two three", "four"])
        #expect(marked.paragraphs[1].first?.kind == .brand)
    }

    @Test func `an empty text has no piece`() {
        #expect(MarkedText("", marks: [mark(0, 0), mark(0, 4)]).pieces.isEmpty)
    }
}
