import EarshotTesting

extension SeededGenerator {
    /// A number whose size is by chance too, so that small ones and the ends of the range occur.
    mutating func anyInteger() -> Int64 {
        let value = Int64(bitPattern: next()) >> Int64.random(in: 0...63, using: &self)
        return [value, value, value, .min, .max, 0].randomElement(using: &self) ?? value
    }

    /// A text like one of these, with some of its characters replaced, doubled or left out.
    mutating func spoiled(_ texts: [String]) -> String {
        var scalars = Array((texts.randomElement(using: &self) ?? "").unicodeScalars)
        for _ in 0..<Int.random(in: 0...3, using: &self) where !scalars.isEmpty {
            let place = Int.random(in: 0..<scalars.count, using: &self)
            switch Int.random(in: 0...2, using: &self) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            default:
                let others = Array("0919:-+.,TZ tz{}[]\"\\é１\u{0}\u{301}x".unicodeScalars)
                scalars[place] = others.randomElement(using: &self) ?? "x"
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
