public import CurlTransfer
public import Foundation

/// Reads `file:` feeds from one folder and from nowhere else.
public struct FileFeedSource: FeedSource {
    private let folder: URL?
    private let sizeLimit: Int
    private let largeBodies: LargeBodies

    /// Creates a source for a folder; without one every file is refused.
    public init(folder: URL?, sizeLimit: Int, largeBodies: LargeBodies = LargeBodies()) {
        self.largeBodies = largeBodies
        self.folder = folder?.resolvingSymlinksInPath().standardizedFileURL
        self.sizeLimit = sizeLimit
    }

    /// Reads a file, unless its size and time are those of the last reading.
    public func fetch(_ request: FeedRequest) async -> FetchOutcome {
        do throws(FetchFailure) {
            let file = try file(of: request.address)
            // Asked for before the file is read: what changes meanwhile is read again next time.
            let (etag, size) = try state(of: file)
            if etag == request.etag { return .notModified(freshFor: nil) }
            let isLarge = size > LargeBodies.freeBytes
            let permit = request.permit ?? (isLarge ? largeBodies.take() : nil)
            guard !isLarge || permit != nil else { return .crowded(largeBodies) }
            return .fetched(
                FetchedFeed(
                    body: try bytes(of: file),
                    contentType: nil,
                    address: request.address,
                    permanentAddress: nil,
                    etag: etag,
                    lastModified: nil,
                    freshFor: nil,
                    permit: permit
                )
            )
        } catch {
            return .failed(error)
        }
    }

    // MARK: -

    /// The file behind an address, which must lie in the folder after every link is followed.
    private func file(of address: String) throws(FetchFailure) -> URL {
        guard let url = URL(string: address), url.isFileURL, (url.host() ?? "").isEmpty else {
            throw FetchFailure(code: "bad_address", "\"\(address)\" is no address of a file")
        }
        let file = url.resolvingSymlinksInPath().standardizedFileURL
        guard let folder, file.path.hasPrefix(folder.path + "/") else {
            throw FetchFailure(
                code: "outside",
                "only files in the folder feeds_directory are read"
            )
        }
        return file
    }

    /// The file's size, and what changes whenever the file does: its time and its size.
    private func state(of file: URL) throws(FetchFailure) -> (etag: String, size: Int) {
        let values = try? file.resourceValues(forKeys: [
            .contentModificationDateKey, .fileSizeKey, .isRegularFileKey,
        ])
        guard let values else { throw Self.unreadable }
        guard values.isRegularFile == true else {
            throw FetchFailure(code: "not_a_file", "there is something at that path, but no file")
        }
        let time = values.contentModificationDate?.timeIntervalSince1970 ?? 0
        let size = values.fileSize ?? 0
        return ("\"\(Int64(time * 1000))-\(size)\"", size)
    }

    /// Reads no more than the limit and one byte, however fast the file grows.
    private func bytes(of file: URL) throws(FetchFailure) -> [UInt8] {
        let content: Data
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            content = try handle.read(upToCount: sizeLimit + 1) ?? Data()
        } catch {
            throw Self.unreadable
        }
        guard content.count <= sizeLimit else {
            throw FetchFailure(code: "too_large", "the file is larger than \(sizeLimit) bytes")
        }
        return Array(content)
    }

    private static let unreadable = FetchFailure(
        code: "unreadable",
        "the file is missing or cannot be read"
    )
}
