import Foundation
import SentimentScoring
import SettingsReading

/// The shipped files and the rules in them, as the options name them.
struct RuleTools {
    let share: ShareDirectory
    let rules: ShippedRules
    /// The company's own words.
    let own: OwnWords

    /// Finds and reads the files; mistakes in them are thrown with their lines.
    init(_ options: GlobalOptions) throws {
        share = try Self.share(options)
        own = OwnWords(in: Workplace.dataDirectory(options))
        rules = try ShippedRules(
            rules: share.rules,
            zone: TimeZone.current.identifier,
            own: own
        )
    }

    /// Where the shipped files are.
    static func share(_ options: GlobalOptions) throws -> ShareDirectory {
        try ShareDirectory.find(
            given: options.shareDirectory ?? ProcessInfo.processInfo.environment["EARSHOT_SHARE"],
            executable: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        )
    }

    /// The judge with every shipped language.
    var scorer: SentimentScorer { rules.scorer }
}
