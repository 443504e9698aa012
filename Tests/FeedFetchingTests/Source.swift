import CurlTransfer
import EarshotModel
import EarshotTesting
import FeedFetching

extension HTTPFeedSource {
    /// A source that may ask the servers of tests.
    static func forTests(
        _ loop: CurlLoop = CurlLoop(),
        limits: TransferLimits = TransferLimits(),
        allowing networks: [String] = ["127.0.0.1"],
        largeBodies: LargeBodies = LargeBodies()
    ) -> HTTPFeedSource {
        HTTPFeedSource(
            loop: loop,
            userAgent: "Earshot (+mailto:tests@example.org)",
            limits: limits,
            addressGuard: AddressGuard(allowing: networks.compactMap { Network($0) }),
            largeBodies: largeBodies,
            clock: { Instant(seconds: 1_445_412_540) }
        )
    }
}

extension FetchOutcome {
    /// The feed that came.
    var feed: FetchedFeed? {
        if case .fetched(let feed) = self { feed } else { nil }
    }

    /// Why it did not work.
    var failure: FetchFailure? {
        switch self {
        case .failed(let failure), .silenced(_, let failure): failure
        default: nil
        }
    }

    /// For how long the server wants to be left alone.
    var silence: Duration? {
        if case .silenced(let wait, _) = self { wait } else { nil }
    }

    /// Whether nothing changed.
    var isUnchanged: Bool {
        if case .notModified = self { true } else { false }
    }
}
