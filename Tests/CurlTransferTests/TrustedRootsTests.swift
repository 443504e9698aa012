import Foundation
import Testing

@testable import CurlTransfer

@Suite struct TrustedRootsTests {
    @Test func `libcurl names a file or a folder, and each by its whole path`() {
        let roots = TrustedRoots.ofThisMachine
        let places = [roots.file, roots.folder].compactMap(\.self)
        #expect(!places.isEmpty)
        for place in places { #expect(place.hasPrefix("/")) }
    }
}
