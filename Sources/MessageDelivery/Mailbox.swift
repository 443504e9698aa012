/// An address of mail and, where it is known, whose it is.
public struct Mailbox: Hashable, Sendable {
    /// The address, such as `ada@example.org`.
    public let address: String
    /// The name of whoever reads it, in any script.
    public let name: String?

    /// Creates a mailbox.
    public init(_ address: String, name: String? = nil) {
        self.address = address
        self.name = name
    }

    /// The mailbox as it stands in a header, where it begins at `column`.
    func headerText(column: Int) -> String {
        let plain = HeaderLine.text(address)
        let words = EncodedWords.text(name ?? "", column: column)
        // On a line of its own the address does not make the line of the name too long.
        return words.isEmpty ? plain : "\(words)\r\n <\(plain)>"
    }
}
