/// An element's name as libxml2 hands it over: interned, so that equal names have equal pointers.
struct RawName: Equatable {
    let local: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?

    /// The name with its canonical prefix.
    var name: ElementName {
        ElementName(
            local: String(cString: local),
            prefix: prefix.map { String(cString: $0) },
            namespace: namespace.map { String(cString: $0) }
        )
    }
}

/// The attributes of the element that begins; valid only until its start has been handled.
struct ElementAttributes {
    /// Five pointers an attribute: local name, prefix, namespace, value, end of the value.
    private let raw: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let count: Int

    init(raw: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.raw = raw
        self.count = raw == nil ? 0 : count
    }

    /// Names in small letters, without prefixes, and values.
    var all: [Attribute] {
        (0..<count).map { Attribute(name: name(at: $0).lowercased(), value: value(at: $0)) }
    }

    /// The value of an attribute of XML itself, such as `base` for `xml:base`.
    func xml(_ name: String) -> String? {
        (0..<count).first { prefix(at: $0) == "xml" && self.name(at: $0) == name }.map(value(at:))
    }

    /// Whether any attribute has a prefix, which `xml:base` and `xml:lang` need.
    var hasPrefixed: Bool {
        guard let raw else { return false }
        return (0..<count).contains { raw[$0 * 5 + 1] != nil }
    }

    private func name(at index: Int) -> String {
        raw?[index * 5].map { String(cString: $0) } ?? ""
    }

    private func prefix(at index: Int) -> String? {
        raw?[index * 5 + 1].map { String(cString: $0) }
    }

    /// Without entity substitution libxml2 leaves an ampersand as `&#38;`, and only that.
    private func value(at index: Int) -> String {
        guard let start = raw?[index * 5 + 3], let end = raw?[index * 5 + 4], start <= end else {
            return ""
        }
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        guard bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(decoding: withoutReferences(bytes), as: UTF8.self)
    }

    private func withoutReferences(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let source = Array(bytes)
        var result: [UInt8] = []
        var position = 0
        while position < source.count {
            result.append(source[position])
            position += source.has("&#38;", at: position) ? 5 : 1
        }
        return result
    }
}

/// One attribute.
struct Attribute: Hashable {
    let name: String
    let value: String
}

extension [Attribute] {
    /// The trimmed value of an attribute; `nil` when it is missing or blank.
    subscript(name: String) -> String? {
        first { $0.name == name }.flatMap { Array<UInt8>($0.value.utf8).trimmedText }
    }
}
