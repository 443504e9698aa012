/// A problem in the words of the interface, for people.
struct ProblemWords {
    /// What went wrong.
    let title: String
    /// What can be done about it; `nil` when the title says everything.
    let detail: String?

    init(_ problem: Problem, _ words: Phrases) {
        let code = problem.code.replacing("-", with: "_")
        title = words.texts["error_\(code)"] ?? problem.title
        let fields = problem.facts["fields"] ?? problem.facts["field"] ?? ""
        let names = fields.split(separator: ",").map { words.texts["field_\($0)"] ?? "\($0)" }
        if let hint = words.texts["hint_\(code)"] {
            detail = hint
        } else if !names.isEmpty {
            let reason = problem.facts["reason"] ?? "missing"
            let sentence = words.texts["reason_\(reason)"] ?? problem.detail
            detail = sentence.replacing("{fields}", with: names.joined(separator: ", "))
        } else {
            detail = problem.detail.isEmpty ? nil : problem.detail
        }
    }

    /// Title and detail in one line.
    var sentence: String { detail.map { "\(title): \($0)" } ?? title }
}
