import EarshotModel
import RecordStorage

extension ShownValues {
    /// A line of the list of mentions: where it stands now, and what it says.
    func row(_ file: MentionFile) -> [String: Any] {
        let label = file.judgement.label
        var fields: [String: Any] = [
            "why": standing(of: file), "why_kind": file.triage.rawValue,
            "label": words("label_\(label.rawValue)"), "label_kind": label.rawValue,
            "label_sign": sign(of: label),
            "nature": words("nature_\(file.judgement.nature.rawValue)"),
            "brand": file.brandName, "feed": file.feedTitle,
            "feed_kind": words("feed_kind_\(file.feedKind.rawValue)"), "excerpt": file.excerpt,
            "who": file.customerName ?? file.author?.name ?? words("somebody"),
            "published": moment(file.publishedAt), "published_iso": file.publishedAt.rfc3339,
            "address": file.caseNumber.map { "/cases/\($0)" } ?? "/mentions/\(file.id)",
        ]
        fields["title"] = file.title.isEmpty ? nil : file.title
        if file.isHistory { fields["state"] = words("old_when_found") }
        if let noise = file.noise {
            fields["state"] = words("noise_\(noise.kind.rawValue)") + ": " + noise.reason
        }
        return fields
    }

    private func standing(of file: MentionFile) -> String {
        if let number = file.caseNumber { return words("in_case_number", ["number": "\(number)"]) }
        guard let reason = file.dismissal else { return words("triage_\(file.triage.rawValue)") }
        return words("triage_dismissed") + ": " + words("dismissal_\(reason.rawValue)")
    }
}
