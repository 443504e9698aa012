import EarshotModel

/// What has been read of a person so far: text, or the parts of a person.
struct PersonDraft {
    var name: String?
    var address: String?
    var mail: String?
    private var text: [UInt8] = []

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
        text.append(contentsOf: bytes.prefix(max(0, limit - text.count)))
    }

    var author: EntryAuthor {
        guard name != nil || address != nil || mail != nil else {
            return text.trimmedText.map(PersonText.author) ?? EntryAuthor()
        }
        return EntryAuthor(name: name, url: address, email: mail)
    }
}
