import EarshotModel
public import Foundation

/// Reads `file:` feeds from one folder and from nowhere else.
public struct FileFeedSource: FeedSource {
    private let folder: URL?
    private let sizeLimit: Int

    /// Creates a source for a folder; without one every file is refused.
    public init(folder: URL?, sizeLimit: Int) {
        self.folder = folder?.resolvingSymlinksInPath().standardizedFileURL
        self.sizeLimit = sizeLimit
    }

    /// Reads a file, unless its size and time are those of the last reading.
    public func fetch(_ request: FeedRequest) async -> FetchOutcome {
        do {
            let file = try file(of: request.address)
            let values = try file.resourceValues(forKeys: [
                .contentModificationDateKey, .fileSizeKey, .isRegularFileKey,
            ])
            let size = values.fileSize ?? 0
            guard values.isRegularFile == true, size <= sizeLimit else {
                throw FetchFailure(
                    code: "too_large",
                    "it is no file, or larger than \(sizeLimit) bytes"
                )
            }
            let time = values.contentModificationDate?.timeIntervalSince1970 ?? 0
            let etag = "\"\(Int64(time * 1000))-\(size)\""
            if etag == request.etag { return .notModified(freshFor: nil) }
            return .fetched(
                FetchedFeed(
                    body: [UInt8](try Data(contentsOf: file)),
                    contentType: nil,
                    address: request.address,
                    permanentAddress: nil,
                    etag: etag,
                    lastModified: nil,
                    freshFor: nil
                )
            )
        } catch let failure as FetchFailure {
            return .failed(failure)
        } catch {
            return .failed(FetchFailure(code: "unreadable", "the file cannot be read"))
        }
    }

    /// The file behind an address, which must lie in the folder after every link is followed.
    private func file(of address: String) throws -> URL {
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
}

/// Sends each address to the source that is made for it.
public struct FeedSources: FeedSource {
    private let web: HTTPFeedSource
    private let files: FileFeedSource

    /// Creates a source over both.
    public init(web: HTTPFeedSource, files: FileFeedSource) {
        self.web = web
        self.files = files
    }

    /// Asks the one that fits; anything but `file:` goes to the web.
    public func fetch(_ request: FeedRequest) async -> FetchOutcome {
        request.address.hasPrefix("file:")
            ? await files.fetch(request) : await web.fetch(request)
    }
}
