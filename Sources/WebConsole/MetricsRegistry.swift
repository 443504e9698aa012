public import Metrics
import Synchronization

/// Counts what swift-metrics is told, and prints it as Prometheus text (format 0.0.4).
///
/// At most `mostSeries` label sets are kept, so that nothing from outside can make it grow.
public final class MetricsRegistry: MetricsFactory {
    private static let mostSeries = 2_000

    private struct Series: Hashable {
        let name: String
        let labels: String
    }

    private struct State {
        var counters: [Series: Int64] = [:]
        var gauges: [Series: Double] = [:]
    }

    private let state = Mutex(State())

    /// Creates an empty registry.
    public init() {}

    /// A counter that this registry prints.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler(series: series(label, dimensions), registry: self)
    }

    /// A gauge that this registry prints.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        Handler(series: series(label, dimensions), registry: self)
    }

    /// A gauge of the last time, in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handler(series: series(label, dimensions), registry: self)
    }

    /// Does nothing: a handler holds no state of its own.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Does nothing: a handler holds no state of its own.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Does nothing: a handler holds no state of its own.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// All series as Prometheus text, by name.
    public var text: String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        var typed: Set<String> = []
        let counters = state.counters.map { ($0.key, "counter", "\($0.value)") }
        let gauges = state.gauges.map { ($0.key, "gauge", "\($0.value)") }
        let all = (counters + gauges).sorted { ($0.0.name, $0.0.labels) < ($1.0.name, $1.0.labels) }
        for (series, type, value) in all {
            if typed.insert(series.name).inserted { lines.append("# TYPE \(series.name) \(type)") }
            lines.append("\(series.name)\(series.labels) \(value)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: -

    private func series(_ label: String, _ dimensions: [(String, String)]) -> Series {
        func plain(_ text: String) -> String {
            String(text.unicodeScalars.map { isWordScalar($0) ? Character($0) : "_" })
        }
        let labels = dimensions.map { name, value in
            "\(plain(name))=\"\(Self.escaped(value))\""
        }
        return Series(
            name: plain(label),
            labels: labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        )
    }

    /// A label's value scalar by scalar: a quotation mark with a combining accent is one character,
    /// and ends the value all the same.
    private static func escaped(_ value: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", "\"": output.append(contentsOf: ["\\", scalar])
            case "\n": output.append(contentsOf: ["\\", "n"])
            default: output.append(scalar)
            }
        }
        return String(output)
    }

    private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }

    private func count(_ series: Series, by amount: Int64) {
        state.withLock { state in
            guard state.counters[series] != nil || state.counters.count < Self.mostSeries else {
                return
            }
            state.counters[series, default: 0] &+= amount
        }
    }

    private func reset(_ series: Series) {
        state.withLock { $0.counters[series] = 0 }
    }

    private func set(_ series: Series, to value: Double) {
        state.withLock { state in
            guard state.gauges[series] != nil || state.gauges.count < Self.mostSeries else {
                return
            }
            state.gauges[series] = value
        }
    }

    private final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        let series: Series
        let registry: MetricsRegistry

        init(series: Series, registry: MetricsRegistry) {
            self.series = series
            self.registry = registry
        }

        func increment(by amount: Int64) { registry.count(series, by: amount) }
        func reset() { registry.reset(series) }
        func record(_ value: Int64) { registry.set(series, to: Double(value)) }
        func record(_ value: Double) { registry.set(series, to: value) }
        func recordNanoseconds(_ duration: Int64) {
            registry.set(series, to: Double(duration) / 1_000_000_000)
        }
    }
}
