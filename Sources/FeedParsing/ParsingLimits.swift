/// How much of a feed is read before the rest is left out.
public struct ParsingLimits: Hashable, Sendable {
    /// The most entries of one feed; the rest is left out with a warning.
    public var entries: Int
    /// The most bytes of one field of an entry; the rest is left out with a warning.
    public var fieldBytes: Int
    /// The most bytes of one tag, from `<` to `>`.
    ///
    /// libxml2 2.9.14 needs quadratic time for the attributes of a tag, so a longer tag never
    /// reaches it.
    public var tagBytes: Int
    /// The most elements inside one another.
    public var depth: Int

    /// Creates limits.
    public init(entries: Int, fieldBytes: Int, tagBytes: Int, depth: Int) {
        self.entries = entries
        self.fieldBytes = fieldBytes
        self.tagBytes = tagBytes
        self.depth = depth
    }

    /// 10,000 entries, 1 MiB a field, 64 KiB a tag, 256 elements inside one another.
    public static let standard = ParsingLimits(
        entries: 10_000,
        fieldBytes: 1 << 20,
        tagBytes: 1 << 16,
        depth: 256
    )
}
