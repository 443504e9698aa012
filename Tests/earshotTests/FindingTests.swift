import CurlTransfer
import EarshotModel
import RecordStorage
import SettingsReading
import Testing

@testable import earshot

@Suite struct FindingTests {
    @Test func `a finding has a remedy exactly where something is to be done`() {
        let findings = [
            Finding.ok(.disk, "much"), .warn(.disk, "little", remedy: "make room"),
            .fail(.disk, "none", remedy: "make room"),
        ]
        #expect(findings.map(\.state) == Finding.State.allCases)
        #expect(findings.map { $0.remedy == nil } == [true, false, false])
        #expect(findings[1].row["remedy"] == .text("make room"))
        #expect(findings[0].row["remedy"] == .null)
        #expect(findings[0].row["state"] == .text("ok"))
    }

    @Test func `the text has a line a finding and below it the remedy, which is not wrapped`() {
        let command = "try: " + String(repeating: "long ", count: 60)
        let text = DoctorText([.ok(.dns, "a"), .warn(.outgoing, "b\u{1B}[1m", remedy: command)])
            .text
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("ok    DNS"))
        #expect(lines[1].hasSuffix("b\\u{1b}[1m"))
        #expect(lines[2].hasSuffix("→ \(command)"))
    }
}

@Suite struct FindingMachineTests {
    private func room(_ mebibytes: Int64, files: Int64? = 9, isReadOnly: Bool = false) -> DiskRoom {
        DiskRoom(free: mebibytes << 20, files: files, isReadOnly: isReadOnly)
    }

    @Test(arguments: [
        (20_000, Finding.State.ok, "19 GiB free"), (1024, .ok, "1024 MiB free"),
        (1023, .warn, "1023 MiB"), (127, .fail, "127 MiB"), (0, .fail, "0 MiB"),
    ])
    func `little room is told before it is none`(
        mebibytes: Int64,
        state: Finding.State,
        words: String
    ) {
        let finding = Finding.disk(room(mebibytes), at: "/d")
        #expect(finding.state == state)
        #expect(finding.sentence.contains(words), "\(finding.sentence)")
    }

    @Test func `a disk that takes no file fails whatever room it has`() {
        #expect(Finding.disk(room(9000, files: 0), at: "/d").state == .fail)
        #expect(Finding.disk(room(9000, files: nil), at: "/d").state == .ok)
        #expect(Finding.disk(room(9000, isReadOnly: true), at: "/d").state == .fail)
        #expect(Finding.disk(nil, at: "/d").state == .warn)
    }

    private let now = Instant(seconds: 1_790_000_000)

    @Test(arguments: [
        ([], Finding.State.ok), ([0], .ok), ([60], .ok), ([-60], .ok), ([61], .warn),
        ([-61], .warn), ([300], .warn), ([301], .fail), ([-301], .fail), ([4000, 2], .ok),
        ([4000, -100], .warn),
    ])
    func `the clock is held against the server that agrees best`(
        seconds: [Int],
        state: Finding.State
    ) {
        let skews = seconds.map { Duration.seconds($0) }
        #expect(Finding.clock(now, skews: skews, lastPoll: nil).state == state)
    }

    @Test func `a clock that was set back fails, without anybody asked`() {
        #expect(Finding.clock(now, skews: [], lastPoll: now + .seconds(60)).state == .ok)
        let finding = Finding.clock(now, skews: [.zero], lastPoll: now + .seconds(61))
        #expect(finding.state == .fail)
        let early = Finding.clock(Instant(seconds: 1_600_000_000), skews: [], lastPoll: nil)
        #expect(early.state == .fail)
        #expect(early.sentence.contains("2020-09-13T12:26:40Z"))
    }

    @Test func `authorities must be there`() {
        #expect(Finding.roots(count: 142, at: "/etc/ssl/c.crt").state == .ok)
        #expect(Finding.roots(count: 0, at: "/etc/ssl/c.crt").state == .fail)
        #expect(Finding.roots(count: 0, at: nil).state == .fail)
    }
}

@Suite struct FindingServiceTests {
    private let file = StoreAddress.sqlite(path: "/d/earshot.db")
    private let server = StoreAddress.postgreSQL(address: "postgres://e:secret@db/e", password: nil)

    @Test func `each mistake of the settings is a finding of its own`() throws {
        let error = #expect(throws: SettingsError.self) {
            try SettingsFile.read("pol: 1\nlog_level: loud", file: "e.yaml")
        }
        let findings = Finding.settings(.failure(try #require(error)), file: "/etc/e.yaml")
        #expect(findings.map(\.state) == [.fail, .fail])
        #expect(findings[0].sentence.hasPrefix("e.yaml:1: pol: "))
        #expect(findings[1].remedy?.contains("earshot check --config '/etc/e.yaml'") == true)
        #expect(Finding.settings(.success(Settings()), file: nil).map(\.state) == [.ok])
    }

    @Test func `a store is well only in the version that this Earshot knows`() {
        let known = Store.schemaVersion
        let states: [(StoreState, Finding.State)] = [
            (.version(known), .ok), (.version(known + 1), .fail), (.version(0), .warn),
            (.missing, .warn), (.foreign(owner: "ann"), .fail),
        ]
        for (state, expected) in states {
            #expect(Finding.store(.success(state), at: file).state == expected, "\(state)")
        }
        #expect(
            Finding.store(.success(.foreign(owner: "ann")), at: file).remedy?.contains("ann")
                == true
        )
    }

    @Test func `a store that does not answer is told with the engine's own way back`() {
        #expect(Finding.store(nil, at: file).remedy?.contains("earshot store restore") == true)
        let failed = Finding.store(.failure(.refused("no")), at: server)
        #expect(failed.state == .fail)
        #expect(failed.remedy?.contains("PostgreSQL") == true)
    }

    @Test func `no finding shows the store's password`() {
        for result in [nil, .success(.missing), .success(.version(0))]
            as [Result<StoreState, StoreError>?]
        {
            #expect(!Finding.store(result, at: server).sentence.contains("secret"))
        }
    }

    @Test(arguments: [
        (DaemonAnswer.ready, Finding.State.ok), (.absent, .warn), (.elsewhere, .warn),
        (.closed, .fail),
        (.silent("timed out"), .fail), (.notReady(503), .fail),
    ])
    func `only a daemon that is ready is well`(answer: DaemonAnswer, state: Finding.State) {
        #expect(Finding.daemon(answer, socket: "/run/s").state == state)
    }

    private func feeds(_ states: [FeedState]) -> [KnownFeed] {
        states.map { KnownFeed(address: "https://a.example/f", site: "a.example", state: $0) }
    }

    @Test(
        arguments: [
            ([], Finding.State.warn), ([.paused], .warn), ([.ok, .new], .ok),
            ([.ok, .error], .warn),
            ([.ok, .gone], .warn), ([.error, .gone], .fail), ([.error, .paused], .fail),
        ] as [([FeedState], Finding.State)]
    )
    func `feeds fail when all of them do`(states: [FeedState], state: Finding.State) {
        #expect(Finding.feeds(feeds(states)).state == state)
    }

    @Test func `the shipped files are told with their languages or their mistake`() {
        #expect(Finding.files(.success(["en", "sv"])).sentence.contains("en, sv"))
        #expect(Finding.files(.failure(StoreError.closed)).state == .fail)
    }
}

@Suite struct FindingNetworkTests {
    @Test func `names fail together, and one alone is a warning`() {
        #expect(Finding.dns([]).state == .ok)
        #expect(Finding.dns([("a", true), ("b", true)]).state == .ok)
        let one = Finding.dns([("a", true), ("b", false)])
        #expect(one.state == .warn)
        #expect(one.sentence == "b not found")
        #expect(Finding.dns([("a", false)]).state == .fail)
        #expect(Finding.dns([("a", nil)]).sentence == "no name server answers in time")
    }

    @Test func `one answer proves the way out`() {
        #expect(Finding.outgoing([]).state == .ok)
        #expect(Finding.outgoing([("a", nil)]).state == .ok)
        #expect(Finding.outgoing([("a", nil), ("b", .timedOut)]).state == .ok)
        #expect(Finding.outgoing([("a", .timedOut), ("b", .timedOut)]).state == .fail)
    }

    @Test(arguments: [
        (TransferError.cannotResolve(host: "a"), "DNS"), (.notSecure("x"), "TLS roots"),
        (.timedOut, "ports 80 and 443"),
        (.refusedAddress("10.0.0.1", because: .privateNetwork), "networks"),
    ])
    func `the remedy fits the error`(error: TransferError, word: String) {
        #expect(Finding.outgoing([("a", error)]).remedy?.contains(word) == true)
    }
}
