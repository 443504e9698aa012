import Foundation
import Testing

@testable import SettingsReading

@Suite struct ShareDirectoryTests {
    /// A folder with an executable's place in it, and whatever else is named.
    private func place(_ folders: String...) throws -> TextFolder {
        let place = try TextFolder()
        for folder in folders { try place.write("", to: "\(folder)/.keep") }
        return place
    }

    private func path(_ place: TextFolder, _ name: String) -> String {
        place.url.appendingPathComponent(name).resolvingSymlinksInPath().path
    }

    @Test func `the folder that is named goes before all others`() throws {
        let place = try place("mine/Rules", "usr/share/earshot/Rules", "usr/bin")
        let found = try ShareDirectory.find(
            given: place.url.appendingPathComponent("mine").path,
            executable: place.url.appendingPathComponent("usr/bin/earshot")
        )
        #expect(found.rules.path == place.url.appendingPathComponent("mine/Rules").path)
        #expect(found.templates.lastPathComponent == "Templates")
    }

    @Test func `a folder that is named and has no rules is a mistake, not passed over`() throws {
        let place = try place("mine", "usr/share/earshot/Rules", "usr/bin")
        let mine = place.url.appendingPathComponent("mine").path
        let error = #expect(throws: SettingsError.self) {
            try ShareDirectory.find(
                given: mine,
                executable: place.url.appendingPathComponent("usr/bin/earshot")
            )
        }
        #expect(error?.description == "\(mine): there is no folder Rules in it")
    }

    @Test func `beside an installed executable goes before the checkout`() throws {
        let place = try place(
            "usr/share/earshot/Rules",
            "usr/bin",
            "Rules",
            "Sources/WebConsole/Templates"
        )
        let found = try ShareDirectory.find(
            given: nil,
            executable: place.url.appendingPathComponent("usr/bin/earshot")
        )
        #expect(
            found.phrases.resolvingSymlinksInPath().path == path(place, "usr/share/earshot/Phrases")
        )
    }

    @Test func `an executable in a build folder finds the checkout above it`() throws {
        let place = try place("Rules", "Sources/WebConsole/Templates", ".build/debug")
        let found = try ShareDirectory.find(
            given: nil,
            executable: place.url.appendingPathComponent(".build/debug/earshot")
        )
        #expect(found.rules.resolvingSymlinksInPath().path == path(place, "Rules"))
        let assets = found.assets.resolvingSymlinksInPath().path
        #expect(assets == path(place, "Sources/WebConsole/Assets"))
    }

    @Test func `no shipped files at all are told with the option that names them`() throws {
        let place = try place("usr/bin")
        let error = #expect(throws: SettingsError.self) {
            try ShareDirectory.find(
                given: nil,
                executable: place.url.appendingPathComponent("usr/bin/earshot")
            )
        }
        #expect(error?.description.contains("--share-dir") == true)
    }
}
