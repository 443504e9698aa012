import Metrics
import Testing

@testable import WebConsole

@Suite struct MetricsRegistryTests {
    @Test func `counters add up and gauges keep the last value`() {
        let registry = MetricsRegistry()
        let counter = Counter(label: "earshot_polls_total", factory: registry)
        counter.increment(by: 2)
        counter.increment()
        let gauge = Gauge(label: "earshot_feeds", factory: registry)
        gauge.record(7)
        gauge.record(5)
        Timer(label: "earshot_poll_seconds", factory: registry).recordMilliseconds(1500)
        #expect(
            registry.text == """
                # TYPE earshot_feeds gauge
                earshot_feeds 5.0
                # TYPE earshot_poll_seconds gauge
                earshot_poll_seconds 1.5
                # TYPE earshot_polls_total counter
                earshot_polls_total 3

                """
        )
    }

    @Test func `a series of a name is typed once, whatever its labels`() {
        let registry = MetricsRegistry()
        for state in ["ok", "error"] {
            Counter(
                label: "earshot_polls_total",
                dimensions: [("state", state)],
                factory: registry
            ).increment()
        }
        let lines = registry.text.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == 1)
        #expect(lines.contains(#"earshot_polls_total{state="error"} 1"#))
    }

    @Test(arguments: [
        ("a\"b", #"a\"b"#), ("a\"\u{301}", "a\\\"\u{301}"), ("a\nb\r\nc", "a\\nb\r\\nc"),
        ("\\", #"\\"#), ("ä😀", "ä😀"),
    ])
    func `labels are escaped scalar by scalar`(value: String, escaped: String) {
        let registry = MetricsRegistry()
        Counter(label: "earshot_x", dimensions: [("v", value)], factory: registry).increment()
        let text = Array(registry.text.utf8)
        #expect(text.contains(Array("earshot_x{v=\"\(escaped)\"} 1\n".utf8)))
    }

    @Test func `names hold word signs only`() {
        let registry = MetricsRegistry()
        Counter(label: "earshot.polls-ä", dimensions: [("a b", "c")], factory: registry).increment()
        #expect(registry.text.contains("earshot_polls__{a_b=\"c\"} 1"))
    }

    @Test func `nothing from outside makes it grow without end`() {
        let registry = MetricsRegistry()
        for number in 0..<2100 {
            Counter(label: "earshot_x", dimensions: [("n", "\(number)")], factory: registry)
                .increment()
        }
        #expect(registry.text.split(separator: "\n").count == 2001)
    }
}
