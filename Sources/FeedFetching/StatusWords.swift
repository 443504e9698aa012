/// What a status means for a feed, in words.
enum StatusWords {
    static func failure(for status: Int) -> FetchFailure {
        let words =
            switch status {
            case 304: "the server says \"not modified\" although nothing was compared"
            case 401: "the feed needs a login"
            case 403: "the server forbids it"
            case 404: "there is no such feed"
            case 429: "the server says that we ask too often"
            case 503: "the server is not available for now"
            case 500...599: "the server failed"
            case 400...499: "the server refused the request"
            default: "the server gave an unexpected answer"
            }
        return FetchFailure(code: "http_\(status)", "\(words) (status \(status))")
    }
}
