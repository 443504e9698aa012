/// What part a scalar plays in cutting a text into words.
enum ScalarRole: UInt8 {
    /// A symbol, a control character, or nothing assigned: it ends a word and says nothing.
    case other
    /// White space within a line.
    case space
    /// The end of a line or a paragraph.
    case lineBreak
    /// A letter of a script that puts spaces between words.
    case letter
    /// A letter of a script written without spaces: Han, Kana, Thai, Lao, Khmer, Burmese.
    case spacelessLetter
    /// A mark that belongs to the letter before it.
    case mark
    /// A decimal digit.
    case digit
    /// An apostrophe or a middle dot: part of a word between two letters.
    case joint
    /// A scalar that nobody sees: a joiner, a soft hyphen, a direction mark.
    case invisible
    /// A comma, a bracket, a quotation mark, a dash.
    case clausePunctuation
    /// A full stop or what other scripts use for it.
    case sentenceEnd
    /// An exclamation mark.
    case exclamation
    /// A question mark.
    case question
    /// A picture.
    case emoji
    /// Half a flag.
    case regionalIndicator
}

extension ScalarRole {
    /// The role of a scalar by its properties and, for punctuation, by list.
    init(of scalar: Unicode.Scalar) {
        if let punctuation = Self.punctuation(scalar.value) {
            self = punctuation
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .letterNumber:
            self = Self.isSpaceless(scalar.value) ? .spacelessLetter : .letter
        case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
        case .decimalNumber: self = .digit
        case .lineSeparator, .paragraphSeparator: self = .lineBreak
        case .spaceSeparator: self = .space
        case .format: self = .invisible
        case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation:
            self = .clausePunctuation
        case .otherSymbol, .mathSymbol, .modifierSymbol: self = Self.symbol(scalar)
        default: self = properties.isEmojiPresentation ? .emoji : .other
        }
    }

    /// A picture, a letter in a circle, or any other symbol.
    private static func symbol(_ scalar: Unicode.Scalar) -> ScalarRole {
        if (0x1F1E6...0x1F1FF).contains(scalar.value) { return .regionalIndicator }
        let isPicture = scalar.value >= 0x2600 && scalar.properties.isEmoji
        if isPicture || scalar.properties.isEmojiPresentation { return .emoji }
        return scalar.properties.isAlphabetic ? .letter : .other
    }

    /// Whether a letter belongs to a script that puts no spaces between words.
    private static func isSpaceless(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
        case 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x30FF, 0x31F0...0x31FF: true
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F: true
        case 0x1B000...0x1B16F, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// The role of the marks of punctuation whose general category does not tell it.
    private static func punctuation(_ value: UInt32) -> ScalarRole? {
        switch value {
        case 0x0A, 0x0B, 0x0C, 0x0D, 0x85: .lineBreak
        case 0x09: .space
        case 0x27, 0xB4, 0xB7, 0x387, 0x55A, 0x5F3, 0x5F4, 0x2018, 0x2019, 0x201B, 0x2027, 0x2032:
            .joint
        case 0x200B, 0x2010, 0x2011, 0x2D: .other
        case 0x21, 0x203C, 0x55C, 0xFE57, 0xFF01: .exclamation
        case 0x3F, 0x37E, 0x55E, 0x61F, 0x203D, 0x2047, 0x2048, 0x2049, 0xFE56, 0xFF1F:
            .question
        case 0x2E, 0x589, 0x6D4, 0x964, 0x965, 0x104A, 0x104B, 0x1362, 0x17D4, 0x17D5, 0x2026,
            0x3002, 0xFE52, 0xFF0E, 0xFF61:
            .sentenceEnd
        case 0x22, 0x2C, 0x3A, 0x3B, 0xA1, 0xBF, 0x60C, 0x61B, 0x1363, 0x2022, 0x3001, 0x30FB,
            0xFE50, 0xFE51,
            0xFE54, 0xFE55, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF64, 0xFF65:
            .clausePunctuation
        default: nil
        }
    }
}
