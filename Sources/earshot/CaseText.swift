/// A case as people read it: whom it is about, its mentions with their judgement, and its history.
struct CaseText {
    let lines: [String]

    /// Reads the API's document; what it lacks is left out.
    init(_ matter: JSONValue, width: Int) {
        let number = matter["number"].cell
        let state = Self.state(matter["state"])
        let headline = "Case \(number): \(matter["nature"].words), \(state)"
        var lines = WrappedText(headline, width: width).lines
        lines += FieldList(Self.fields(of: matter), width: width).lines
        for mention in matter["mentions"].elements {
            lines += [""] + MentionText(mention, width: width, indent: 2).lines
        }
        for (heading, key) in [
            ("Notes", "notes"), ("Answers", "responses"), ("History", "history"),
        ]
        where !matter[key].elements.isEmpty {
            lines += ["", heading + ":"]
            lines += matter[key].elements.flatMap { Self.lines(of: $0, width) }
        }
        self.lines = lines
    }

    // MARK: -

    private static func fields(of matter: JSONValue) -> [(name: String, value: String)] {
        let who = matter["party_name"].cell
        let owner = matter["owner"].cell
        return [
            ("Who", who.isEmpty ? "unknown" : who),
            ("Owner", owner.isEmpty ? "nobody yet" : owner),
            ("Opened", matter["opened_at"].moment),
            ("Due", matter["due_at"].moment),
            ("Answered", matter["responded_at"].moment),
            ("Resolved", matter["resolved_at"].moment),
            ("Outcome", matter["outcome"].words),
        ]
    }

    /// A state in the words of the screen.
    private static func state(_ state: JSONValue) -> String {
        switch state.cell {
        case "new": "unassigned"
        case "waiting_customer": "waiting for the customer"
        case "waiting_internal": "waiting for a colleague"
        case "closed": "archived"
        default: state.words
        }
    }

    private static func lines(of row: JSONValue, _ width: Int) -> [String] {
        let what = [row["act"], row["text"], row["body"]].map(\.cell).first { !$0.isEmpty } ?? ""
        let when = row["at"].cell.isEmpty ? row["created_at"].moment : row["at"].moment
        let who = [row["actor"], row["author"]].map(\.cell).first { !$0.isEmpty } ?? ""
        let how = [row["visibility"], row["channel"]].map(\.words).filter { !$0.isEmpty }
        let manner = how.isEmpty ? "" : " (\(how.joined(separator: ", ")))"
        return WrappedText("\(when) \(who)\(manner): \(what)", width: width, indent: 2).lines
    }
}
