import ArgumentParser
import CurlTransfer
import RecordStorage
import Testing

@testable import earshot

@Suite struct APICommandTests {
    private func problem(_ status: Int, _ code: String = "x") -> APIProblem {
        let body = #"{"type":"/problems/\#(code)","title":"T","detail":"D","status":\#(status)}"#
        return APIProblem(APIReply(status: status, headers: [], body: Array(body.utf8)))
    }

    private func status(_ error: any Error) -> ExitCode? {
        CommandFailure.exit(for: error) as? ExitCode
    }

    @Test(arguments: [
        (400, 2), (401, 5), (403, 5), (404, 4), (409, 1), (410, 4), (412, 75), (413, 1), (422, 2),
        (428, 2), (429, 75), (500, 1), (503, 75), (507, 1),
    ])
    func `a problem becomes the exit status that says what it is`(status: Int, code: Int32) {
        #expect(self.status(problem(status)) == ExitCode(code))
    }

    @Test func `who was contacted too often may be tried again`() {
        #expect(status(problem(409, "too-often")) == ExitStatus.tryAgain)
        #expect(status(problem(409, "owned")) == ExitStatus.failure)
    }

    @Test func `a store that another process holds, or a server that is away, is for later`() {
        #expect(status(StoreError.locked(path: "e.db", holder: "7")) == ExitStatus.tryAgain)
        #expect(status(TransferError.cannotConnect("refused")) == ExitStatus.tryAgain)
        #expect(status(TransferError.timedOut) == ExitStatus.tryAgain)
        #expect(status(StoreError.diskFull) == ExitStatus.failure)
        #expect(status(TransferError.badAddress("x")) == ExitStatus.failure)
    }

    @Test func `an exit status and a usage error pass as they are`() {
        #expect(status(ExitStatus.partial) == ExitStatus.partial)
        #expect(CommandFailure.exit(for: ValidationError("x")) is ValidationError)
    }

    @Test func `a problem says its detail, else its title, else its status`() {
        #expect("\(problem(404))" == "D")
        let title = APIReply(status: 404, headers: [], body: Array(#"{"title":"T"}"#.utf8))
        #expect("\(APIProblem(title))" == "T")
        let nothing = APIReply(status: 502, headers: [], body: Array("<html>".utf8))
        #expect("\(APIProblem(nothing))" == "the server answered 502")
    }
}

@Suite struct CSVTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"), ("+49 30", "'+49 30"),
        ("-5", "-5"), ("-0.25", "-0.25"), ("-cmd", "'-cmd"), ("@a", "'@a"), ("\tx", "'\tx"),
        ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("=\u{301}1", "'=\u{301}1"),
        ("a,\u{301}b", "\"a,\u{301}b\""), ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
        ("\r\n=1", "\"'\r\n=1\""),
    ])
    func `a cell is quoted where it must be, and never a formula`(value: String, cell: String) {
        #expect(Array(CSVText.cell(value).utf8) == Array(cell.utf8))
    }

    @Test func `rows stand under the paths of their columns`() {
        let rows = [
            JSONValue.object(["a": .text("x"), "b": .object(["c": .number(2)])]),
            JSONValue.object(["a": .null]),
        ]
        let columns = [Column(heading: "A", path: "a"), Column(heading: "C", path: "b.c")]
        #expect(CSVText(columns: columns, rows: rows).text == "a,b.c\r\nx,2\r\n,\r\n")
    }
}

@Suite struct ColumnTests {
    @Test func `a long text is cut with a sign that it goes on, and a number is rounded`() {
        let row = JSONValue.object(["t": .text("abcdef"), "n": .number(-0.98765)])
        #expect(Column(heading: "T", path: "t", width: 4).text(row) == "abc…")
        #expect(Column(heading: "T", path: "t", width: 6).text(row) == "abcdef")
        #expect(Column(heading: "N", path: "n", decimals: 2).text(row) == "-0.99")
        #expect(Column(heading: "N", path: "x", decimals: 2).text(row) == "")
    }
}
