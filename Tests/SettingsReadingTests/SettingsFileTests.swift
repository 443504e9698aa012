import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct SettingsFileTests {
    private func mistakes(in text: String) -> [String] {
        do {
            _ = try SettingsFile.read(text, file: "earshot.yaml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test func `an empty file gives the defaults`() throws {
        #expect(try SettingsFile.read("", file: "earshot.yaml") == Settings())
    }

    @Test func `every key is read`() throws {
        let settings = try SettingsFile.read(
            """
            listen: [0.0.0.0:8470, "[::1]:8471", /run/earshot/web]
            public_address: https://earshot.example.com
            store: sqlite:/srv/earshot.db
            poll:
              slots: 50
              minimum: 1m
              usual: 10m
              maximum: 2h
            limits:
              body: 4MiB
              transfer: 20s
              connect: 500ms
            contact: https://example.com/bot
            networks:
              - network: 10.0.0.0/8
                allow: true
                parallel: 8
                spacing: 250ms
              - network: fd00::/8
            authorities:
              - name: inside
                file: /etc/earshot/inside.pem
            feeds_directory: /srv/feeds
            log_level: debug
            """,
            file: "earshot.yaml"
        )
        var expected = Settings()
        expected.listen = ["0.0.0.0:8470", "[::1]:8471", "/run/earshot/web"]
        expected.publicAddress = "https://earshot.example.com"
        expected.store = "sqlite:/srv/earshot.db"
        expected.pollSlots = 50
        expected.pollMinimum = .minutes(1)
        expected.pollUsual = .minutes(10)
        expected.pollMaximum = .hours(2)
        expected.bodyLimit = 4_194_304
        expected.transferTimeout = .seconds(20)
        expected.connectTimeout = .milliseconds(500)
        expected.contact = "https://example.com/bot"
        expected.authorities = ["inside": "/etc/earshot/inside.pem"]
        expected.networks = [
            NetworkRule(
                network: "10.0.0.0/8",
                isAllowed: true,
                parallel: 8,
                spacing: .milliseconds(250)
            ),
            NetworkRule(network: "fd00::/8", isAllowed: false, parallel: 1, spacing: .seconds(1)),
        ]
        expected.feedsDirectory = "/srv/feeds"
        expected.logLevel = .debug
        #expect(settings == expected)
    }

    @Test func `all mistakes of a file are told at once and nothing of it is used`() {
        let text = """
            listen: nowhere
            pol:
              slots: 9
            poll:
              slots: many
              usual: 48h
              speed: 3
            networks:
              - network: 10.0.0.0/99
              - nonsense
            log_level: loud
            """
        #expect(
            mistakes(in: text).map { $0.split(separator: ":").prefix(3).joined(separator: ":") }
                == [
                    "earshot.yaml:1: listen", "earshot.yaml:2: pol", "earshot.yaml:5: poll.slots",
                    "earshot.yaml:6: poll.usual", "earshot.yaml:7: poll.speed",
                    "earshot.yaml:9: networks[1].network", "earshot.yaml:10: networks[2]",
                    "earshot.yaml:11: log_level",
                ]
        )
    }

    @Test(arguments: [
        ("poll: {slots: 0}", "from 1 to 500"), ("poll: {slots: 501}", "from 1 to 500"),
        ("poll: {minimum: 0s}", "from 1s to 366d"), ("poll: {minimum: 1h}", "exceeds poll.usual"),
        ("poll: {usual: 25h}", "exceeds poll.maximum"), ("poll: 3", "keys and values"),
        ("limits: {transfer: 0s}", "from 100ms to 1h"), ("limits: {connect: 0s}", "from 100ms"),
        ("limits: {body: 0}", "from 1KiB"), ("limits: {body: 16MB}", "is no size"),
        ("store: earshot.db", "sqlite:/"), ("store: \"sqlite:\"", "sqlite:/"),
        ("public_address: earshot.example.com", "https://"),
        ("contact: \"a\\r\\nX-Evil: 1\"", "on one line"),
        ("listen: 127.0.0.1", "no address to serve"), ("listen: [\":8470\"]", "no address"),
        ("listen: \"127.0.0.1:65536\"", "no address"),
        ("networks: {network: 10.0.0.0/8}", "write a list"),
        ("networks: [{network: 10.0.0.0/33}]", "no network"),
        ("networks: [{network: 10.0.0.0/}]", "no network"),
        ("networks: [{allow: true}]", "no network"), ("networks: [{network: 1.2.3}]", "no network"),
        ("networks: [{network: \"::/0\", spacing: 2d}]", "from 0s to 1d"),
        ("networks: [{network: \"::/0\", allow: maybe}]", "true or false"),
        ("listen: a:1\nlisten: b:2", "twice"),
    ])
    func `what cannot be meant is refused with what to write`(text: String, remedy: String) throws {
        let found = mistakes(in: text)
        #expect(found.count == 1, "\(found)")
        let line = try #require(found.first)
        #expect(line.contains(remedy), "\(line)")
        #expect(line.hasPrefix("earshot.yaml:1: ") || line.hasPrefix("earshot.yaml:2: "))
    }

    @Test func `a file on the disk is named by its name alone`() throws {
        let folder = try TextFolder(["earshot.yaml": "log_level: loud\n"])
        let error = #expect(throws: SettingsError.self) {
            try SettingsFile.read(contentsOf: folder.url.appendingPathComponent("earshot.yaml"))
        }
        #expect(error?.description.hasPrefix("earshot.yaml:1: log_level: ") == true)
    }

    @Test func `a check also looks whether what the file names is there`() throws {
        let folder = try TextFolder([
            "earshot.yaml": "log_level: info\nstore_password_file: /no/such/file\n"
                + "feeds_directory: /no/such/folder\n"
        ])
        let file = folder.url.appendingPathComponent("earshot.yaml")
        #expect(try SettingsFile.read(contentsOf: file).feedsDirectory == "/no/such/folder")
        let error = #expect(throws: SettingsError.self) { try SettingsFile.check(contentsOf: file) }
        #expect(error?.mistakes.map(\.key) == ["store_password_file", "feeds_directory"])
        #expect(error?.mistakes.map(\.line) == [2, 3])
        let right = "feeds_directory: \(folder.url.path)\nstore_password_file: \(file.path)\n"
        try folder.write(right, to: "earshot.yaml")
        #expect(try SettingsFile.check(contentsOf: file).feedsDirectory == folder.url.path)
        try folder.write("feeds_directory: \(file.path)\n", to: "earshot.yaml")
        #expect(throws: SettingsError.self) { try SettingsFile.check(contentsOf: file) }
    }

    @Test func `an authority has a name of its own and a whole path`() {
        let told = mistakes(
            in: """
                authorities:
                  - name: inside
                    file: inside.pem
                  - file: /etc/a.pem
                  - name: twice
                    file: /etc/b.pem
                  - name: twice
                    file: /etc/c.pem
                """
        )
        #expect(told.count == 3)
        #expect(told[0].contains("whole path") && told[1].contains("write the name"))
        #expect(told[2].contains("another authority is called \"twice\""))
    }
}
