import CurlTransfer
import EarshotModel
import Foundation
import RecordStorage
import SettingsReading
import Testing

@testable import earshot

@Suite struct DoctorTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("earshot-doctor-\(UUID().uuidString)")

    private func doctor(settings: Result<Settings, SettingsError> = .success(Settings())) -> Doctor
    {
        Doctor(
            data: DataDirectory(given: folder.path, environment: [:], isRoot: false),
            settingsFile: nil,
            settings: settings,
            languages: .success(["en"]),
            isOffline: true
        )
    }

    @Test func `the findings come in the order of the report, and nothing is made`() async {
        let findings = await doctor().examine()
        let order = Finding.Subject.allCases.filter { ![.dns, .outgoing].contains($0) }
        #expect(findings.map(\.subject) == order)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `without settings no store is looked at, for nobody knows which`() async throws {
        let error = #expect(throws: SettingsError.self) {
            try SettingsFile.read("store: 7", file: "e.yaml")
        }
        let findings = await doctor(settings: .failure(try #require(error))).examine()
        #expect(!findings.contains { [.store, .feeds].contains($0.subject) })
        #expect(findings.contains { $0.subject == .disk })
    }

    @Test func `certificates are counted by their beginnings`() {
        let one = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
        #expect(CertificateCount.of(Data((one + "# a remark\n" + one).utf8)) == 2)
        #expect(CertificateCount.of(Data()) == 0)
        let count = CertificateCount.of(file: "/no/such/file", folder: "/no/such/folder")
        #expect(count == 0)
    }

    @Test func `the room of a folder that is missing is that of the folder above`() throws {
        let room = try #require(DiskRoom(at: folder.path + "/a/b"))
        #expect(room.free > 0)
        #expect(!room.isReadOnly)
    }

    @Test func `a store without a file is missing, and that of another owner is foreign`() throws {
        let path = folder.path + "/earshot.db"
        #expect(try StoreLook.at(.sqlite(path: path)).get().state == .missing)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(FileOwner.ofFolderUnlessOfFile(path) == nil)
        #expect(try StoreLook.at(.sqlite(path: path)).get().state == .version(0))
        guard geteuid() == 0 else { return }
        // Debian's user 65534 is nobody.
        #expect(chown(folder.path, 65534, 65534) == 0)
        #expect(FileOwner.ofFolderUnlessOfFile(path) == "nobody")
    }
}

@Suite struct OutsideLookTests {
    private func feed(
        _ address: String,
        _ state: FeedState = .ok,
        site: String? = nil,
        problem: String? = nil,
        at seconds: Int64? = nil
    ) -> KnownFeed {
        KnownFeed(
            address: address,
            site: site ?? address,
            state: state,
            problem: problem,
            lastSuccessAt: seconds.map { Instant(seconds: $0) }
        )
    }

    private func sample(_ feeds: [KnownFeed]) -> [String] {
        OutsideLook(settings: Settings(), feeds: feeds).sample.map(\.text)
    }

    @Test func `three sites are asked at most, those that answered last first`() {
        let feeds = (1...5).map { feed("https://s\($0).example/f", at: Int64($0)) }
        #expect(
            sample(feeds) == [
                "https://s5.example/f", "https://s4.example/f", "https://s3.example/f",
            ]
        )
    }

    @Test func `a site is asked once, and a feed that fails only when no other is there`() {
        let feeds = [
            feed("https://a.example/1", .error, site: "a.example", problem: "timed_out"),
            feed("https://a.example/2", site: "a.example", at: 1),
            feed("https://a.example/3", site: "a.example", at: 9),
        ]
        #expect(sample(feeds) == ["https://a.example/3"])
        #expect(sample([feeds[0]]) == ["https://a.example/1"])
    }

    @Test func `whoever wants to be left alone is, and files are no sites`() {
        let feeds = [
            feed("https://gone.example/f", .gone), feed("https://off.example/f", .paused),
            feed("https://busy.example/f", .error, problem: "http_429"),
            feed("https://shut.example/f", .error, problem: "http_403"),
            feed("file:///srv/f.xml"), feed("no address"),
        ]
        #expect(sample(feeds).isEmpty)
    }
}

@Suite struct InstantTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_709_164_800, "2024-02-29T00:00:00Z"),
        (1_790_000_000, "2026-09-21T14:13:20Z"),
    ])
    func `a moment is written in UTC`(seconds: Int64, text: String) {
        #expect(InstantText.utc(Instant(seconds: seconds)) == text)
    }

    @Test func `an HTTP date is read, and nothing else`() {
        let date = InstantText.moment(ofHTTPDate: "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(date == Instant(seconds: 784_111_777))
        for text in ["", "yesterday", "Sun, 06 Nov 1994 08:49:37 GMT+1", "1994-11-06T08:49:37Z"] {
            #expect(InstantText.moment(ofHTTPDate: text) == nil)
        }
    }
}

@Suite struct TimeLimitTests {
    @Test func `work in time gives its value`() async {
        #expect(await TimeLimit.value(within: .seconds(30)) { 7 } == 7)
    }

    @Test func `work that blocks is given up`() async {
        let gate = DispatchSemaphore(value: 0)
        let value = await TimeLimit.value(within: .milliseconds(20)) {
            gate.wait()
            return 7
        }
        #expect(value == nil)
        gate.signal()
    }
}
