import EarshotModel

/// A value as it was read: text, attributes, and the base of its addresses.
struct CapturedValue {
    let text: [UInt8]
    let attributes: [Attribute]
    let base: String?

    /// The text without white space at both ends; `nil` for none.
    var trimmed: String? { text.trimmedText }

    /// The date; `nil` when it cannot be read.
    var date: Instant? { FeedDate(bytes: Array(text[text.trimmed(0..<text.count)]))?.instant }

    /// The address in `href`, or in the text; `nil` for none, or for one that runs a program.
    var address: String? {
        guard let reference = attributes["href"] ?? attributes["resource"] ?? trimmed else {
            return nil
        }
        return safe(reference)
    }

    /// The identifier; one that is a path, which Atom forbids, is made absolute.
    ///
    /// This serves readers of an exported feed. An identity must not change when a feed moves.
    var identifier: String? {
        guard let trimmed, trimmed.hasPrefix("/") else { return trimmed }
        return URIReference.resolved(trimmed, against: base)
    }

    /// The e-mail address.
    var mail: String? {
        trimmed.flatMap { PersonText.author($0).email ?? (PersonText.isLocalMail($0) ? $0 : nil) }
    }

    /// The whole number; `nil` for none or one out of range.
    func number(in range: ClosedRange<Int>) -> Int? {
        trimmed.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }

    /// What `sy:updatePeriod` names.
    var period: Duration? {
        switch trimmed?.lowercased() {
        case "hourly": .hours(1)
        case "daily": .days(1)
        case "weekly": .days(7)
        case "monthly": .days(30)
        case "yearly": .days(365)
        default: nil
        }
    }

    /// The category: Atom's `label` or `term`, else the text.
    var categories: [String] {
        [attributes["term"] ?? attributes["text"] ?? trimmed ?? attributes["label"]].compactMap {
            $0
        }
    }

    /// The stars: those in the text of five, or those in attributes with the feed's own limits.
    ///
    /// Nought in the text of five stars says that there is no rating.
    func rating(from lowest: Double) -> EntryRating? {
        guard let given = attributes["value"] ?? attributes["average"] else {
            return trimmed.flatMap { Double($0) }.flatMap { value in
                (lowest...5).contains(value)
                    ? EntryRating(value: value, lowest: lowest, highest: 5) : nil
            }
        }
        guard let value = Double(given), value.isFinite else { return nil }
        let limits = (
            attributes["min"].flatMap { Double($0) }, attributes["max"].flatMap { Double($0) }
        )
        return EntryRating(value: value, lowest: limits.0 ?? 1, highest: limits.1 ?? 5)
    }

    /// The words between commas.
    var keywords: [String] {
        text.split(separator: UInt8(ascii: ",")).compactMap { Array($0).trimmedText }
    }

    /// The file that `enclosure`, `media:content` or a link names.
    var attachment: EntryAttachment? {
        guard let reference = attributes["url"] ?? attributes["href"], let url = safe(reference)
        else {
            return nil
        }
        let size = (attributes["length"] ?? attributes["filesize"]).flatMap { Int($0) }
        return EntryAttachment(
            url: url,
            mediaType: attributes["type"],
            size: size.flatMap { $0 > 0 ? $0 : nil }
        )
    }

    /// The outlet that RSS 2.0 calls `source`; `nil` without an address and a name.
    var outlet: EntryOutlet? {
        guard let name = trimmed, let url = attributes["url"].flatMap(safe) else { return nil }
        return EntryOutlet(name: name, url: url)
    }

    private func safe(_ reference: String) -> String? {
        let address = URIReference.resolved(reference, against: base)
        return LinkSchemes.isHarmless(address) ? address : nil
    }
}
