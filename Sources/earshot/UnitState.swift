import Foundation

/// What systemd says about the daemon's unit.
struct UnitState: Hashable, Sendable {
    /// The unit that the package installs.
    static let name = "earshotd.service"

    private let values: [String: String]

    /// Reads the lines that `systemctl show` prints.
    init(parsing text: String) {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
        values = Dictionary(pairs) { first, _ in first }
    }

    /// Asks systemd; `nil` where it does not run or does not answer.
    static func ask() -> UnitState? {
        // sd_booted(3)
        guard FileManager.default.fileExists(atPath: "/run/systemd/system") else { return nil }
        let systemctl = Process()
        systemctl.executableURL = URL(fileURLWithPath: "/usr/bin/systemctl")
        systemctl.arguments = [
            "show", name, "--no-pager",
            "--property=LoadState,ActiveState,WatchdogUSec,NRestarts,StatusText",
        ]
        let output = Pipe()
        systemctl.standardOutput = output
        systemctl.standardError = FileHandle.nullDevice
        // Where systemctl cannot run, systemd has no say here.
        guard (try? systemctl.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        systemctl.waitUntilExit()
        guard systemctl.terminationStatus == 0 else { return nil }
        return UnitState(parsing: String(decoding: data, as: UTF8.self))
    }

    /// Whether systemd knows the unit.
    var isInstalled: Bool { values["LoadState"] == "loaded" }

    /// How it is now, in a word such as `active`, `inactive` or `failed`.
    var activity: String { values["ActiveState"] ?? "unknown" }

    /// After how long a silence systemd restarts the daemon; `nil` for never.
    var watchdog: String? {
        values["WatchdogUSec"].flatMap { ["", "0", "infinity"].contains($0) ? nil : $0 }
    }

    /// How often systemd restarted it by itself.
    var restarts: Int { values["NRestarts"].flatMap { Int($0) } ?? 0 }

    /// What the daemon says of itself.
    var status: String { values["StatusText"] ?? "" }
}

extension Finding {
    /// Whether the daemon is started again when it hangs or fails; `nil` where systemd has no say.
    static func watchdog(_ unit: UnitState?) -> Finding {
        guard let unit else {
            return warn(
                .watchdog,
                "no systemd runs here, and nothing restarts a daemon that hangs",
                remedy: "see that whatever starts it looks at /healthz"
            )
        }
        guard unit.isInstalled else {
            return warn(
                .watchdog,
                "systemd does not know \(UnitState.name)",
                remedy: "install the package, or run: make install"
            )
        }
        let log = "see why: journalctl -u earshotd"
        switch unit.activity {
        case "failed": return fail(.watchdog, "the unit failed", remedy: log)
        case "active", "reloading", "activating": break
        case let other:
            let remedy = "start it, also at every boot: systemctl enable --now earshotd"
            return warn(.watchdog, "the unit is \(other)", remedy: remedy)
        }
        guard let limit = unit.watchdog else {
            let remedy = "set WatchdogSec=60 in it: systemctl edit earshotd"
            return warn(.watchdog, "the unit has no watchdog", remedy: remedy)
        }
        if unit.status.contains("mistakes") {
            return warn(.watchdog, unit.status, remedy: "mend the file: earshot check")
        }
        guard unit.restarts == 0 else {
            let sentence = "systemd restarted the daemon \(unit.restarts) times since it was loaded"
            return warn(.watchdog, sentence, remedy: log)
        }
        return ok(.watchdog, "systemd restarts a daemon that is silent for \(limit)")
    }
}
