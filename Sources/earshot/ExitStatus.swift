import ArgumentParser

/// How a command ended, as the shell sees it.
enum ExitStatus {
    /// Something went wrong.
    static let failure = ExitCode(1)
    /// The command line itself is wrong.
    static let usage = ExitCode(2)
    /// Some of it was done.
    static let partial = ExitCode(3)
    /// There is no such thing.
    static let notFound = ExitCode(4)
    /// You may not do this.
    static let notAllowed = ExitCode(5)
    /// Try again later (`EX_TEMPFAIL` of sysexits).
    static let tryAgain = ExitCode(75)

    /// Every status with what it means, for the manual.
    static let table: [(status: Int32, sentence: String)] = [
        (0, "done"),
        (failure.rawValue, "it failed; the message says why"),
        (usage.rawValue, "the command line itself is wrong, or something in the input is"),
        (partial.rawValue, "some of it was done"),
        (notFound.rawValue, "there is no such thing"),
        (notAllowed.rawValue, "you may not do this"),
        (tryAgain.rawValue, "try again: something changed meanwhile, or is in use"),
    ]
}
