import Logging
import SettingsReading
import Synchronization

/// Sends log messages to standard error, from the level on that the settings name.
enum LogSetup {
    /// Prepares the log of this process, once and before the first logger is made.
    static func start() -> LogThreshold {
        let threshold = LogThreshold()
        LoggingSystem.bootstrap { label in
            ThresholdLogHandler(
                output: StreamLogHandler.standardError(label: label),
                threshold: threshold
            )
        }
        return threshold
    }
}

/// The least important level that is logged; the settings may move it while the process runs.
final class LogThreshold: Sendable {
    private let level = Mutex(Logger.Level.notice)

    /// The level now.
    var current: Logger.Level { level.withLock { $0 } }

    /// Moves the threshold.
    func set(_ level: LogLevel) {
        let least = Logger.Level(rawValue: level.rawValue) ?? .notice
        self.level.withLock { $0 = least }
    }
}

/// Writes what reaches the threshold, unless a logger has a level of its own.
private struct ThresholdLogHandler: LogHandler {
    var output: StreamLogHandler
    let threshold: LogThreshold
    private var ownLevel: Logger.Level?

    init(output: StreamLogHandler, threshold: LogThreshold) {
        self.output = output
        self.threshold = threshold
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? threshold.current }
        set { ownLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { output.metadata }
        set { output.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { output.metadataProvider }
        set { output.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { output[metadataKey: key] }
        set { output[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        output.log(event: event)
    }
}
