import EarshotModel
import FeedParsing
import Foundation
import MentionIntake

/// What was found in a feed, as people read it.
struct FindingReport {
    /// How much of a text is shown around the brand's name, in characters.
    private static let excerptLength = 400

    private let feed: ParsedFeed
    private let findings: [EntryTrial.Finding]
    private let brands: [String]
    private let limit: Int

    init(_ feed: ParsedFeed, _ findings: [EntryTrial.Finding], brands: [String], limit: Int) {
        self.feed = feed
        self.findings = findings
        self.brands = brands
        self.limit = limit
    }

    /// The report: a summary, then the first findings.
    func lines(width: Int) -> [String] {
        let shown = zip(1..., findings.prefix(limit)).flatMap { number, finding in
            [""] + lines(of: finding, number: number, width: width)
        }
        let rest = findings.count - min(findings.count, limit)
        let more = rest > 0 ? ["", "And \(rest) more: --limit \(findings.count)"] : []
        return WrappedText(summary, width: width).lines + shown + more
    }

    // MARK: -

    private var summary: String {
        let title = feed.title.isEmpty ? "The feed" : feed.title
        let entries = feed.entries.count == 1 ? "1 entry" : "\(feed.entries.count) entries"
        let names = brands.joined(separator: ", ")
        guard !findings.isEmpty else {
            return "\(title): \(entries), and none of them names \(names). Other spellings can be "
                + "given with further --brand; a feed that is about the brand as a whole is read "
                + "with --about."
        }
        let mentions = findings.count == 1 ? "1 mention" : "\(findings.count) mentions"
        return "\(title): \(entries), \(mentions) of \(names): \(tally)."
    }

    /// How many there are of each label, most frequent first.
    private var tally: String {
        Dictionary(grouping: findings, by: \.judgement.label.rawValue)
            .map { (label: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
            .map { "\($0.count) \($0.label)" }
            .joined(separator: ", ")
    }

    private func lines(of finding: EntryTrial.Finding, number: Int, width: Int) -> [String] {
        let entry = finding.entry
        let headline =
            "\(number). \(finding.brand.name): "
            + (entry.title.isEmpty ? "(no title)" : entry.title)
        let fields: [(name: String, value: String)] = [
            ("Published", entry.published?.rfc3339 ?? ""),
            ("Author", author(of: entry)),
            ("Address", entry.link ?? ""),
            ("Customer", customer(of: finding)),
        ]
        let text = excerpt(of: finding)
        return WrappedText(headline, width: width).lines
            + FieldList(fields, width: width - 3).lines.map { "   " + $0 }
            + (text.isEmpty ? [] : [""] + WrappedText(text, width: width, indent: 3).lines)
            + [""] + arithmetic(of: finding.judgement)
            + ["   " + finding.judgement.confidenceSentence]
    }

    private func author(of entry: Entry) -> String {
        entry.authors.map { author in
            [author.name, author.email, author.url].compactMap(\.self).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private func customer(of finding: EntryTrial.Finding) -> String {
        guard let customer = finding.customer else { return "" }
        let reasons = finding.link.why.filter { !$0.mention.isEmpty }
            .map { "\($0.factor.replacing("_", with: " ")) \($0.mention)" }
        let percent = Int((finding.link.probability * 100).rounded(.down))
        return "\(finding.link.decision.rawValue): \(customer.name) (\(customer.reference)), "
            + "\(percent) % sure: " + reasons.joined(separator: ", ")
    }

    private func arithmetic(of judgement: Judgement) -> [String] {
        guard !judgement.evidence.parts.isEmpty else {
            return [
                "   No word of the lists stands in it.",
                "   \(judgement.label.rawValue); \(judgement.nature.rawValue) "
                    + "(\(judgement.natureReason))",
            ]
        }
        return JudgementTable(judgement).text.split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        .dropLast().map { $0.isEmpty ? "" : "   " + $0 }
    }

    /// The text around the first place that names the brand.
    private func excerpt(of finding: EntryTrial.Finding) -> String {
        let text = finding.entry.text
        guard text.count > Self.excerptLength else { return text }
        let offset = finding.mention.spans.first { $0.field == .text }?.start ?? 0
        let place = text.utf8.index(text.startIndex, offsetBy: min(offset, text.utf8.count))
        let before = text[..<place].suffix(Self.excerptLength / 2)
        let after = text[place...].prefix(Self.excerptLength - before.count)
        return (before.startIndex > text.startIndex ? "… " : "") + before + after
            + (after.endIndex < text.endIndex ? " …" : "")
    }
}

/// A finding as the API's documents name things.
struct FindingDocument: Encodable {
    private let finding: EntryTrial.Finding

    init(_ finding: EntryTrial.Finding) {
        self.finding = finding
    }

    private enum Key: String, CodingKey {
        case brand, spans, reason, title, text, link, author, label, score, points, nature, language
        case evidence, confidence, probability, decision, why
        case published = "published_at"
        case natureReason = "nature_reason"
        case isLanguageAssumed = "is_language_assumed"
        case customer = "customer_id"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let (entry, judgement, link) = (finding.entry, finding.judgement, finding.link)
        try container.encode(finding.brand.name, forKey: .brand)
        try container.encode(finding.mention.spans, forKey: .spans)
        try container.encode(finding.mention.reason, forKey: .reason)
        try container.encode(entry.title, forKey: .title)
        try container.encode(entry.text, forKey: .text)
        try container.encode(entry.link, forKey: .link)
        try container.encode(entry.authors.first, forKey: .author)
        try container.encode(entry.published?.rfc3339, forKey: .published)
        try container.encode(judgement.label, forKey: .label)
        try container.encode(Double(judgement.score) / 1000, forKey: .score)
        try container.encode(judgement.evidence.points, forKey: .points)
        try container.encode(judgement.evidence, forKey: .evidence)
        let confidence = Double(Confidence(of: judgement).thousandths) / 1000
        try container.encode(confidence, forKey: .confidence)
        try container.encode(judgement.nature, forKey: .nature)
        try container.encode(judgement.natureReason, forKey: .natureReason)
        try container.encode(judgement.language, forKey: .language)
        try container.encode(judgement.isLanguageAssumed, forKey: .isLanguageAssumed)
        try container.encode(finding.customer?.reference, forKey: .customer)
        try container.encode(link.probability, forKey: .probability)
        try container.encode(link.decision, forKey: .decision)
        try container.encode(link.why, forKey: .why)
    }
}
