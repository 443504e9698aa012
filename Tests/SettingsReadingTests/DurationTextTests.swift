import EarshotModel
import Testing

@testable import SettingsReading

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("30s", .seconds(30)), ("15m", .minutes(15)),
        ("8h", .hours(8)), ("7d", .days(7)), ("0s", .zero), ("10 m", .minutes(10)),
    ])
    func `a number and a unit make a time`(text: String, duration: Duration) {
        #expect(DurationText.duration(text) == duration)
    }

    @Test(arguments: [
        "", "30", "s", "-5s", "1.5h", "1h30m", "5 weeks", "7D", "٣s", "1000001s",
        "99999999999999999999s",
    ])
    func `anything else is no time`(text: String) {
        #expect(DurationText.duration(text) == nil)
    }

    @Test(arguments: [
        ("4096", 4096), ("12B", 12), ("500KiB", 512_000), ("16MiB", 16_777_216),
        ("16 MiB", 16_777_216),
    ])
    func `a number and a unit make a size`(text: String, bytes: Int) {
        #expect(DurationText.bytes(text) == bytes)
    }

    @Test(arguments: ["", "MiB", "-1", "1.5MiB", "16MB", "16mib", "9999999MiB", "10000000000"])
    func `anything else is no size`(text: String) {
        #expect(DurationText.bytes(text) == nil)
    }
}
