import Hummingbird

extension Request {
    /// A parameter that says yes or no; `nil` where it is missing or empty, a problem where it says
    /// something else.
    func flag(_ name: String) throws -> Bool? {
        switch uri.queryParameters[name[...]] {
        case nil, "": nil
        case "yes": true
        case "no": false
        default: throw Problem.invalid(name, "write yes or no")
        }
    }

    /// A parameter that is one of a set of words; `nil` where it is missing or empty, a problem
    /// where it is none of them.
    func word<Word: RawRepresentable>(_ name: String) throws -> Word?
    where Word.RawValue == String {
        guard let text = uri.queryParameters[name[...]], !text.isEmpty else { return nil }
        guard let word = Word(rawValue: String(text)) else {
            throw Problem.invalid(name, "\(text) is none of its words")
        }
        return word
    }
}
