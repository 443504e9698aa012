import Foundation

/// The page earshot(1), made from the commands themselves.
struct CommandManual {
    let text: String

    /// Writes the page from what the argument parser tells of the program and of the options that
    /// every command takes, both as JSON.
    init(program: String, shared: String) throws {
        let root = try CommandDescription(json: program)
        let shared = try CommandDescription(json: shared).arguments ?? []
        var page = Roff(page: root.commandName, section: 1)
        page.section("Name")
        page.paragraph("earshot - \(Self.lowercased(root.abstract ?? ""))")
        page.section("Synopsis")
        page.paragraph("earshot COMMAND [OPTION]... [ARGUMENT]...")
        page.section("Description")
        page.paragraph(Self.description)
        page.section("Examples")
        page.example(Self.examples(of: root))
        page.section("Commands")
        for command in root.leaves() { Self.write(command, without: shared, on: &page) }
        page.section("Options of every command")
        for argument in shared where !argument.isOfTheParser { Self.write(argument, on: &page) }
        page.term("--help", means: "Show what a command takes, and end.")
        page.term("--version", means: "Show the version of Earshot, and end.")
        page.section("Exit status")
        for (status, sentence) in ExitStatus.table { page.term("\(status)", means: sentence) }
        page.section("Environment")
        for (name, sentence) in Self.environment { page.term(name, means: sentence) }
        page.section("Files")
        for (name, sentence) in Self.files { page.term(name, means: sentence) }
        page.section("See also")
        page.paragraph("earshot.yaml(5), systemctl(1), journalctl(1)")
        text = page.text
    }

    // MARK: -

    private static let description = """
        Earshot polls feeds, finds the brands it was told to watch, judges each mention with words \
        it can show, links it to a customer record, and puts it in a queue that staff answer. \
        "earshot serve" is the daemon; the other commands talk to it through its socket, to another \
        one with --server, or, where none runs, do their work themselves. Data go to standard \
        output, messages to standard error.
        """

    private static let environment = [
        ("EARSHOT_DATA", "the data directory, where --data-dir is not given"),
        ("EARSHOT_SHARE", "the folder of the shipped files, where --share-dir is not given"),
        (
            "STATE_DIRECTORY, RUNTIME_DIRECTORY",
            "set by systemd: the data directory, and the folder of the daemon's socket"
        ),
        ("HOME, XDG_DATA_HOME", "where the data directory of a user lies"),
    ]

    private static let files = [
        ("/etc/earshot/earshot.yaml", "the settings of the machine's own daemon"),
        ("/var/lib/earshot", "the data directory of the machine's own daemon, with its store"),
        ("/run/earshot/earshot.sock", "the socket through which commands reach that daemon"),
        ("~/.local/share/earshot", "the data directory of any other user"),
    ]

    private static func examples(of root: CommandDescription) -> String {
        let lines = (root.discussion ?? "").split(separator: "\n")
        return lines.filter { $0.hasPrefix(" ") }.joined(separator: "\n")
    }

    private static func write(
        _ command: CommandDescription,
        without shared: [ArgumentDescription],
        on page: inout Roff
    ) {
        let own = (command.arguments ?? []).filter { argument in
            argument.shouldDisplay && !shared.contains(argument) && !argument.isOfTheParser
        }
        let positional = own.filter(\.isPositional).map(\.spelling).joined(separator: " ")
        page.subsection((command.path + [positional]).filter { !$0.isEmpty }.joined(separator: " "))
        page.paragraph(command.abstract ?? "")
        for paragraph in (command.discussion ?? "").split(separator: "\n\n") {
            page.paragraph(String(paragraph))
        }
        for argument in own { write(argument, on: &page) }
    }

    private static func write(_ argument: ArgumentDescription, on page: inout Roff) {
        let sentence = [argument.abstract ?? "", argument.choices].filter { !$0.isEmpty }
        page.term(argument.spelling, argument.value, means: sentence.joined(separator: " "))
    }

    private static func lowercased(_ sentence: String) -> String {
        let words = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}

/// A command as the argument parser describes it (`--experimental-dump-help`).
struct CommandDescription: Decodable {
    let superCommands: [String]?
    let commandName: String
    let shouldDisplay: Bool?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [ArgumentDescription]?

    private struct Dump: Decodable {
        let command: CommandDescription
    }

    init(json: String) throws {
        self = try JSONDecoder().decode(Dump.self, from: Data(json.utf8)).command
    }

    /// The words that call the command.
    var path: [String] { (superCommands ?? []) + [commandName] }

    /// The commands below that do something themselves, in order; the parser's own help is none.
    func leaves() -> [CommandDescription] {
        let below = (subcommands ?? []).filter {
            $0.shouldDisplay != false && $0.commandName != "help"
        }
        return below.flatMap { ($0.subcommands ?? []).isEmpty ? [$0] : $0.leaves() }
    }
}

/// An option, a flag or an argument as the argument parser describes it.
struct ArgumentDescription: Decodable, Hashable {
    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let preferredName: Name?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?

    struct Name: Decodable, Hashable {
        let kind: String
        let name: String
    }

    var isPositional: Bool { kind == "positional" }

    /// Whether the argument parser adds it to every command by itself.
    var isOfTheParser: Bool { ["--help", "--version"].contains(spelling) }

    /// How it is written: `--brand`, `-h`, `FILE`, `[TEXT...]`.
    var spelling: String {
        guard !isPositional else {
            let word = (valueName ?? "").uppercased() + (isRepeating ? "..." : "")
            return isOptional ? "[\(word)]" : word
        }
        let dashes = preferredName?.kind == "long" ? "--" : "-"
        return dashes + (preferredName?.name ?? "")
    }

    /// The name of the value behind an option.
    var value: String { kind == "option" ? (valueName ?? "").uppercased() : "" }

    /// Which values there are, and which one is taken when none is given.
    var choices: String {
        let values = (allValues ?? []).joined(separator: ", ")
        let all = values.isEmpty ? "" : "One of \(values)."
        let usual = defaultValue.map { "Default: \($0)." } ?? ""
        return [all, usual].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
