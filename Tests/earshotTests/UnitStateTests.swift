import Testing

@testable import earshot

@Suite struct UnitStateTests {
    private func finding(_ lines: String...) -> Finding {
        Finding.watchdog(UnitState(parsing: lines.joined(separator: "\n")))
    }

    private let usual = ["LoadState=loaded", "ActiveState=active", "WatchdogUSec=1min"]

    @Test func `the lines of systemctl are read, whatever stands behind the first sign`() {
        let unit = UnitState(
            parsing: "LoadState=loaded\nActiveState=active\nWatchdogUSec=1min\nNRestarts=3\n"
                + "StatusText=serving a=b\nnonsense\n"
        )
        #expect(unit.isInstalled)
        #expect(unit.activity == "active")
        #expect(unit.watchdog == "1min")
        #expect(unit.restarts == 3)
        #expect(unit.status == "serving a=b")
    }

    @Test func `a unit that runs and is watched is well`() {
        let finding = finding(usual[0], usual[1], usual[2], "NRestarts=0")
        #expect(finding.state == .ok)
        #expect(finding.sentence.contains("1min"))
    }

    @Test func `whatever keeps systemd from helping is told`() {
        #expect(Finding.watchdog(nil).state == .warn)
        #expect(finding("LoadState=not-found", "ActiveState=inactive").state == .warn)
        #expect(finding(usual[0], "ActiveState=failed").state == .fail)
        let stopped = finding(usual[0], "ActiveState=inactive")
        #expect(stopped.remedy?.contains("systemctl enable --now earshotd") == true)
        for limit in ["0", "infinity", ""] {
            #expect(finding(usual[0], usual[1], "WatchdogUSec=\(limit)").state == .warn)
        }
    }

    @Test func `restarts and refused settings are told`() {
        let restarted = finding(usual[0], usual[1], usual[2], "NRestarts=2")
        #expect(restarted.sentence.contains("2 times"))
        let status = "StatusText=serving with the old settings, because the new ones have mistakes"
        #expect(finding(usual[0], usual[1], usual[2], status).state == .warn)
    }
}
