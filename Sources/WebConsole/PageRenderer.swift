import CaseRules
import EarshotModel
public import Foundation
import HTTPTypes
import Hummingbird
import Mustache

/// Renders pages from logic-less templates; everything that a template shows is escaped.
public struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    let words: Phrases

    /// Reads every template of a folder; throws when one cannot be parsed.
    public init(templates folder: URL, phrases: Phrases) throws {
        MustacheContentTypes.register(ByteWiseHTML(), named: ByteWiseHTML.name)
        words = phrases
        var templates: [String: MustacheTemplate] = [:]
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for file in files where file.hasSuffix(".mustache") {
            let text = try String(
                contentsOf: folder.appendingPathComponent(file),
                encoding: .utf8
            )
            // The pragma makes our escaper the default of the template and of its partials.
            templates[String(file.dropLast(".mustache".count))] = try MustacheTemplate(
                string: "{{% CONTENT_TYPE: \(ByteWiseHTML.name)}}" + text
            )
        }
        library = MustacheLibrary(templates: templates)
    }

    /// A page for a caller.
    func page(
        _ template: String,
        title: String,
        _ fields: [String: Any],
        for caller: Caller,
        in frame: PageFrame,
        queueCount: Int? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        var fields = fields
        fields["w"] = words.texts
        fields["page_title"] = title
        fields["is_demo"] = frame.isDemo
        fields["queue_count"] = queueCount.map { "\($0)" }
        if case .member(let member, let session) = caller {
            fields["member"] = ["name": member.name, "role": words("role_\(member.role.rawValue)")]
            fields["csrf"] = session?.formToken ?? ""
            fields["may_enter"] = Permission.isAllowed(.triage, for: member)
            fields["may_set_up"] = Permission.isAllowed(.setUp, for: member)
        }
        guard let html = library.render(fields, withTemplate: template) else {
            throw Problem(
                status: .internalServerError,
                code: "no-template",
                title: "The template \(template) is missing"
            )
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/html; charset=utf-8"
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// The page for a problem.
    func errorPage(_ problem: Problem, for caller: Caller, in frame: PageFrame) throws -> Response {
        let text = ProblemWords(problem, words)
        var fields: [String: Any] = ["status": "\(problem.status.code)", "title": text.title]
        fields["detail"] = text.detail
        var response = try page(
            "error",
            title: text.title,
            fields,
            for: caller,
            in: frame,
            status: problem.status
        )
        for field in problem.headers { response.headers.append(field) }
        return response
    }
}

/// Escapes text for HTML byte by byte.
///
/// The library's own escaper goes by `Character`, so that a quotation mark followed by a combining
/// accent, which is one character, would pass. The controls of writing direction that reach beyond
/// their own text do not enter a page: left open, one in a name would turn the words behind it
/// around, and a stray end would close the isolation of the element around it. Marks of direction
/// stay, and elements isolate foreign text.
struct ByteWiseHTML: MustacheContentType {
    static let name = "EARSHOT_HTML"

    func escapeText(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in Self.withoutDirectionControls(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
            case UInt8(ascii: "`"): output.append(contentsOf: "&#96;".utf8)
            case UInt8(ascii: "="): output.append(contentsOf: "&#61;".utf8)
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text without embeddings, overrides, isolates and their ends (UAX #9, 2.1 to 2.5).
    private static func withoutDirectionControls(_ text: String) -> String {
        let isControl = { (scalar: Unicode.Scalar) in
            (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.lazy.filter { !isControl($0) })
        return String(kept)
    }
}

/// An address that a page may link to: the web, and nothing that a browser would run.
struct SafeLink: Hashable {
    let address: String

    /// Takes `http:` and `https:` addresses with a host and without white space.
    init?(_ text: String?) {
        guard let text, let url = URL(string: text), let host = url.host(), !host.isEmpty,
            let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
            !text.contains(where: { $0.isWhitespace || $0.isNewline })
        else { return nil }
        address = text
    }

    /// The host, for people.
    var host: String { URL(string: address)?.host() ?? address }
}
