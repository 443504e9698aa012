/// Writes texts so that YAML reads them back as they are.
enum YAMLScalar {
    /// A text in YAML's double quotes, with everything in it that means something written out.
    static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x22, 0x5C: "\\" + String(scalar)
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
                "\\u" + String(repeating: "0", count: 4 - hexadecimal(scalar).count)
                    + hexadecimal(scalar)
            default: String(scalar)
            }
        }
        return "\"" + scalars.joined() + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16)
    }
}
