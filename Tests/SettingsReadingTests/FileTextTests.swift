import Foundation
import Testing

@testable import SettingsReading

@Suite struct FileTextTests {
    @Test func `text is read without its byte order mark`() throws {
        let folder = try TextFolder(["a": "\u{FEFF}log_level: info\n"])
        let file = folder.url.appendingPathComponent("a")
        #expect(try FileText.read(file).utf8.elementsEqual("log_level: info\n".utf8))
        #expect(try SettingsFile.read(contentsOf: file).logLevel == .info)
    }

    @Test func `what is missing, a folder or no text is told with the file's name`() throws {
        let folder = try TextFolder()
        let missing = folder.url.appendingPathComponent("missing")
        let binary = folder.url.appendingPathComponent("binary")
        try Data([0xFF, 0xFE, 0x41, 0x00]).write(to: binary)
        let endings = [
            (missing, "no such file"), (folder.url, "cannot be read"), (binary, "UTF-8"),
        ]
        for (url, ending) in endings {
            let error = #expect(throws: SettingsError.self) { try FileText.read(url) }
            #expect(error?.description.hasPrefix("\(url.path): ") == true)
            #expect(error?.description.contains(ending) == true)
        }
    }

    @Test func `an endless file is refused, not read`() {
        let error = #expect(throws: SettingsError.self) {
            try FileText.read(URL(fileURLWithPath: "/dev/zero"))
        }
        #expect(error?.description.contains("longer than") == true)
    }
}
