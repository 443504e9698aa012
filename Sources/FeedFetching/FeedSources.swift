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
