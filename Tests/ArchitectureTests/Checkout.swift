import Foundation

/// The files of the checkout that this test was built from.
enum Checkout {
    /// The checkout's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file below the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The paths below a folder that end in one of the given ways, in order.
    static func files(below folder: String, endingIn endings: String...) -> [String] {
        let start = root.appendingPathComponent(folder)
        let walker = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
        let found = (walker?.compactMap { $0 as? URL } ?? []).map(\.path)
        return found.filter { path in endings.contains { path.hasSuffix($0) } }
            .map { String($0.dropFirst(root.path.count + 1)) }
            .sorted()
    }

    /// The folders directly below a folder.
    static func folders(below folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            at: root.appendingPathComponent(folder),
            includingPropertiesForKeys: [.isDirectoryKey]
        )
        .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
        .map(\.lastPathComponent)
        .sorted()
    }
}
