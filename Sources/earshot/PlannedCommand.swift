/// Commands whose names are decided and that a later version brings.
enum PlannedCommand {
    /// The names as one writes them behind `earshot`.
    static let names = [
        "rules test", "rules preview", "rules explain", "rules export",
        "queue handover", "case snooze", "case merge", "contact", "customers export",
        "customers merge", "customers unmerge", "report", "audit export",
    ]

    /// What to say to whoever wrote one of them; `nil` for every other command line.
    static func sentence(for arguments: [String]) -> String? {
        let name = names.first { name in
            arguments.starts(with: name.split(separator: " ").map(String.init))
        }
        return name.map { name in
            "\"earshot \(name)\" is planned and not there yet; \"earshot --help\" lists what is"
        }
    }
}
