import EarshotModel
import Foundation

/// A mention as people read it: where it stands, what was judged and why, and whom it is linked to.
struct MentionText {
    let lines: [String]

    /// Reads the API's document; what it lacks is left out.
    init(_ mention: JSONValue, width: Int, indent: Int = 0) {
        let room = width - indent
        let body = FieldList(Self.fields(of: mention), width: room).lines
        let texts = [mention["title"], mention["text"]].map(\.cell).filter { !$0.isEmpty }
            .flatMap { [""] + WrappedText($0, width: room, indent: 2).lines }
        let all =
            WrappedText(Self.headline(of: mention), width: room).lines + body + texts
            + ["", "Why it was judged so:"] + Self.arithmetic(of: mention, room)
            + Self.link(of: mention, room)
        let margin = String(repeating: " ", count: indent)
        lines = all.map { $0.isEmpty ? "" : margin + $0 }
    }

    // MARK: -

    private static func headline(of mention: JSONValue) -> String {
        "Mention \(mention["id"].cell): \(mention["brand"].cell), \(mention["label"].words) "
            + "(score \(mention["score"].cell))"
    }

    private static func fields(of mention: JSONValue) -> [(name: String, value: String)] {
        let author = mention["author"]
        let address = author["url"].cell.isEmpty ? author["email"].cell : author["url"].cell
        let name = author["name"].cell
        let matter = mention["case_number"].cell
        let history = mention["is_history"] == .bool(true) ? "; old when it was first seen" : ""
        let kind = mention["noise"].words
        let noise = kind.isEmpty ? "" : "\(kind), \(mention["noise_reason"].cell)"
        let corrector = mention["correction.by"].cell
        return [
            ("Published", mention["published_at"].moment),
            ("First seen", mention["first_seen_at"].moment),
            ("Where", "\(mention["feed"].cell) (\(mention["feed_kind"].words))"),
            ("Address", mention["link"].cell),
            ("Author", name.isEmpty || address.isEmpty ? name + address : "\(name), \(address)"),
            ("About", "\(mention["nature"].words) (\(mention["nature_reason"].words))"),
            (
                "Became",
                (matter.isEmpty ? mention["triage"].words : "case \(matter)")
                    + (mention["dismissed_reason"].cell.isEmpty
                        ? "" : " (\(mention["dismissed_reason"].words))") + history
            ),
            ("Noise", noise),
            (
                "Corrected",
                corrector.isEmpty
                    ? ""
                    : "by \(corrector); Earshot said \(mention["correction.label_before"].words)"
            ),
        ]
    }

    private static func arithmetic(of mention: JSONValue, _ room: Int) -> [String] {
        let decoder = JSONDecoder()
        // A document without evidence that can be read is told as one without evidence.
        let data = try? JSONEncoder().encode(mention["evidence"])
        let evidence = data.flatMap { try? decoder.decode(Evidence.self, from: $0) }
        guard let evidence, !evidence.parts.isEmpty else {
            let sentence = "No word of the lists stands in this text."
            return WrappedText(sentence, width: room, indent: 2).lines + confidence(of: mention)
        }
        return JudgementTable.table(of: evidence).split(separator: "\n").map { "  " + $0 }
            + (mention["is_language_assumed"] == .bool(true) ? ["  Read as English."] : [])
            + confidence(of: mention)
    }

    private static func confidence(of mention: JSONValue) -> [String] {
        guard case .number(let share) = mention["confidence"] else { return [] }
        let limit = Confidence.Limit(rawValue: mention["confidence_limit"].cell)
        return ["  " + ConfidenceSentence(Int((share * 1000).rounded()), limit).text]
    }

    private static func link(of mention: JSONValue, _ room: Int) -> [String] {
        let customer = mention["customer"].cell
        guard !customer.isEmpty else { return [] }
        let share = mention["link_probability"].cell
        let headline = "\(mention["link_decision"].words): \(customer) (probability \(share))"
        let reasons = mention["link_reasons"].elements.map { reason in
            "\(reason["factor"].words): \(reason["mention"].cell) = \(reason["customer"].cell), "
                + "\(reason["bits"].cell) bits"
        }
        return [""] + WrappedText("Customer, " + headline, width: room).lines
            + reasons.flatMap { WrappedText($0, width: room, indent: 2).lines }
    }
}
