import SettingsReading
import Testing

@Suite struct OpeningHoursTests {
    @Test(arguments: [
        ("mon-fri 09:00-17:00", ["monday", "friday"], ["saturday", "sunday"]),
        ("Daily 08:00-20:00", ["monday", "sunday"], []),
        ("sat-mon 10:00-14:00", ["saturday", "sunday", "monday"], ["tuesday", "friday"]),
        ("wednesday 10:00-14:00", ["wednesday"], ["tuesday", "thursday"]),
    ])
    func `opening hours are written as the policy file has them`(
        text: String,
        open: [String],
        closed: [String]
    ) throws {
        let yaml = try #require(OpeningHours(text)).yaml
        let hours = text.split(separator: " ")[1]
        for day in open { #expect(yaml.contains("  \(day): \(hours)\n"), "\(day)") }
        for day in closed { #expect(yaml.contains("  \(day): closed\n"), "\(day)") }
    }

    @Test(arguments: [
        "", "mon-fri", "9-17", "mo-fr 09:00-17:00", "mon-fri 9:00-17:00", "x 09:00",
        "mon-fri 09:00-29:00", "mon-fri 09:70-17:00",
    ])
    func `other texts are no hours`(text: String) {
        #expect(OpeningHours(text) == nil)
    }
}
