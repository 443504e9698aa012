import ArgumentParser

/// Prints a page of the manual for man(1); `make install` puts it into place.
struct ManualCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print a page of the manual in the language of man(7).",
        shouldDisplay: false
    )

    /// The pages there are.
    enum Page: String, CaseIterable, ExpressibleByArgument {
        case commands = "earshot.1"
        case settings = "earshot.yaml.5"
    }

    @Argument(help: "The page: earshot.1 or earshot.yaml.5.")
    var page: Page

    func perform() throws {
        switch page {
        case .commands:
            let manual = try CommandManual(
                program: Earshot._dumpHelp(),
                shared: GlobalOptions._dumpHelp()
            )
            Terminal.write(manual.text)
        case .settings:
            Terminal.write(SettingsManual().text)
        }
    }
}
