import EarshotModel

extension MentionFile {
    /// The part of the text that shows the brand, for a line of a list; empty where the text only
    /// says the title again.
    public var excerpt: String {
        text == title ? "" : text.excerpt(around: spans.first { $0.field == .text })
    }
}

extension String {
    /// How much of a text a line shows, in Unicode scalars: one character may have thousands.
    private static let excerptLength = 240

    /// The part of the text that shows a span: from a little before it, cut at whole characters.
    func excerpt(around span: TextSpan?) -> String {
        let brand = span?.start ?? 0
        let lead = max(0, brand - Self.excerptLength / 3)
        guard lead > 0, brand < utf8.count else { return self[...].beginning(Self.excerptLength) }
        let start = utf8.index(utf8.startIndex, offsetBy: lead)
        let goal = utf8.index(utf8.startIndex, offsetBy: brand)
        // At a word where there is one before the brand; not every script parts words by spaces.
        let space = self[start..<goal].firstIndex(where: \.isWhitespace)
        let whole = self[(space ?? start)...].drop(while: \.isWhitespace)
        return "…" + whole.beginning(Self.excerptLength)
    }
}

extension Substring {
    /// The first scalars, without a last character that would be cut; all of them where the text
    /// begins with one that is longer.
    fileprivate func beginning(_ length: Int) -> String {
        guard let end = unicodeScalars.index(startIndex, offsetBy: length, limitedBy: endIndex),
            end < endIndex
        else { return String(self) }
        if end.samePosition(in: base) != nil { return String(self[..<end]) }
        let cut = String(unicodeScalars[..<end])
        return cut.count > 1 ? String(cut.dropLast()) : cut
    }
}
