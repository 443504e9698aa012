/// What sort of noise a mention is.
public enum NoiseKind: String, CaseIterable, Codable, Sendable {
    /// An advertisement for a job.
    case jobAd = "job_ad"
    /// A coupon, a discount code or the like.
    case coupon
    /// Prices of shares, and what machines write about them.
    case ticker
    /// A copy of a press release.
    case pressRelease = "press_release"
    /// The company's own people write.
    case ownStaff = "own_staff"
}

/// Why nobody behind a mention expects anything of us.
public struct Noise: Hashable, Sendable {
    /// What sort of noise it is.
    public let kind: NoiseKind
    /// By what it is known, in words for staff.
    public let reason: String

    /// Creates a finding of noise.
    public init(kind: NoiseKind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
