import EarshotTesting
import Logging

/// A log that a test reads: the messages, without their facts.
struct JournalLog: LogHandler {
    let messages: Journal<String>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(_ messages: Journal<String>) {
        self.messages = messages
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        messages.append("\(event.message)")
    }
}
