import Foundation
import Testing

@testable import SettingsReading

@Suite struct DataDirectoryTests {
    private func directory(
        _ given: String? = nil,
        _ environment: [String: String] = [:],
        isRoot: Bool = false
    ) -> DataDirectory {
        DataDirectory(given: given, environment: environment, isRoot: isRoot)
    }

    @Test func `the option goes before the environment, and that before the usual places`() {
        let all = ["EARSHOT_DATA": "/b", "STATE_DIRECTORY": "/c", "HOME": "/h"]
        #expect(directory("/a", all).folder.path == "/a")
        #expect(directory(nil, all).folder.path == "/b")
        #expect(directory(nil, ["STATE_DIRECTORY": "/c", "HOME": "/h"]).folder.path == "/c")
        #expect(directory(nil, [:], isRoot: true).folder.path == "/var/lib/earshot")
        let home = directory(nil, ["HOME": "/h"]).folder.path
        #expect(home == "/h/.local/share/earshot")
        let own = directory(nil, ["HOME": "/h", "XDG_DATA_HOME": "/d"]).folder.path
        #expect(own == "/d/earshot")
    }

    @Test func `an empty variable is none`() {
        let environment = ["EARSHOT_DATA": "", "STATE_DIRECTORY": "", "HOME": "/h"]
        #expect(directory(nil, environment).folder.path == "/h/.local/share/earshot")
    }

    @Test func `the socket lies in the runtime directory, or beside a store that was named`() {
        let service = ["STATE_DIRECTORY": "/var/lib/earshot", "RUNTIME_DIRECTORY": "/run/earshot"]
        #expect(directory(nil, service).socket.path == "/run/earshot/earshot.sock")
        #expect(directory(nil, [:], isRoot: true).socket.path == "/run/earshot/earshot.sock")
        #expect(directory("/a", service, isRoot: true).socket.path == "/a/earshot.sock")
        let named = service.merging(["EARSHOT_DATA": "/b"]) { $1 }
        #expect(directory(nil, named).socket.path == "/b/earshot.sock")
        #expect(
            directory(nil, ["HOME": "/h"]).socket.path == "/h/.local/share/earshot/earshot.sock"
        )
    }

    @Test func `the machine's settings count for its own daemon and for root, and for no other`() {
        let machine = "/etc/earshot/earshot.yaml"
        let service = ["STATE_DIRECTORY": "/var/lib/earshot"]
        let own = ["/var/lib/earshot/earshot.yaml", machine]
        #expect(directory(nil, service).settingsFiles.map(\.path) == own)
        #expect(directory(nil, [:], isRoot: true).settingsFiles.map(\.path) == own)
        #expect(
            directory("/a", service, isRoot: true).settingsFiles.map(\.path) == ["/a/earshot.yaml"]
        )
        let named = service.merging(["EARSHOT_DATA": "/b"]) { $1 }
        #expect(
            directory(nil, named, isRoot: true).settingsFiles.map(\.path) == ["/b/earshot.yaml"]
        )
        let home = directory(nil, ["HOME": "/h"]).settingsFiles.map(\.path)
        #expect(home == ["/h/.local/share/earshot/earshot.yaml"])
    }

    @Test func `the store lies in the folder unless its address says otherwise`() {
        let data = directory("/a")
        #expect(data.storeAddress(nil) == "sqlite:/a/earshot.db")
        #expect(data.storeAddress("sqlite:/srv/e.db") == "sqlite:/srv/e.db")
        #expect(data.storeAddress("sqlite:other.db") == "sqlite:/a/other.db")
        #expect(data.storeAddress("postgres:dbname=e") == "postgres:dbname=e")
    }

    @Test func `the folder is made, and others may not look into it`() throws {
        let place = try TextFolder()
        let data = directory(place.url.appendingPathComponent("x/y").path)
        try data.make()
        try data.make()
        let mode = try FileManager.default.attributesOfItem(atPath: data.folder.path)
        #expect((mode[.posixPermissions] as? Int).map { $0 & 0o007 } == 0)
        try place.write("a file", to: "file")
        let error = #expect(throws: SettingsError.self) {
            try directory(place.url.appendingPathComponent("file/z").path).make()
        }
        #expect(error?.description.contains("--data-dir") == true)
    }
}
